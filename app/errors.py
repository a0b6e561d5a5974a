"""The one tree of errors: each carries its outcome, its HTTP status and whether another attempt may help.

A class's docstring is its default message, in English; it is also the key of its Persian twin in app/translations.
`{name}` in it is filled from the keyword arguments the error is raised with.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any, ClassVar

from app.contracts import ErrorRecord, Json, Outcome


class QueryCraftError(Exception):
    """Something went wrong on our side. It has been recorded; please try again."""

    outcome: ClassVar[Outcome] = Outcome.INTERNAL_ERROR
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str = "", **values: Any) -> None:
        """`detail` is technical text (a database message, a fragment), shown folded; `values` fill the message.

        `details`, JSON values, go into the record beside the error: what a model had said and done before it failed.
        """
        super().__init__(self.template().format(**values))
        self.detail = detail
        self.values = values
        self.choices: tuple[str, ...] = ()
        self.details: dict[str, Json] = {}

    @classmethod
    def template(cls) -> str:
        """The message before its values are filled in: the class's docstring."""
        return inspect.cleandoc(cls.__doc__ or "").replace("\n", " ")

    @property
    def code(self) -> str:
        """The error's name in the API: the class's name."""
        return type(self).__name__

    def as_record(self) -> ErrorRecord:
        """The error as JSON values, for the state, the audit and the API."""
        return {
            "code": self.code,
            "outcome": str(self.outcome),
            "status": self.http_status,
            "retryable": self.retryable,
            "template": self.template(),
            "values": {name: str(value) for name, value in self.values.items()},
            "detail": self.detail,
            "choices": list(self.choices),
        }


class InvalidSetting(QueryCraftError):
    """{name} is «{value}», which is not {example}. Correct it in the environment or in .env."""


class InvalidQuestion(QueryCraftError):
    """The question could not be read: {reason}"""

    outcome = Outcome.INVALID_QUESTION
    http_status = 422


class EmptyQuestion(InvalidQuestion):
    """There is no question. Write what you want to know, in Persian or English."""


class InvalidDate(InvalidQuestion):
    """«{text}» is not a date in the {calendar} calendar. Please check the day and the month."""


class Unanswerable(QueryCraftError):
    """I can't answer that from this data."""

    outcome = Outcome.UNANSWERABLE
    http_status = 200


class UnknownWords(Unanswerable):
    """I can't answer that from this data: I don't know what {words} means here."""


class OutsideScope(Unanswerable):
    """I understood the words but can't put them together into one question. Please ask it in a simpler way."""


class SchemaTooLarge(Unanswerable):
    """The tables that this is about are too much for the language model. Please ask about fewer things at once."""


class ReplyCut(Unanswerable):
    """The language model's answer broke off before it was complete. Please ask about fewer things at once."""


class UnusableSql(Unanswerable):
    """The language model's SQL would answer something else. Please ask in other words."""

    def __init__(self, sql: str, fragment: str) -> None:
        """`sql` is the model's, which it may mend."""
        super().__init__(fragment=fragment)
        self.sql = sql


class UnfilledPlaceholder(UnusableSql):
    """The language model left {fragment} in its SQL to be filled in. Please name it in the question."""


class OtherCalendar(UnusableSql):
    """The language model mixed up the calendars in {fragment}. Please ask about a period from one day to another."""


class NeedsClarification(QueryCraftError):
    """That can be read in more than one way. Which one do you mean?"""

    outcome = Outcome.NEEDS_CLARIFICATION
    http_status = 200

    def __init__(self, choices: Sequence[str]) -> None:
        """`choices` are questions that can be read in one way only."""
        super().__init__()
        self.choices = tuple(choices)


class Refused(QueryCraftError):
    """I only read data; I never add, change or delete any."""

    outcome = Outcome.REFUSED
    http_status = 200


class NotOpen(Refused):
    """«{words}» is not open to questions here."""


class UnsafeSql(QueryCraftError):
    """The generated SQL is not a plain reading of the allowed tables, so it was not run."""

    outcome = Outcome.INVALID_SQL
    http_status = 200
    retryable = True

    def __init__(self, fragment: str = "", position: int | None = None, **values: Any) -> None:
        """`fragment` is the part of the SQL that was refused; it begins at character `position`, counted from 1."""
        super().__init__(fragment=fragment, position=position or "", **values)
        self.fragment = fragment
        self.position = position


class OddCharacter(UnsafeSql):
    """The SQL holds the character {fragment}, which misleads whoever reads it."""


class UnreadableSql(UnsafeSql):
    """The SQL is not valid PostgreSQL: {fragment}."""


class NotOneSelect(UnsafeSql):
    """The SQL is not exactly one SELECT, and nothing else is ever run."""


class TooLong(UnsafeSql):
    """The SQL is longer than {limit} characters."""


class TooDeep(UnsafeSql):
    """The SQL is nested more than {limit} levels deep."""


class TooComplex(UnsafeSql):
    """The SQL has {fragment} more than {limit} times."""


class ForbiddenSyntax(UnsafeSql):
    """The SQL uses {fragment}, which is not allowed here."""


class ForbiddenFunction(UnsafeSql):
    """The SQL calls the function «{fragment}», which is not one of those that are allowed."""


class ForbiddenType(UnsafeSql):
    """The SQL names the type «{fragment}», which is not one of those that are allowed."""


class ForbiddenOperator(UnsafeSql):
    """The SQL uses the operator «{fragment}», which is not one of those that are allowed there."""


class ForbiddenTable(UnsafeSql):
    """The SQL reads the table «{fragment}», which is not one of those that questions are open to."""


class UnknownColumn(UnsafeSql):
    """The SQL names the column «{fragment}», which is not one that it can read there."""


class HiddenColumn(UnsafeSql):
    """The SQL reads «{fragment}», which is not open to questions."""


class UnboundedCall(UnsafeSql):
    """«{fragment}» could produce endless data in the SQL: what bounds it must be written out and be at most {limit}."""


class CostlyPattern(UnsafeSql):
    """The SQL searches with the pattern {fragment}, which is not a short and simple one that is written out."""


class CrossJoin(UnsafeSql):
    """The SQL joins «{fragment}» and «{other}» without saying what belongs together, which multiplies their rows."""


class DifferentResult(QueryCraftError):
    """A second, independent reading of the question gives another result."""

    outcome = Outcome.ANSWERED
    http_status = 200


class Incomparable(DifferentResult):
    """Only the first rows were read, so the two results can't be compared."""


class NothingToCompare(DifferentResult):
    """Both results are empty or zero, as those of other questions may be as well."""


class Unproven(DifferentResult):
    """The second result has only some of the same values, or has them under other names, so that it proves nothing."""


class ExecutionFailed(QueryCraftError):
    """The database could not run the generated SQL."""

    outcome = Outcome.EXECUTION_FAILED
    http_status = 200
    retryable = True


class TooCostly(QueryCraftError):
    """That touches too much data. Please narrow it: name a period, such as last month, or a category."""

    outcome = Outcome.REFUSED
    http_status = 200
    retryable = True


class StatementTimedOut(QueryCraftError):
    """The database needed too long. Ask about a shorter period or fewer things."""

    outcome = Outcome.TIMED_OUT
    http_status = 504
    retryable = True


class QuestionTimedOut(QueryCraftError):
    """That took too long. Please ask about less, or ask again in a moment."""

    outcome = Outcome.TIMED_OUT
    http_status = 504


class Cancelled(QueryCraftError):
    """The question was cancelled before it was answered."""

    outcome = Outcome.CANCELLED
    http_status = 200


class Abandoned(QueryCraftError):
    """The server stopped while it was working on the question. Please ask it again."""

    outcome = Outcome.ABANDONED


class ModelUnavailable(QueryCraftError):
    """The language model can't be reached just now. Please try again in a moment."""

    outcome = Outcome.MODEL_UNAVAILABLE
    http_status = 503


class ModelTimedOut(ModelUnavailable):
    """The language model needed too long to answer. Please try again, or ask in a simpler way."""

    outcome = Outcome.TIMED_OUT
    http_status = 504


class ModelMissing(ModelUnavailable):
    """Ollama does not have the language model «{model}». Whoever runs Ollama gets it with: {command}"""


class ModelBusy(ModelUnavailable):
    """The language model has too many questions waiting just now. Please try again in a few seconds."""


class ModelBroken(ModelUnavailable):
    """The language model failed while it was answering. Please try again in a moment."""


class ModelNotServed(QueryCraftError):
    """Ollama does not serve {model} yet: {reason}. What it has of it is kept, so run this again to go on."""


class NotGguf(QueryCraftError):
    """{file} is not a GGUF file, and Ollama makes a model of no other kind. Name another one with --file."""


class UnknownGenerator(InvalidQuestion):
    """There is no generator named «{name}». These exist: {known}."""


class DatabaseUnavailable(QueryCraftError):
    """The database can't be reached, so nothing was run. Please try again in a moment."""

    http_status = 503


class TooBusy(QueryCraftError):
    """Too many questions are being worked on just now. Please try again in a few seconds."""

    http_status = 503


class UnsafeReader(QueryCraftError):
    """The reader «{role}» is a superuser. Name a role with SELECT alone, or set ALLOW_UNSAFE_READER to allow it."""

    http_status = 503


class InvalidSemantics(QueryCraftError):
    """The semantics file {file} is not valid: {problem}"""


class MissingTranslations(QueryCraftError):
    """The Persian messages are not compiled. Run: make translations"""


class InvalidNode(QueryCraftError):
    """The node «{name}» can't be used: {problem}"""
