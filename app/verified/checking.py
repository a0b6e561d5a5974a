"""Checks the questions of a semantics file's verified queries; their SQL is checked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import Guard
from app.errors import InvalidDate, UnsafeSql
from app.generators.builtin.following import stands_alone
from app.generators.verified.pairs import Pair
from app.generators.verified.templates import template_of
from app.generators.verified.tying import PROBES
from app.semantics.checking import Checked
from app.semantics.document import Problem
from app.semantics.layer import SemanticLayer

FOR_NOW = (
    "this is not answered any more once its period is another: not every day in the SQL is a limit of that."
    " Say under «as_of» for which day the SQL is or, for a period such as «last month», use CURRENT_DATE in it"
)

GOES_ON = "this goes on with another question; write one that says by itself what is asked"


def question_problems(checked: Checked, guard: Guard) -> Iterator[Problem]:
    """Questions that can't be read, and such as are not answered for long."""
    layer = checked.layer
    if layer is None:
        return
    for place, query in enumerate(layer.verified_queries):
        for language, question in query.question.items():
            path = ("verified_queries", place, "question", language)
            pair = Pair(question, language, query.sql, query.as_of)
            for text, is_error in wrong_with(pair, layer, guard):
                yield checked.document.problem(path, text, is_error=is_error)


def wrong_with(pair: Pair, layer: SemanticLayer, guard: Guard) -> Iterator[tuple[str, bool]]:
    """What is wrong with a question, and whether that is an error; nothing where the SQL is wrong itself."""
    if not stands_alone(pair.question, pair.language, layer, pair.as_of or PROBES[0]):
        yield GOES_ON, True
        return
    try:
        guard.check(pair.sql)
        if template_of(pair, layer).reach(layer) == "for now":
            yield FOR_NOW, False
    except UnsafeSql:
        return
    except InvalidDate as error:
        yield str(error), True
