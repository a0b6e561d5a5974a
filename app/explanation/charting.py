"""Chooses a chart from the shape of the result, as a Vega-Lite specification without its data."""

from __future__ import annotations

from app.contracts import Column, Json

FEW, MANY = 2, 60
"""Fewer rows than FEW need no picture, more bars than MANY make none."""
TIMES = ("date", "time")
SPANS = ("day", "week", "month", "quarter", "year")


def choose_chart(columns: list[Column], rows: list[list[Json]]) -> dict[str, Json] | None:
    """A line over time, bars for a breakdown, and nothing for any other shape."""
    if len(columns) != 2 or columns[1]["type"] != "number" or len(rows) < FEW:
        return None
    if columns[0]["type"] in TIMES or columns[0]["name"] in SPANS:
        return specification("line", columns, sort=None)
    if columns[0]["type"] == "text" and len(rows) <= MANY:
        return specification("bar", columns, sort="-y")
    return None


def specification(mark: str, columns: list[Column], sort: str | None) -> dict[str, Json]:
    """A chart of the second column over the first; the page binds the rows."""
    over, value = columns
    kind = "temporal" if over["type"] in TIMES else "nominal"
    return {
        "mark": mark,
        "encoding": {
            "x": {"field": over["name"], "type": kind, "title": over["label"], "sort": sort},
            "y": {"field": value["name"], "type": "quantitative", "title": value["label"]},
        },
    }
