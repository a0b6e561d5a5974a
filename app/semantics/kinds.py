"""What the name and type of a column say about what may be done with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from app.semantics.column_types import family_of
from app.semantics.naming import words_of
from app.sql.catalogue import CatalogueColumn, CatalogueTable

YEAR_TEXT = re.compile(r"[12]\d{3}")
Kind = Literal["dimension", "fact", "time_dimension", "key"]

CODES = frozenset("code number postcode phone telephone fax ssn isbn barcode version line".split())
"""A number whose name ends so is a name of something: a house number, a postcode."""
NOT_ADDED = frozenset(
    """
    age altitude average avg density depth discount elevation expectancy factor grade gpa height high highest humidity
    index latitude level limit longitude low lowest margin maximum mean median minimum percent percentage position
    price priority probability radius rank ranking rate rating ratings ratio score share speed temperature threshold
    width year
    """.split()
)
"""A number with such a word in its name is true of each row, and its sum of nothing."""
NOT_IDS = frozenset("paid unpaid prepaid overpaid bid valid invalid void solid fluid grid humid".split())
"""Names that end in -id without being one."""
BEGINNINGS = frozenset("built born established founded inaugurated launched".split())
COUNTED = ("number of", "the number of", "count of", "the count of", "how many")
MEASURED = frozenset(
    """
    altitude amount area budget capacity cost depth diameter distance duration elevation fee gross height in income
    length load mass price range revenue salary size speed thickness volume weight width
    """.split()
)
"""What a number is of that has its unit behind it: `weight_kg`."""
YES_OR_NO = frozenset("is has was can if".split())
SECRETS = frozenset("password passwd pwd passphrase passcode secret credential credentials cvv otp".split())
SECRET_ENDINGS = (("token",), ("hash",), ("salt",), ("api", "key"), ("private", "key"), ("access", "key"))
PERSONAL = frozenset("email e mail phone telephone mobile fax address street iban passport ssn".split())
"""Whose values are nobody's to list."""


def kind_of(column: CatalogueColumn, words: Sequence[str], table: CatalogueTable) -> Kind:
    """What may be done with a column, as far as its name, type and keys tell."""
    family = family_of(column.type)
    if family == "date":
        return "time_dimension"
    if is_identifier(column, words) or is_key(column, words, table):
        return "key"
    if family != "number" or words[0] in YES_OR_NO:
        return "dimension"
    if is_whole_number(column) and (words[-1].endswith("year") or is_beginning(words)):
        return "time_dimension"
    is_code = words[-1] in CODES and not column.comment.lower().startswith(COUNTED)
    return "dimension" if is_code else "fact"


def is_beginning(words: Sequence[str]) -> bool:
    """Whether a number called so is the year in which something began: `founded`, `established_in`."""
    return words[0] in BEGINNINGS and tuple(words[1:]) in ((), ("in",))


def holds_year_texts(words: Sequence[str], values: Sequence[str]) -> bool:
    """Whether texts are years: the column is called so, and all its values have four digits."""
    return words[-1] == "year" and bool(values) and all(YEAR_TEXT.fullmatch(value) for value in values)


def is_identifier(column: CatalogueColumn, words: Sequence[str]) -> bool:
    """Whether the column is named like an identifier: `customer_id`, a number `stuid`; or has such a type."""
    glued = column.name.lower().endswith("id") and words[-1] not in NOT_IDS
    return words[-1] == "id" or family_of(column.type) == "identifier" or (glued and is_whole_number(column))


def is_key(column: CatalogueColumn, words: Sequence[str], table: CatalogueTable) -> bool:
    """Whether the column is part of a key or refers to one, and is no text that people read, such as `state_name`."""
    targets = {words_of(target)[-1] for key in table.foreign_keys for target in key.target_of(column.name)}
    if not targets and column.name not in table.key:
        return False
    return family_of(column.type) == "number" or bool((targets | {words[-1]}) & (CODES | {"id"}))


def is_whole_number(column: CatalogueColumn) -> bool:
    """Whether the column has no decimals."""
    return column.type in ("smallint", "integer", "bigint")


def adds_up(words: Sequence[str]) -> bool:
    """Whether the sum of a fact with such a name means something."""
    return not NOT_ADDED & set(words)


def is_secret(words: Sequence[str]) -> bool:
    """Whether a column of such a name holds what lets somebody in."""
    return bool(SECRETS & set(words)) or any(tuple(words[-len(end) :]) == end for end in SECRET_ENDINGS)


def is_personal(words: Collection[str]) -> bool:
    """Whether a column of such a name says who somebody is."""
    return bool(PERSONAL & set(words))
