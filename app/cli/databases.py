"""Databases that commands are told of: `--data-url URL`, or NAME=URL where there are several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import click
from psycopg import Connection

from app.semantics.sources import Source, read_source
from app.sql.catalogue import CatalogueTable

NAMED = re.compile(r"([\w.-]+)=(.*)", re.DOTALL)
SCHEMES = ("postgresql://", "postgres://")


class DatabaseUrl(click.ParamType[str]):
    """A PostgreSQL address; what is none is not repeated, as it may hold a password."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address itself."""
        if not str(value).startswith(SCHEMES):
            self.fail("it is not an address such as postgresql://reader@localhost/shop", param, ctx)
        return str(value)


class Named(click.ParamType[tuple[str, Any]]):
    """A value of another type, with a name before it or without: NAME=VALUE."""

    def __init__(self, inner: click.ParamType[Any]) -> None:
        self.inner = inner
        self.name = f"[name=]{inner.name}"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """The name, empty where there is none, and the value."""
        named = NAMED.fullmatch(str(value))
        name, rest = named.groups() if named else ("", value)
        return name, self.inner.convert(rest, param, ctx)


def named_once(values: Sequence[tuple[str, Any]], option: str) -> dict[str, Any]:
    """The values by name. Raises UsageError for a name given twice."""
    found: dict[str, Any] = {}
    for name, value in values:
        if name in found:
            raise click.UsageError(f"{option} was given twice for «{name}»." if name else f"{option} was given twice.")
        found[name] = value
    return found


def readable_source(connection: Connection[Any], catalogue: Sequence[CatalogueTable]) -> Source:
    """What a semantic layer can be derived from. Raises ClickException where nothing can be read."""
    source = read_source(connection, catalogue)
    if not source.tables:
        raise click.ClickException(
            f"«{connection.info.user}» can't read any table there. Grant it SELECT on what questions are about."
        )
    return source
