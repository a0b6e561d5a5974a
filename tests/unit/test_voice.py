"""An answer calls units, measures and values what its language calls them."""

from __future__ import annotations

import pytest

from app.contracts import Language
from app.explanation.voice import Voice
from app.semantics.checking import check_text
from app.semantics.layer import SemanticLayer
from app.translating import translate

PARCELS = """
name: parcels
tables:
  - name: parcels
    label: {en: parcels, fa: بسته‌ها}
    singular: {en: parcel, fa: بسته}
    facts:
      - {name: weight, type: real, label: {en: weight, fa: وزن}, unit: {en: kg, fa: کیلوگرم}}
      - {name: price, type: numeric, label: {en: price, fa: قیمت}, unit: toman}
      - {name: stops, type: integer, label: {en: stops, fa: توقف‌ها}}
"""


@pytest.fixture
def layer() -> SemanticLayer:
    """The layer of somebody's parcels."""
    checked = check_text(PARCELS)
    assert checked.layer is not None
    return checked.layer


@pytest.mark.parametrize(
    ("column", "language", "unit"),
    [
        ("parcels.weight", "en", "kg"),
        ("parcels.weight", "fa", "کیلوگرم"),
        ("parcels.price", "en", "toman"),
        ("parcels.price", "fa", "تومان"),
        ("parcels.stops", "fa", None),
    ],
)
def test_a_unit_is_what_the_file_calls_it_in_the_language(
    layer: SemanticLayer, column: str, language: Language, unit: str | None
):
    assert Voice(language, layer, translate).unit(layer.column(column)) == unit
