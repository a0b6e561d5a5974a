"""Draws a chart that has been chosen, as a Vega-Lite specification in the reader's words, digits and calendar."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.contracts import Column, Json, Language
from app.explanation.axes import Scale, cell_label, isolated, scale_of, ticks
from app.explanation.cells import TIMES
from app.explanation.labels import PER_CENT
from app.explanation.voice import Voice
from app.language.formatting import MINUS, format_digits, format_number
from app.language.moments import day_in
from app.translating import mark

Spec = dict[str, Any]

BAR_STEP = 28
"""Pixels from one bar to the next."""
LABEL_PIXELS = 240
MOST_TICKS = 6
FULL_NUMBER, SMALL_NUMBER = ",.2~f", ",.3~r"
"""How d3 writes numbers from one on, and below it."""
KEY, LABEL, VALUE, TOLD, SERIES, ROW = "_key", "_label", "_value", "_told", "_series", "_row"
"""Fields that a chart is drawn from: columns may have names that no field can have."""


@dataclass(frozen=True)
class Drawing:
    """What is drawn: the numbers of some columns (`values`, by their places), over another, in series of a third."""

    columns: list[Column]
    rows: list[list[Json]]
    voice: Voice
    values: list[int]
    label: int | None = None
    series: int | None = None

    def line(self) -> Spec:
        """A line over time for each series."""
        return self.chart({"type": "line", "point": True}, {"x": self.time_axis(), "y": self.amount_axis()})

    def bars(self) -> Spec:
        """Lying bars, whose names have room; they begin where the language does."""
        names = {**field(LABEL), "title": None, "axis": {"orient": self.side, "labelLimit": LABEL_PIXELS}}
        amounts = self.amount_axis() | ({"scale": {"reverse": True}} if self.side == "right" else {})
        beside = {"yOffset": field(SERIES)} if self.has_series else {}
        bars = self.chart({"type": "bar"}, {"x": amounts, "y": names, **beside})
        return bars | {"height": {"step": BAR_STEP}}

    def slices(self) -> Spec:
        """Slices of a whole, clockwise in the order of the rows."""
        told = {"orient": self.side, "labelLimit": LABEL_PIXELS, "labelExpr": "shares[datum.value] || datum.label"}
        legend = {**field(LABEL), "title": None, "legend": told}
        theta = {"field": VALUE, "type": "quantitative", "stack": True}
        order = {"field": ROW, "type": "quantitative"}
        pie = self.chart({"type": "arc", "innerRadius": 60}, {"theta": theta, "color": legend, "order": order})
        pie["transform"].append({"window": [{"op": "row_number", "as": ROW}]})
        pie["params"].append({"name": "shares", "value": self.shares()})
        return pie

    def shares(self) -> dict[str, str]:
        """The slices' names with how much they are: «کتاب: ۱۲٫۵٪»."""
        opening = "\u2067" if self.side == "right" else "\u2066"
        sign, names = self.voice.say(PER_CENT), self.names_in(self.label).values()
        numbers = (format_number(row[self.values[0]], self.voice.language) for row in self.rows)
        told = zip(names, numbers, strict=True)
        return {name: f"{opening}{name}: {number}{sign}\u2069" for name, number in told}

    def histogram(self) -> Spec:
        """How many rows have a number within each stretch."""
        stretch = self.amount_axis() | {"bin": {"maxbins": 20}}
        axis = {"format": FULL_NUMBER, "tickMinStep": 1}
        count = {"aggregate": "count", "type": "quantitative", "title": self.voice.say(mark("rows")), "axis": axis}
        told = [{**stretch, "format": FULL_NUMBER}, {**count, "format": FULL_NUMBER}]
        return self.chart({"type": "bar"}, {"x": stretch, "y": count, "tooltip": told})

    def chart(self, mark_: Spec, encoding: Spec) -> Spec:
        """The whole specification: title, width, digits and words, and the fields that it is drawn from."""
        if self.has_series:
            legend = {"orient": "top", "columns": 4, "labelLimit": LABEL_PIXELS}
            encoding = {**encoding, "color": {**field(SERIES), "title": None, "legend": legend}}
        return {
            "description": self.title,
            "title": {
                "text": isolated(self.title[:1].upper() + self.title[1:]),
                "anchor": "end" if self.side == "right" else "start",
            },
            "width": "container",
            "config": {"locale": {"number": number_locale(self.voice.language)}},
            "params": [{"name": name, "value": words} for name, words in self.words().items()],
            "transform": self.fields(),
            "mark": mark_,
            "encoding": {"tooltip": self.tooltips(), **encoding},
        }

    @property
    def side(self) -> str:
        """Where what people read first stands."""
        return "right" if self.voice.language == "fa" else "left"

    @property
    def has_series(self) -> bool:
        """Whether there are several marks for one label."""
        return self.series is not None or len(self.values) > 1

    @property
    def title(self) -> str:
        """What the chart shows: «درآمد به تفکیک ماه»."""
        measures = self.voice.listed(self.columns[at]["label"] for at in self.values)
        if self.label is None:
            return measures
        return self.voice.say(mark("{measure} by {group}"), measure=measures, group=self.columns[self.label]["label"])

    def words(self) -> dict[str, dict[str, str]]:
        """What people call the cells of labels and series, and the ticks of a time axis."""
        words = {"labels": self.names_in(self.label), "names": self.names_in(self.series)}
        if self.series is None and len(self.values) > 1:
            words["names"] = {str(at): isolated(self.columns[at]["label"]) for at in self.values}
        if self.is_continuous:
            words["ticks"] = self.ticks()
        return {name: told for name, told in words.items() if told}

    def names_in(self, at: int | None) -> dict[str, str]:
        """A column's cells, as text, and what people call them."""
        if at is None:
            return {}
        return {as_key(row[at]): cell_label(self.columns[at], row[at], self.voice) for row in self.rows}

    def fields(self) -> list[Spec]:
        """How the fields come from the columns."""
        made: list[Spec] = []
        if self.label is not None:
            made.append(named(self.columns[self.label], "labels", LABEL))
        if self.is_continuous:
            made.append({"calculate": self.instant(), "as": KEY})
        if len(self.values) == 1:
            made.append({"calculate": cell(self.columns[self.values[0]]), "as": VALUE})
        else:
            made += [{"calculate": cell(self.columns[at]), "as": str(at)} for at in self.values]
            made.append({"fold": [str(at) for at in self.values], "as": [SERIES, VALUE]})
            made.append({"calculate": f"names[datum.{SERIES}]", "as": SERIES})
        if self.series is not None:
            made.append(named(self.columns[self.series], "names", SERIES))
        return [*made, {"calculate": number_told(f"datum.{VALUE}"), "as": TOLD}]

    @property
    def is_continuous(self) -> bool:
        """Whether the labels are days or times that Python and browsers can both place on an axis."""
        return self.label is not None and self.columns[self.label]["type"] in TIMES and None not in self.days()

    def instant(self) -> str:
        """The expression of a label as a time: its own clock is taken for UTC, which the axis is in."""
        column = self.columns[self.label or 0]
        return f"toDate({cell(column)})" if column["type"] == "date" else f"toDate(slice({cell(column)}, 0, 19) + 'Z')"

    def days(self) -> list[Any]:
        """The days of the labels; None for one that is none."""
        return [day_in(str(row[self.label or 0])) for row in self.rows]

    def ticks(self) -> dict[str, str]:
        """Days to mark on the time axis, and how they are called."""
        return ticks(self.days(), self.voice)

    def time_axis(self) -> Spec:
        """Time, from left to right in both languages; its marks are those of the reader's calendar."""
        if not self.is_continuous:
            return {**field(LABEL), "title": None, "axis": {"labelAngle": 0, "labelOverlap": "parity"}}
        marks = {"values": list(self.ticks()), "labelExpr": "ticks[utcFormat(datum.value, '%Y-%m-%d')]"}
        axis = {**marks, "labelOverlap": "parity"}
        return {"field": KEY, "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis}

    def amount_axis(self) -> Spec:
        """Amounts, in millions where they are large, with their unit in the title."""
        column = self.columns[self.values[0]]
        amounts = [row[at] for at in self.values for row in self.rows]
        scale = scale_of(amounts, column, self.voice)
        told = number_told(f"datum.value / {scale.divisor:.0f}")
        label = column["label"] if len(self.values) == 1 else ""
        return {
            "field": VALUE,
            "type": "quantitative",
            "title": with_unit(label, scale),
            "axis": {"labelExpr": told, "tickCount": tick_count(amounts)},
        }

    def tooltips(self) -> list[Spec]:
        """What is told about a mark: its label, its series, and the whole number with its unit."""
        told = [] if self.label is None else [{**field(LABEL), "title": self.columns[self.label]["label"]}]
        if self.has_series:
            name = "" if self.series is None else self.columns[self.series]["label"]
            told.append({**field(SERIES), "title": name or self.voice.say(mark("Measure"))})
        column = self.columns[self.values[0]]
        label = column["label"] if len(self.values) == 1 else self.voice.say(mark("value"))
        title = with_unit(label, Scale(1, column["unit"] or ""))
        return [*told, {"field": TOLD, "type": "nominal", "title": title}]


def tick_count(amounts: list[Json]) -> int:
    """About how many ticks an axis has; whole numbers have none between them."""
    if any(isinstance(amount, float) for amount in amounts):
        return MOST_TICKS
    largest = max((abs(amount) for amount in amounts if isinstance(amount, int)), default=1)
    return min(MOST_TICKS, max(1, largest))


def field(name: str) -> Spec:
    """A field of names, in the order of the rows."""
    return {"field": name, "type": "nominal", "sort": None}


def number_told(value: str) -> str:
    """The expression that writes a number as people read it elsewhere."""
    return f"abs({value}) < 1 ? format({value}, '{SMALL_NUMBER}') : format({value}, '{FULL_NUMBER}')"


def named(column: Column, words: str, as_: str) -> Spec:
    """The field with what people call a column's cells; a cell that came as people call it stays."""
    return {"calculate": f"{words}['' + {cell(column)}] || {cell(column)}", "as": as_}


def cell(column: Column) -> str:
    """A column's cell in an expression, whatever the column's name."""
    return f"datum[{json.dumps(column['name'])}]"


def as_key(value: Json) -> str:
    """A cell as browsers write it as text."""
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)


def with_unit(label: str, scale: Scale) -> str:
    """«درآمد (میلیون تومان)»; the unit alone where there is no label."""
    return isolated(f"{label} ({scale.unit})" if label and scale.unit else label or scale.unit)


def number_locale(language: Language) -> Spec:
    """How numbers are written: d3-format's locale."""
    if language == "en":
        return {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "-"}
    digits = [format_digits(str(digit), language) for digit in range(10)]
    signs = {"decimal": "٫", "thousands": "٬", "minus": MINUS}
    return {**signs, "grouping": [3], "currency": ["", ""], "numerals": digits}
