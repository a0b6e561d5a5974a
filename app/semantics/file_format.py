"""The format of a semantics file: what its keys are, and how they become the layer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate

from app.contracts import Language
from app.language.detection import detect_language
from app.semantics.layer import (
    Column,
    Measure,
    Names,
    Relationship,
    Segment,
    SemanticLayer,
    StoredValue,
    Table,
    VerifiedQuery,
)

LANGUAGES: tuple[Language, ...] = ("en", "fa")
KINDS: dict[str, Any] = {"dimensions": "dimension", "facts": "fact", "time_dimensions": "time_dimension", "keys": "key"}
REFERENCE = validate.Regexp(r"[^.]+\..+\Z", error="is not written as table.column")
AGGREGATES = validate.OneOf(["sum", "avg", "count", "min", "max"], error="is none of {choices}")
NOT_EMPTY = validate.Length(min=1, error="is empty")


class Text(fields.String):
    """A text that is not empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=[NOT_EMPTY, *options.pop("checks", ())], **options)


class NamesSchema(Schema):
    """A label in both languages; without a Persian one, the English one stands for both."""

    en = Text(required=True)
    fa = Text()

    @post_load
    def in_both(self, data: dict[Language, str], **_: Any) -> Names:
        """The label, with one for each language."""
        return {"en": data["en"], "fa": data.get("fa", data["en"])}


class WordsSchema(Schema):
    """Synonyms in both languages."""

    en = fields.List(Text(), load_default=list)
    fa = fields.List(Text(), load_default=list)

    @post_load
    def as_tuples(self, data: dict[Language, list[str]], **_: Any) -> Mapping[Language, tuple[str, ...]]:
        """Lists become tuples: the layer does not change."""
        return {language: tuple(words) for language, words in data.items()}


NO_WORDS: Mapping[Language, tuple[str, ...]] = {"en": (), "fa": ()}


class NamedSchema(Schema):
    """What a value, a column, a measure and a table have in common."""

    label = fields.Nested(NamesSchema, required=True)
    synonyms = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)


class ValueSchema(NamedSchema):
    """A stored value; one that is its own label may be given as a plain text."""

    value = Text()
    pattern = Text()
    perhaps = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)

    @pre_load
    def spelled_out(self, data: Any, **_: Any) -> Any:
        """A plain text as value and label."""
        if not isinstance(data, str | dict):
            raise ValidationError("is not a text; put it in quotes")
        return {"value": data, "label": {"en": data}} if isinstance(data, str) else data

    @post_load
    def as_value(self, data: dict[str, Any], **_: Any) -> StoredValue:
        """The value."""
        pattern = data.pop("pattern", None)
        if (pattern is None) == ("value" not in data):
            raise ValidationError("is missing" if pattern is None else "is given twice, as «pattern» too", "value")
        return StoredValue(**{"value": pattern, **data}, is_pattern=pattern is not None)


class UnitField(fields.Field[Any]):
    """A unit: a text (in English, translated as messages are), or a label in both languages."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Any:
        """The unit in English, and its label where there is one."""
        if isinstance(value, str):
            return {"unit": value}
        if not isinstance(value, dict):
            raise ValidationError("is neither a text nor a label in both languages")
        label: Any = NamesSchema().load(value)
        return {"unit": label["en"], "unit_label": label}


class MeasuredSchema(NamedSchema):
    """What columns and measures have in common."""

    name = Text(required=True)
    unit = UnitField(load_default=dict)
    description = fields.String(load_default="")

    @post_load
    def with_unit(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The unit's two forms beside the rest."""
        return {**data, **{"unit": None, **data["unit"]}}


class ColumnSchema(MeasuredSchema):
    """A dimension, fact, time dimension or key."""

    type = Text(required=True)
    hidden = fields.Boolean(load_default=False)
    values = fields.List(fields.Nested(ValueSchema), load_default=list)
    superlatives = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)
    lowest_superlatives = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)


class MeasureSchema(MeasuredSchema):
    """A measure."""

    aggregate = Text(required=True, checks=[AGGREGATES])
    expression = Text(load_default=None)
    superlatives = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)
    lowest_superlatives = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)
    row_label = fields.Nested(NamesSchema, load_default=None)
    row_synonyms = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)


class SegmentSchema(NamedSchema):
    """Rows that people have a word for."""

    name = Text(required=True)
    measure = Text(required=True)
    at_least = fields.Integer(required=True, strict=True)

    @post_load
    def as_segment(self, data: dict[str, Any], **_: Any) -> Segment:
        """The segment."""
        return Segment(**data)


class KeyField(fields.Field[Any]):
    """A key: the name of its column, or a list of their names."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> tuple[str, ...]:
        """The names."""
        names = value if isinstance(value, list) and value else [value]
        if not all(isinstance(name, str) and name for name in names):
            raise ValidationError("is neither a column's name nor a list of such names")
        return tuple(names)


class TableSchema(NamedSchema):
    """A table."""

    name = Text(required=True)
    schema = Text(load_default="public")
    description = fields.String(load_default="")
    singular = fields.Nested(NamesSchema, required=True)
    primary_key = KeyField(load_default=tuple)
    name_column = Text(load_default=None)
    default_time = Text(load_default=None)
    default_ranking = Text(load_default=None)
    default_amount = Text(load_default=None)
    default_quantity = Text(load_default=None)
    events = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)
    segments = fields.List(fields.Nested(SegmentSchema), load_default=list)
    keys = fields.List(fields.Nested(ColumnSchema), load_default=list)
    dimensions = fields.List(fields.Nested(ColumnSchema), load_default=list)
    facts = fields.List(fields.Nested(ColumnSchema), load_default=list)
    time_dimensions = fields.List(fields.Nested(ColumnSchema), load_default=list)
    measures = fields.List(fields.Nested(MeasureSchema), load_default=list)

    @post_load
    def as_table(self, data: dict[str, Any], **_: Any) -> Table:
        """The table with its columns in the file's order."""
        name, key = data["name"], data.pop("primary_key")
        columns = [
            Column(table=name, kind=KINDS[group], **{**column, "values": tuple(column["values"])})
            for group in KINDS
            for column in data.pop(group)
        ]
        if not columns:
            raise ValidationError("has no columns", "name")
        return Table(
            columns=tuple(columns),
            measures=tuple(Measure(table=name, **measure) for measure in data.pop("measures")),
            primary_key=(*key, data["name_column"] or columns[0].name)[0],
            key=key,
            segments=tuple(data.pop("segments")),
            **data,
        )


class EndField(fields.Field[Any]):
    """One end of a relationship: `table.column`, or a list of such names for a key of several columns."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> list[list[str]]:
        """Table and column of each name."""
        names = value if isinstance(value, list) and value else [value]
        if not all(isinstance(name, str) for name in names):
            raise ValidationError("is not written as table.column")
        ends = [REFERENCE(name).split(".", 1) for name in names]
        if len({table for table, _ in ends}) > 1:
            raise ValidationError("names columns of several tables")
        return ends


class RelationshipSchema(Schema):
    """A join, as `orders.customer_id` to `customers.id`."""

    left = EndField(required=True)
    right = EndField(required=True)
    guessed = fields.Boolean(load_default=False)
    participants = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)

    @post_load
    def as_relationship(self, data: dict[str, Any], **_: Any) -> Relationship:
        """The join."""
        left, right = data["left"], data["right"]
        if len(left) != len(right):
            raise ValidationError("has another number of columns than the left side", "right")
        further = [(one[1], other[1]) for one, other in zip(left[1:], right[1:], strict=True)]
        (left_table, left_column), (right_table, right_column) = left[0], right[0]
        return Relationship(
            left_table,
            left_column,
            right_table,
            right_column,
            tuple(further),
            guessed=data["guessed"],
            participants=data["participants"],
        )


class QuestionField(fields.Field[Any]):
    """A question: a text, or one in each language."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Names:
        """The question by language."""
        asked: Any = {detect_language(value): value} if isinstance(value, str) else value
        if not isinstance(asked, dict) or not asked or not asked.keys() <= set(LANGUAGES):
            raise ValidationError("is neither a text nor a question in en, fa or both")
        if not all(isinstance(text, str) and text.strip() for text in asked.values()):
            raise ValidationError("is empty")
        return {language: asked[language] for language in LANGUAGES if language in asked}


class DayField(fields.Field[Any]):
    """A day, as YAML reads 2026-11-21."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> date:
        """The day."""
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ValidationError("is not a day such as 2026-11-21")
        return value


class VerifiedQuerySchema(Schema):
    """A question and SQL that answers it."""

    question = QuestionField(required=True)
    sql = Text(required=True)
    as_of = DayField(load_default=None)

    @post_load
    def as_query(self, data: dict[str, Any], **_: Any) -> VerifiedQuery:
        """The query."""
        return VerifiedQuery(**data)


class LayerSchema(Schema):
    """The whole file."""

    name = Text(required=True)
    tables = fields.List(fields.Nested(TableSchema), required=True, validate=NOT_EMPTY)
    relationships = fields.List(fields.Nested(RelationshipSchema), load_default=list)
    examples = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)
    verified_queries = fields.List(fields.Nested(VerifiedQuerySchema), load_default=list)

    @post_load
    def as_layer(self, data: dict[str, Any], **_: Any) -> SemanticLayer:
        """The layer."""
        return SemanticLayer(
            name=data["name"],
            tables=tuple(data["tables"]),
            relationships=tuple(data["relationships"]),
            examples=data["examples"],
            verified_queries=tuple(data["verified_queries"]),
        )


PARTS: tuple[type[Schema], ...] = (
    LayerSchema, TableSchema, ColumnSchema, MeasureSchema, SegmentSchema, ValueSchema, RelationshipSchema,
    VerifiedQuerySchema, NamesSchema,
)  # fmt: skip
KEYS = frozenset(key for part in PARTS for key in part().fields)
"""Every key that some part of a file may have."""
