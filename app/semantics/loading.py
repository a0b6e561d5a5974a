"""Reads a semantic layer from its YAML file and checks it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from marshmallow import Schema, ValidationError, fields, post_load, validate

from app.contracts import Language
from app.errors import InvalidSemantics
from app.semantics.layer import Column, Measure, Relationship, SemanticLayer, StoredValue, Table

LANGUAGES: tuple[Language, ...] = ("en", "fa")
KINDS: dict[str, Any] = {"dimensions": "dimension", "facts": "fact", "time_dimensions": "time_dimension", "keys": "key"}


class NamesSchema(Schema):
    """A label in both languages."""

    en = fields.String(required=True)
    fa = fields.String(required=True)


class WordsSchema(Schema):
    """Synonyms in both languages."""

    en = fields.List(fields.String(), load_default=list)
    fa = fields.List(fields.String(), load_default=list)

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
    """A stored value."""

    value = fields.String(required=True)

    @post_load
    def as_value(self, data: dict[str, Any], **_: Any) -> StoredValue:
        """The value."""
        return StoredValue(**data)


class ColumnSchema(NamedSchema):
    """A dimension, fact, time dimension or key."""

    name = fields.String(required=True)
    type = fields.String(required=True)
    unit = fields.String(load_default=None)
    hidden = fields.Boolean(load_default=False)
    values = fields.List(fields.Nested(ValueSchema), load_default=tuple)


class MeasureSchema(NamedSchema):
    """A measure."""

    name = fields.String(required=True)
    aggregate = fields.String(required=True, validate=validate.OneOf(["sum", "avg", "count", "min", "max"]))
    expression = fields.String(load_default=None)
    superlatives = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)
    unit = fields.String(load_default=None)


class TableSchema(NamedSchema):
    """A table."""

    name = fields.String(required=True)
    schema = fields.String(load_default="public")
    singular = fields.Nested(NamesSchema, required=True)
    primary_key = fields.String(required=True)
    name_column = fields.String(load_default=None)
    default_time = fields.String(load_default=None)
    default_ranking = fields.String(load_default=None)
    keys = fields.List(fields.Nested(ColumnSchema), load_default=list)
    dimensions = fields.List(fields.Nested(ColumnSchema), load_default=list)
    facts = fields.List(fields.Nested(ColumnSchema), load_default=list)
    time_dimensions = fields.List(fields.Nested(ColumnSchema), load_default=list)
    measures = fields.List(fields.Nested(MeasureSchema), load_default=list)

    @post_load
    def as_table(self, data: dict[str, Any], **_: Any) -> Table:
        """The table with its columns in the file's order."""
        name = data["name"]
        columns = [
            Column(table=name, kind=KINDS[group], **{**column, "values": tuple(column["values"])})
            for group in KINDS
            for column in data.pop(group)
        ]
        measures = [Measure(table=name, **measure) for measure in data.pop("measures")]
        return Table(columns=tuple(columns), measures=tuple(measures), **data)


class RelationshipSchema(Schema):
    """A join, as `orders.customer_id` to `customers.id`."""

    left = fields.String(required=True, validate=validate.Regexp(r"\w+\.\w+$"))
    right = fields.String(required=True, validate=validate.Regexp(r"\w+\.\w+$"))

    @post_load
    def as_relationship(self, data: dict[str, str], **_: Any) -> Relationship:
        """The join's four names."""
        return Relationship(*data["left"].split("."), *data["right"].split("."))


class LayerSchema(Schema):
    """The whole file."""

    name = fields.String(required=True)
    tables = fields.List(fields.Nested(TableSchema), required=True, validate=validate.Length(min=1))
    relationships = fields.List(fields.Nested(RelationshipSchema), load_default=list)
    examples = fields.Nested(WordsSchema, load_default=lambda: NO_WORDS)

    @post_load
    def as_layer(self, data: dict[str, Any], **_: Any) -> SemanticLayer:
        """The layer."""
        return SemanticLayer(
            name=data["name"],
            tables=tuple(data["tables"]),
            relationships=tuple(data["relationships"]),
            examples=data["examples"],
        )


def load_layer(path: Path) -> SemanticLayer:
    """Read the file. Raises InvalidSemantics that names the file and what is wrong in it."""
    try:
        layer: SemanticLayer = LayerSchema().load(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InvalidSemantics(file=path.name, problem=error) from error
    for problem in problems(layer):
        raise InvalidSemantics(file=path.name, problem=problem)
    return layer


def problems(layer: SemanticLayer) -> list[str]:
    """Names in the layer that lead nowhere."""
    ends = [(join.left_table, join.left_column) for join in layer.relationships]
    ends += [(join.right_table, join.right_column) for join in layer.relationships]
    ends += [(table.name, table.primary_key) for table in layer.tables]
    ends += [(table.name, table.name_column) for table in layer.tables if table.name_column]
    ends += [(table.name, table.default_time) for table in layer.tables if table.default_time]
    known = {(column.table, column.name) for column in layer.things() if isinstance(column, Column)}
    rankings = [table.default_ranking for table in layer.tables if table.default_ranking]
    return [f"there is no column {table}.{column}" for table, column in ends if (table, column) not in known] + [
        f"there is no measure {name}" for name in rankings if name not in layer.by_reference
    ]
