"""sqlcoder-7b-2: a raw completion, its published format to the letter.

What the format has no place for is told as instructions. With the schema first, Ollama need not read it anew for each
question; but the model was not trained so.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import Candidate, GenerationRequest
from app.generators.prompts.content import Content, content_of, fitted
from app.generators.prompts.prompt import Budget, Order, Prompt
from app.generators.replies import read_reply

STOP = ("```", "[QUESTION]", "[/SQL]", "###")
"""What ends the model's SQL."""
TASK = """### Task
Generate a SQL query to answer [QUESTION]{question}[/QUESTION]"""
INSTRUCTIONS = """### Instructions
- If you cannot answer the question with the available database schema, return 'I do not know'
{instructions}"""
SCHEMA = """### Database Schema
The query will run on a database with the following schema:
{schema}"""
ANSWER = """### Answer
Given the database schema, here is the SQL query that answers [QUESTION]{question}[/QUESTION]
[SQL]
"""
SECTIONS: dict[Order, tuple[str, ...]] = {
    "trained": (TASK, INSTRUCTIONS, SCHEMA, ANSWER),
    "schema_first": (SCHEMA, TASK, INSTRUCTIONS, ANSWER),
}


class Sqlcoder:
    """Asks sqlcoder-7b-2 and its kin."""

    name = "sqlcoder"

    def __init__(self, order: Order) -> None:
        self.template = "\n\n".join(SECTIONS[order])
        self.order = order

    def write(self, request: GenerationRequest, budget: Budget, translation: str = "") -> Prompt:
        """The prompt of a question. Raises SchemaTooLarge."""
        content, described = fitted(content_of(request, translation), request.layer, budget, self.render)
        details = {"profile": self.name, "order": self.order, **content.details(described)}
        return Prompt("completion", text=self.render(content, described.text), stop=STOP, details=details)

    def render(self, content: Content, schema: str) -> str:
        """The text of a prompt."""
        lines = "\n".join(f"- {line}" for line in instructions(content))
        return self.template.format(question=content.english, instructions=lines, schema=schema)

    def read(self, reply: str, request: GenerationRequest, *, is_cut: bool = False) -> Candidate:
        """The SQL in a reply. Raises Unanswerable when there is none, or not all of it."""
        return read_reply(reply, request.layer, is_cut=is_cut)


def instructions(content: Content) -> Iterator[str]:
    """What the model could not know."""
    yield f"Today is {content.today}; write dates as literals"
    if content.english != content.question:
        how = "from" if content.translation else "word by word from"
        yield f"The question was put into English {how}: {content.question}"
    if content.earlier:
        yield f"The question may continue what was asked before: {'; '.join(english for _, english in content.earlier)}"
    yield from content.hints
    for example in content.examples:
        yield f"The approved query for {example.question} is: {example.sql}"
    yield from content.rejection
