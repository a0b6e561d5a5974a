"""Chooses a chart by the shape of the result, as a Vega-Lite specification without its data.

Whoever shows it binds the rows, as objects by the columns' names; nothing in it names an address to load from.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.contracts import Column, Json
from app.explanation.axes import is_time
from app.explanation.drawing import Drawing, Spec
from app.explanation.voice import Voice

Rows = list[list[Json]]

MOST_BARS = 40
MOST_POINTS = 2000
MOST_SERIES = 8
MOST_SLICES = 8
FEWEST_IN_HISTOGRAM = 12
WHOLE = (99.0, 101.0)
"""What shares of a whole add up to, in per cent, each of them rounded."""


@dataclass(frozen=True)
class Shape:
    """A result as a chart sees it: columns by their places, what they are, and the cells."""

    columns: list[Column]
    rows: Rows
    times: list[int]
    names: list[int]
    numbers: list[int]

    @classmethod
    def of(cls, columns: list[Column], rows: Rows) -> Shape:
        """The shape of a result; keys measure nothing."""
        times, names, numbers = [], [], []
        for at, column in enumerate(columns):
            cells = [row[at] for row in rows if row[at] is not None]
            if is_key(column):
                continue
            if cells and is_time(column, cells):
                times.append(at)
            elif column["type"] == "number":
                numbers.append(at)
            else:
                names.append(at)
        return cls(columns, rows, times, names, numbers)

    def cells(self, at: int) -> list[Json]:
        """A column's cells."""
        return [row[at] for row in self.rows]

    def tells_apart(self, *places: int) -> bool:
        """Whether no two rows have the same cells in these columns: marks would cover each other, or be added up."""
        return len({tuple(map(str, (row[at] for at in places))) for row in self.rows}) == len(self.rows)

    def kinds(self, at: int) -> int:
        """How many different cells a column has."""
        return len({str(cell) for cell in self.cells(at)})

    def is_drawable(self) -> bool:
        """Whether there are enough rows to compare, and their columns can be told apart."""
        names = [column["name"] for column in self.columns]
        numbers = [cell for at in self.numbers for cell in self.cells(at) if cell is not None]
        are_numbers = all(isinstance(cell, int | float) for cell in numbers)
        return 1 < len(self.rows) <= MOST_POINTS and bool(numbers) and are_numbers and len(set(names)) == len(names)

    def drawing(self, voice: Voice, label: int, series: int | None = None) -> Drawing:
        """A chart over a column: of the first number, or, where no column makes a series, of all in its unit."""
        unit = self.columns[self.numbers[0]]["unit"]
        alike = [at for at in self.numbers if self.columns[at]["unit"] == unit]
        return Drawing(self.columns, self.rows, voice, alike if series is None else alike[:1], label, series)


def is_key(column: Column) -> bool:
    """Whether a column tells rows apart and says nothing else."""
    return column["type"] == "number" and (column["name"] == "id" or column["name"].endswith("_id"))


def choose_chart(columns: list[Column], rows: Rows, voice: Voice) -> Spec | None:
    """A line over time, bars for a breakdown, slices of a whole, a histogram; nothing for any other shape."""
    shape = Shape.of(columns, rows)
    if not shape.is_drawable():
        return None
    match (len(shape.times), len(shape.names)):
        case (1, 0) | (1, 1):
            return over_time(shape, voice)
        case (0, 1):
            return share(shape, voice) or breakdown(shape, voice, shape.names[0])
        case (0, 2):
            return two_way(shape, voice)
        case (0, 0) if len(shape.numbers) == 1 and len(rows) >= FEWEST_IN_HISTOGRAM:
            return Drawing(columns, rows, voice, shape.numbers).histogram()
    return None


def over_time(shape: Shape, voice: Voice) -> Spec | None:
    """A line over time; one for each name, or for each number."""
    time, series = shape.times[0], shape.names[0] if shape.names else None
    if not shape.tells_apart(time, *shape.names) or any(shape.kinds(at) > MOST_SERIES for at in shape.names):
        return None
    return shape.drawing(voice, time, series).line()


def breakdown(shape: Shape, voice: Voice, name: int) -> Spec | None:
    """Bars in the order of the rows; several for each name where there are several numbers of a kind."""
    drawing = shape.drawing(voice, name)
    fits = len(shape.rows) * len(drawing.values) <= MOST_BARS
    return drawing.bars() if fits and shape.tells_apart(name) else None


def two_way(shape: Shape, voice: Voice) -> Spec | None:
    """Bars for each pair of names; the column with fewer gives the colours, unless the other one tells rows apart."""
    series, name = sorted(shape.names, key=lambda at: (shape.kinds(at), -at))
    if shape.tells_apart(name):
        return breakdown(shape, voice, name)
    fits = shape.kinds(series) <= MOST_SERIES and len(shape.rows) <= MOST_BARS
    return shape.drawing(voice, name, series).bars() if fits and shape.tells_apart(name, series) else None


def share(shape: Shape, voice: Voice) -> Spec | None:
    """Slices, where a column tells the parts of one whole."""
    name = shape.names[0]
    parts = [at for at in shape.numbers if shape.columns[at]["name"] == "share" and is_whole(shape.cells(at))]
    if not parts or len(shape.rows) > MOST_SLICES or not shape.tells_apart(name):
        return None
    return Drawing(shape.columns, shape.rows, voice, parts[:1], name).slices()


def is_whole(cells: list[Json]) -> bool:
    """Whether these are the parts of one whole, in per cent."""
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    low, high = WHOLE
    return len(numbers) == len(cells) and min(numbers) >= 0 and low <= sum(numbers) <= high
