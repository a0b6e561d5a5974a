"""The built-in engine over the shop, without any database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.contracts import GenerationRequest, Language
from app.generators.builtin import BuiltinGenerator
from app.generators.builtin.reading import read
from app.language.detection import detect_language
from app.progress import Progress
from app.semantics.layer import SemanticLayer
from app.semantics.loading import load_layer
from app.semantics.reading import Reading
from app.semantics.value_index import KnownValues
from app.serving import policy_of
from app.settings import PROJECT
from app.sql.guard import SqlGuard

TODAY = date(2026, 11, 21)
NAMES = KnownValues(
    {
        "customers.name": ["سارا احمدی", "Ali Rezaei", "علي كريمي", "علی کریمی"],
        "products.name": ["Air Fryer", "iPhone 15", "Sapiens", "New", "O'Neill' OR 1=1", "زعفران سرگل ۵ گرمی"],
    }
)


class FixedValues:
    """Values that never change."""

    def current(self) -> KnownValues:
        """The names above."""
        return NAMES


LAYER: SemanticLayer = replace(load_layer(PROJECT / "seeds" / "shop.semantics.yml"), values=FixedValues())
GUARD = SqlGuard(policy_of(LAYER))


def reading_of(question: str, language: Language | None = None) -> Reading:
    """What the engine understands."""
    return read(question, language or detect_language(question), LAYER, TODAY)


def sql_of(question: str) -> str:
    """The SQL of a question, in one line, once the guard has read it."""
    language = detect_language(question)
    request = GenerationRequest(question, language, reading_of(question).as_json(), LAYER, TODAY, Progress())
    return " ".join(GUARD.check(BuiltinGenerator().generate(request).sql).text.split())
