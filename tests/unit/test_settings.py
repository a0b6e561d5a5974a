"""Settings are read from the environment once, typed, and a wrong one is named."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from app.clock import today_of
from app.errors import InvalidSetting
from app.settings import Settings, load_settings, read_env_file


def test_what_is_not_set_has_its_default():
    assert load_settings({}) == Settings()


def test_the_environment_is_read_by_the_settings_name_in_capitals():
    settings = load_settings({"PORT": "9000", "GENERATORS": "ollama, builtin", "QUERYCRAFT_TODAY": "2026-11-21"})
    assert (settings.port, settings.generators) == (9000, ("ollama", "builtin"))
    assert settings.querycraft_today == date(2026, 11, 21)


def test_an_override_wins_over_the_environment():
    assert load_settings({"PORT": "9000"}, {"port": 9001}).port == 9001


def test_a_blank_variable_is_as_if_it_were_not_set():
    assert load_settings({"PORT": " "}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("OLLAMA_TIMEOUT_SECONDS", "soon"), ("QUERYCRAFT_TODAY", "yesterday")]
)
def test_a_wrong_value_is_named_with_what_it_should_be(name: str, value: str):
    with pytest.raises(InvalidSetting, match=f"{name} is «{value}», which is not .* such as"):
        load_settings({name: value})


def test_every_setting_says_what_it_is_for():
    assert all(field.metadata["help"].endswith(".") for field in dataclasses.fields(Settings))


def test_the_reader_has_the_applications_server_unless_it_is_told_another():
    settings = load_settings({"DATABASE_URL": "postgresql://owner:secret@db:5432/shop", "READER_PASSWORD": "a/b"})
    assert settings.reader_url == "postgresql://querycraft_reader:a%2Fb@db:5432/shop"
    assert load_settings({"DATA_DATABASE_URL": "postgresql://x@y/z"}).reader_url == "postgresql://x@y/z"


def test_a_socket_is_kept_when_the_user_changes():
    settings = load_settings({"DATABASE_URL": "postgresql://owner@/shop?host=/run/my%20sockets"})
    assert settings.reader_url == "postgresql://querycraft_reader@/shop?host=/run/my%20sockets"


def test_an_env_file_is_read_line_by_line(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("# a comment\n\nPORT=9000\nSECRET_KEY='x=y'\n")
    assert read_env_file(file) == {"PORT": "9000", "SECRET_KEY": "x=y"}
    assert read_env_file(tmp_path / "none") == {}


def test_a_broken_line_of_an_env_file_is_named_by_its_number(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("PORT=9000\nwhat is this\n")
    with pytest.raises(InvalidSetting, match=r"\.env:2"):
        read_env_file(file)


def test_an_address_that_is_no_postgresql_is_refused_without_repeating_its_password():
    with pytest.raises(InvalidSetting, match="DATABASE_URL") as refused:
        _ = load_settings({"DATABASE_URL": "mysql://root:secret@db/shop"}).engine_url
    assert "secret" not in str(refused.value)


def test_a_time_zone_that_does_not_exist_is_named():
    with pytest.raises(InvalidSetting, match="TIME_ZONE is «Mars/Olympus»"):
        today_of(load_settings({"TIME_ZONE": "Mars/Olympus"}))
