"""The passwords and keys of an installation are made once, at random, for one account alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.deploy.credentials import make_credentials
from app.settings import load_settings

URL = "postgresql://querycraft@db/querycraft"
FILES = {"database_password", "database_url", "reader_password", "secret_key"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with fresh credentials."""
    make_credentials(tmp_path, URL)
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    """The texts of a folder's files, by name."""
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def test_every_secret_is_another_long_text(folder: Path) -> None:
    made = contents(folder)

    assert set(made) == FILES
    assert len(set(made.values())) == len(FILES)
    assert all(len(secret) >= 32 for secret in made.values())


def test_they_differ_from_one_installation_to_the_next(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    make_credentials(other, URL)

    assert not set(contents(folder).values()) & set(contents(other).values())


def test_a_second_start_keeps_them(folder: Path) -> None:
    before = contents(folder)

    make_credentials(folder, URL)

    assert contents(folder) == before


def test_nobody_else_may_read_them(folder: Path) -> None:
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_the_address_gains_the_password(folder: Path) -> None:
    password = contents(folder)["database_password"]

    settings = load_settings({"DATABASE_URL_FILE": str(folder / "database_url")})

    assert settings.database_url == f"postgresql://querycraft:{password}@db/querycraft"
