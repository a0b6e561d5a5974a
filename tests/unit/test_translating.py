"""Messages are said in the asker's language; without their catalogue the application does not start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app, translating
from app.errors import MissingTranslations


@pytest.fixture
def no_catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a clone whose translations were never compiled."""
    monkeypatch.setattr(translating, "CATALOGUES", tmp_path)
    translating.catalogue.cache_clear()
    yield
    translating.catalogue.cache_clear()


def test_a_message_is_said_in_the_language_and_filled_in():
    assert translating.translate("en", "{count} rows.", count=3) == "3 rows."
    assert translating.translate("fa", "{count} rows.", count="۳") == "۳ ردیف."


def test_a_message_that_no_catalogue_has_stays_as_it_is():
    assert translating.translate("fa", "toman per furlong") == "toman per furlong"


@pytest.mark.usefixtures("no_catalogues")
def test_without_its_catalogue_the_application_says_what_to_do():
    with pytest.raises(MissingTranslations, match="make translations"):
        create_app()
