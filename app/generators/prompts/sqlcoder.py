"""The prompt of sqlcoder-7b-2: a raw completion, its published format to the letter."""

from __future__ import annotations

from collections.abc import Iterator

from app.contracts import ErrorRecord, GenerationRequest, Language
from app.semantics.layer import Column, SemanticLayer, Table

STOP = ("```", "[QUESTION]", "[/SQL]", "###")
"""What ends the model's SQL."""

TEMPLATE = """### Task
Generate a SQL query to answer [QUESTION]{question}[/QUESTION]

### Instructions
- If you cannot answer the question with the available database schema, return 'I do not know'
{hints}
### Database Schema
The query will run on a database with the following schema:
{schema}

### Answer
Given the database schema, here is the SQL query that answers [QUESTION]{question}[/QUESTION]
[SQL]
"""


def write_prompt(request: GenerationRequest) -> str:
    """The prompt of a question; after a rejection it carries what was wrong with the candidate before."""
    return TEMPLATE.format(
        question=one_line(request.question),
        hints="".join(f"- {hint}\n" for hint in hints(request)),
        schema=describe(request.layer),
    )


def one_line(question: str) -> str:
    """The question without line breaks and without the marks that the format itself is made of."""
    return " ".join(question.replace("[", "(").replace("]", ")").split())


def hints(request: GenerationRequest) -> Iterator[str]:
    """What the model could not know."""
    yield f"Today is {request.today.isoformat()}; write dates as literals"
    if request.rejected and request.rejected["error"]:
        reason = one_line(reason_in(request.rejected["error"]))
        yield f"Do not repeat this, it was rejected: {one_line(request.rejected['sql'] or '')} -- {reason}"


def reason_in(error: ErrorRecord) -> str:
    """What was wrong, in English, with what the database said."""
    return f"{error['template'].format(**error['values'])} {error['detail']}"


def describe(layer: SemanticLayer) -> str:
    """The schema as CREATE TABLE statements with comments, then the joins; the same text for the same layer."""
    joins = [
        f"-- {join.left_table}.{join.left_column} can be joined with {join.right_table}.{join.right_column}"
        for join in layer.relationships
    ]
    return "\n\n".join([*(describe_table(table) for table in layer.tables), "\n".join(joins)])


def describe_table(table: Table) -> str:
    """One table as a CREATE TABLE statement."""
    columns = [f"  {column.name} {column.type}, --{comment(column)}" for column in table.visible_columns]
    return "\n".join([f"CREATE TABLE {table.name} (", *columns, ");"])


def comment(column: Column, language: Language = "en") -> str:
    """What a column holds: its label, unit and stored values."""
    unit = f" in {column.unit}" if column.unit else ""
    values = f": {', '.join(value.value for value in column.values)}" if column.values else ""
    return f"{column.label[language]}{unit}{values}"
