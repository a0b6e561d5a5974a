"""The Persian catalogue says everything that the application says, and nothing else.

To bring it up to date (`update` adds what is new, without a translation):

    .venv/bin/python -m babel.messages.frontend extract -F babel.cfg --add-location=file --sort-by-file \
        -o var/messages.pot .
    .venv/bin/python -m babel.messages.frontend update -i var/messages.pot -d app/translations -D messages \
        --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 110
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app.contracts import Outcome
from app.errors import QueryCraftError
from app.pages.messages import OUTCOMES

PROJECT = Path(__file__).parents[2]
PERSIAN = PROJECT / "app" / "translations" / "fa" / "LC_MESSAGES" / "messages.po"
PLACE = re.compile(r"\{\w*\}|%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def said() -> set[tuple[str | None, str]]:
    """Context and text of every message in the sources."""
    with (PROJECT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(
        PROJECT, methods, options, directory_filter=lambda folder: Path(folder).name[0] not in "._"
    )
    return {(context, text) for _, _, text, _, context in found}


@pytest.fixture(scope="module")
def persian() -> Catalog:
    with PERSIAN.open("rb") as file:
        return read_po(file, locale="fa")


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def test_the_sources_speak_through_every_way_that_is_extracted(said):
    texts = {text for _, text in said}
    assert QueryCraftError.template() in texts  # a docstring of an error
    assert set(OUTCOMES.values()) <= texts  # mark()
    assert "Some fields of the request are missing or wrong." in texts  # translate()
    assert "toman" in texts  # a unit of the semantic layer
    assert "Ask your data" in texts  # a template


def test_every_message_has_a_persian_translation(said, persian):
    translated = {(message.context, message.id) for message in messages(persian) if message.string}
    assert sorted(text for _, text in said - translated) == []


def test_no_translation_is_left_over(said, persian):
    known = {(message.context, message.id) for message in messages(persian)}
    assert sorted(text for _, text in known - said) == []
    assert list(persian.obsolete) == []


def test_no_translation_is_a_guess(persian):
    assert [message.id for message in messages(persian) if message.fuzzy] == []


def test_translations_have_the_places_of_their_messages(persian):
    def places(text: str) -> list[str]:
        return sorted(PLACE.findall(text))

    assert [message.id for message in messages(persian) if places(message.id) != places(message.string)] == []


def test_translations_keep_to_persian_letters_and_marks(persian):
    foreign = re.compile(r"[يكىة,;?]|[0-9]")
    assert [message.string for message in messages(persian) if foreign.search(message.string)] == []


def test_every_outcome_has_a_name():
    assert set(OUTCOMES) == set(Outcome)
