"""PostgreSQL's types by what may be done with their values."""

from __future__ import annotations

import re
from typing import Literal

Family = Literal["number", "text", "date", "time", "boolean", "identifier", "other"]
"""`date` includes timestamps, `time` is the time of day and spans of time; `other` can't be asked about."""

FAMILIES: dict[Family, str] = {
    "number": "smallint|integer|bigint|numeric|real|double precision|money",
    "text": "text|character varying|character|citext|name|inet|cidr|macaddr",
    "date": "date|timestamp without time zone|timestamp with time zone",
    "time": "time without time zone|time with time zone|interval",
    "boolean": "boolean",
    "identifier": "uuid",
}
FAMILY_OF = {name: family for family, names in FAMILIES.items() for name in names.split("|")}
SHORT_NAMES = {
    "bool": "boolean",
    "char": "character",
    "decimal": "numeric",
    "float": "double precision",
    "float4": "real",
    "float8": "double precision",
    "int": "integer",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "time": "time without time zone",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "timetz": "time with time zone",
    "varchar": "character varying",
}
SIZE = re.compile(r"\s*\([^)]*\)")


def full_name(type_name: str) -> str:
    """A type's name as PostgreSQL writes it, without its size: `varchar(10)` is `character varying`."""
    name = SIZE.sub("", type_name).strip().lower()
    return SHORT_NAMES.get(name, name)


def family_of(type_name: str) -> Family:
    """The family of a type."""
    return FAMILY_OF.get(full_name(type_name), "other")
