"""A setting may stand in a file: SECRET_KEY_FILE names the one that holds SECRET_KEY."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InvalidSetting
from app.settings import load_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a secret, and the line break that editors leave."""
    path = tmp_path / "secret"
    path.write_text("from the file\n", encoding="utf-8")
    return path


def test_a_setting_is_read_from_its_file(file: Path) -> None:
    assert load_settings({"SECRET_KEY_FILE": str(file)}).secret_key == "from the file"


def test_the_variable_itself_wins(file: Path) -> None:
    assert load_settings({"SECRET_KEY": "given", "SECRET_KEY_FILE": str(file)}).secret_key == "given"


def test_an_empty_variable_leaves_it_to_the_file(file: Path) -> None:
    assert load_settings({"SECRET_KEY": "", "SECRET_KEY_FILE": str(file)}).secret_key == "from the file"


def test_a_number_in_a_file_is_a_number(file: Path) -> None:
    file.write_text("8080\n", encoding="utf-8")

    assert load_settings({"PORT_FILE": str(file)}).port == 8080


def test_a_setting_whose_own_name_ends_in_file_is_not_read_from_one(file: Path) -> None:
    assert load_settings({"SEMANTICS_FILE": str(file)}).semantics_file == str(file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_can_not_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InvalidSetting, match=f"^SECRET_KEY_FILE is «{path}», which is not a text file"):
        load_settings({"SECRET_KEY_FILE": str(path)})
