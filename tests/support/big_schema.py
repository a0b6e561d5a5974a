"""A schema that is as big as those of old companies: 300 tables of 20 columns each, with names of two words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice, product

from app.semantics.deriving import derive_layer
from app.semantics.layer import SemanticLayer
from app.semantics.sources import Source, askable
from app.semantics.value_index import KnownValues
from app.sql.catalogue import CatalogueColumn, CatalogueTable, ForeignKey

TODAY = date(2026, 11, 21)
TABLES = 300
AREAS = """
sales purchase stock delivery payroll customer supplier project asset contract claim budget vehicle training safety
""".split()
THINGS = """
order invoice payment item entry note request report batch line plan visit event transfer document account offer check
task period
""".split()
SUBJECTS = "gross net planned actual first last total unit base final".split()
FACTS = "amount weight price length score balance".split()
DIMENSIONS = "region channel type colour grade language currency method".split()
QUESTIONS = [
    "how many {label} are there",
    "number of {label} by {dimension}",
    "average {fact} of {label}",
    "total {fact} of {label} last year",
    "{label} with the highest {fact}",
    "list {label} of Reza Ahmadi",
    "تعداد {label} به تفکیک {dimension}",
    "میانگین {fact} {label} در ماه گذشته",
]


class Names:
    """As many names as are kept of a column, in two columns of the schema."""

    def __init__(self) -> None:
        given, family = ("Reza Sara Ali Mina Omid".split(), "Ahmadi Karimi Rezaei Moradi".split())
        names = [f"{one} {other} {number}" for number in range(500) for one, other in product(given, family)]
        self.values = KnownValues({"sales_orders.name": names, "customer_accounts.name": [*names, "Reza Ahmadi"]})

    def current(self) -> KnownValues:
        """The names."""
        return self.values


def big_layer() -> SemanticLayer:
    """The layer that is derived from the schema."""
    return derive_layer(Source(askable(list(islice(tables(), TABLES))), {}), "company")


def tables() -> Iterator[CatalogueTable]:
    """The tables; each refers to the one before it."""
    before: str | None = None
    for area, thing in product(AREAS, THINGS):
        name = f"{area}_{thing}s"
        keys = (ForeignKey((f"{before}_id",), "public", before, ("id",)),) if before else ()
        yield CatalogueTable("public", name, tuple(columns(name, before)), key=("id",), foreign_keys=keys)
        before = name


def columns(table: str, before: str | None) -> Iterator[CatalogueColumn]:
    """A table's columns: keys, a name, dates, and of each kind some that other tables have as well."""
    place = sum(map(ord, table))
    yield CatalogueColumn("id", "integer")
    yield CatalogueColumn(f"{before or 'origin'}_id", "integer")
    yield CatalogueColumn("name", "text")
    yield CatalogueColumn("created_on", "date")
    yield CatalogueColumn("closed_on", "date")
    for at in range(8):
        subject = SUBJECTS[(place + at) % len(SUBJECTS)]
        yield CatalogueColumn(f"{subject}_{FACTS[at % len(FACTS)]}", "numeric")
    for at in range(7):
        yield CatalogueColumn(DIMENSIONS[(place + at) % len(DIMENSIONS)], "text")


def questions(layer: SemanticLayer) -> Iterator[str]:
    """Questions about every tenth table."""
    for table in layer.tables[::10]:
        fact = next(column for column in table.columns if column.kind == "fact")
        dimension = next(column for column in reversed(table.columns) if column.kind == "dimension")
        for question in QUESTIONS:
            said = {"label": table.label["en"], "fact": fact.label["en"], "dimension": dimension.label["en"]}
            yield question.format(**said)
