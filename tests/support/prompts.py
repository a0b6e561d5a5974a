"""Requests for prompts, and the prompts that are kept as text files to be read by eye.

`python -m tests.support.prompts` writes those files anew; the diff shows what a change does to them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.contracts import Attempt, Example, GenerationRequest
from app.errors import QueryCraftError, UnknownColumn
from app.generators.builtin.reading import read
from app.generators.prompts import Budget, Prompt, profile_named
from app.generators.prompts.translation import translation_prompt
from app.language.detection import detect_language
from app.progress import Progress
from app.semantics.layer import SemanticLayer
from tests.support.engine import LAYER, TODAY

FOLDER = Path(__file__).parents[1] / "unit" / "prompts"
BUDGET = Budget(context_tokens=8192, reply_tokens=512)
ENGLISH = "top 5 products by profit this year"
PERSIAN = "سود سفارش‌های تحویل‌شده در ماه گذشته به تفکیک دسته چقدر بود؟"
"""Both ask for a profit, which the shop knows nothing of: the engine can't read them as a whole."""
FRAGMENT = "و به تفکیک ماه؟"
"""No whole question."""
TRANSLATED = "What was the profit of delivered orders last month by category?"
APPROVED = Example(
    "revenue by category",
    "SELECT products.category, SUM(orders.quantity * products.price) AS revenue\n"
    "FROM orders JOIN products ON products.id = orders.product_id\n"
    "GROUP BY products.category",
)


def request_for(question: str, layer: SemanticLayer = LAYER, **more: Any) -> GenerationRequest:
    """What a generator gets to work with for a question."""
    language = detect_language(question)
    try:
        reading = read(question, language, layer, TODAY).as_json()
    except QueryCraftError:
        reading = {}
    return GenerationRequest(question, language, reading, layer, TODAY, Progress(), **more)


def rejected(sql: str, error: QueryCraftError) -> Attempt:
    """A candidate that came back with an error."""
    record = error.as_record()
    return {"generator": "ollama", "model": "any", "sql": sql, "error": record, "ms": 1.0, "details": {}}


WRONG = "SELECT orders.status, SUM(orders.profit) FROM orders WHERE orders.status = :status GROUP BY 1"
LEFT = rejected(WRONG, UnknownColumn("orders.profit", position=27))
PROMPTS: dict[str, Callable[[], Prompt | None]] = {
    "sqlcoder": lambda: profile_named("sqlcoder").write(request_for(ENGLISH), BUDGET),
    "sqlcoder_schema_first": lambda: profile_named("sqlcoder", "schema_first").write(request_for(ENGLISH), BUDGET),
    "sqlcoder_persian": lambda: profile_named("sqlcoder").write(request_for(PERSIAN), BUDGET),
    "sqlcoder_translated": lambda: profile_named("sqlcoder").write(request_for(PERSIAN), BUDGET, TRANSLATED),
    "sqlcoder_repair": lambda: profile_named("sqlcoder").write(
        request_for(ENGLISH, rejected=LEFT, examples=(APPROVED,)), BUDGET
    ),
    "sqlcoder_continued": lambda: profile_named("sqlcoder").write(
        request_for(FRAGMENT, earlier=(PERSIAN, ENGLISH)), BUDGET
    ),
    "chat_continued": lambda: profile_named("chat").write(request_for(FRAGMENT, earlier=(PERSIAN, ENGLISH)), BUDGET),
    "chat": lambda: profile_named("chat").write(request_for(ENGLISH), BUDGET),
    "chat_persian": lambda: profile_named("chat").write(request_for(PERSIAN), BUDGET),
    "chat_repair": lambda: profile_named("chat").write(
        request_for(PERSIAN, rejected=LEFT, examples=(APPROVED,)), BUDGET, TRANSLATED
    ),
    "translation": lambda: translation_prompt(request_for(PERSIAN)),
}
"""The prompts that are kept, by the names of their files."""


def shown(prompt: Prompt | None) -> str:
    """A prompt as its file shows it."""
    if prompt is None:
        return ""
    if prompt.kind == "completion":
        return prompt.text
    return "\n".join(f"<{message['role']}>\n{message['content']}\n" for message in prompt.messages)


if __name__ == "__main__":
    for name, write in PROMPTS.items():
        (FOLDER / f"{name}.txt").write_text(shown(write()), encoding="utf-8")
