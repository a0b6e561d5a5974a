"""Spans of time, durations, superiors, and what rows have in common, over a schema that nobody has described."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.explanation.selections import interpret_selection
from app.explanation.voice import Voice
from app.local.postgres import EmbeddedPostgres
from app.translating import translate
from tests.support.foreign import Foreign, columns_of, foreign_database, shows

SHIPYARD = """
CREATE TABLE yard (yard_id integer PRIMARY KEY, name text NOT NULL, town text);
CREATE TABLE worker (
    worker_id integer PRIMARY KEY, name text NOT NULL, trade text, wage integer, hired_on date,
    yard_id integer REFERENCES yard, foreman_id integer REFERENCES worker
);
CREATE TABLE ship (ship_id integer PRIMARY KEY, name text NOT NULL, yard_id integer REFERENCES yard);
CREATE TABLE refit (
    refit_id integer PRIMARY KEY, title text NOT NULL, yard_id integer REFERENCES yard, start_date date, end_date date
);
CREATE TABLE refit_ship (
    refit_id integer REFERENCES refit, ship_id integer REFERENCES ship, PRIMARY KEY (refit_id, ship_id)
);
CREATE TABLE complaint (
    complaint_id integer PRIMARY KEY, ship_id integer REFERENCES ship, cost integer, closed_on date
);
INSERT INTO yard VALUES (1, 'North Dock', 'Hull'), (2, 'Long Quay', 'Leith'), (3, 'Old Slip', 'Hull');
INSERT INTO worker VALUES
    (1, 'Ada Frost', 'welder', 5000, '2019-03-01', 1, NULL), (2, 'Bo Hale', 'welder', 3000, '2019-07-15', 1, 1),
    (3, 'Cy Moor', 'painter', 5600, '2020-11-30', 1, 1), (4, 'Di Pike', 'painter', 7000, '2023-01-09', 2, NULL),
    (5, 'Ed Rush', 'welder', 4000, '2023-05-05', 2, 4), (6, 'Flo West', 'painter', 2000, '2023-05-20', 2, 4);
INSERT INTO ship VALUES (1, 'Tern', 1), (2, 'Gannet', 1), (3, 'Skua', 2);
INSERT INTO refit VALUES
    (1, 'Autumn overhaul', 1, '2024-09-01', '2024-10-01'), (2, 'Engine change', 1, '2024-02-01', '2024-02-11'),
    (3, 'New mast', 2, '2025-03-01', '2025-08-28');
INSERT INTO refit_ship VALUES (1, 2), (2, 2), (3, 3), (3, 1);
INSERT INTO complaint VALUES (1, 1, 100, '2025-02-01'), (2, 1, 300, NULL), (3, 3, 50, NULL), (4, 2, 80, '2025-04-01');
"""
ANSWERS = {
    "How many workers were hired in each year?": (
        "SELECT extract(year FROM hired_on)::int, count(*) FROM worker GROUP BY 1"
    ),
    "number of workers hired each month in 2023": (
        "SELECT to_char(hired_on, 'YYYY-MM'), count(*) FROM worker WHERE hired_on >= '2023-01-01' GROUP BY 1"
    ),
    "number of workers per year": "SELECT extract(year FROM hired_on)::int, count(*) FROM worker GROUP BY 1",
    "In which year were the most workers hired?": "SELECT 2023",
    "In which years were more than 1 workers hired?": "SELECT unnest(ARRAY[2019, 2023])",
    "average number of days between the start date and the end date of refits": (
        "SELECT avg(end_date - start_date) FROM refit"
    ),
    "What is the longest time between the start date and the end date of refits?": "SELECT 180",
    "How long did each refit last? Show its title.": "SELECT title, end_date - start_date FROM refit",
    "average duration of refits": "SELECT avg(end_date - start_date) FROM refit",
    "Which refit lasted the longest?": "SELECT 'New mast'",
    "titles of refits longer than 20 days": "SELECT unnest(ARRAY['Autumn overhaul', 'New mast'])",
    "titles of refits that lasted between 10 and 30 days": "SELECT unnest(ARRAY['Autumn overhaul', 'Engine change'])",
    "names of workers who earn more than the average wage of their yard": (
        "SELECT name FROM worker w WHERE wage > (SELECT avg(wage) FROM worker o WHERE o.yard_id = w.yard_id)"
    ),
    "names of workers with a wage above the average of their trade": (
        "SELECT name FROM worker w WHERE wage > (SELECT avg(wage) FROM worker o WHERE o.trade = w.trade)"
    ),
    "names of workers with a wage below the average wage of workers in the same yard": (
        "SELECT name FROM worker w WHERE wage < (SELECT avg(wage) FROM worker o WHERE o.yard_id = w.yard_id)"
    ),
    "names of workers and their foremen": (
        "SELECT w.name, f.name FROM worker w LEFT JOIN worker f ON f.worker_id = w.foreman_id"
    ),
    "Show the name of each worker together with the name of their foreman.": (
        "SELECT w.name, f.name FROM worker w LEFT JOIN worker f ON f.worker_id = w.foreman_id"
    ),
    "names of workers who earn more than their foreman": "SELECT 'Cy Moor'",
    "names of workers whose wage is higher than the wage of their foreman": "SELECT 'Cy Moor'",
    "How many complaints are not closed?": "SELECT 2",
    "total cost of closed complaints": "SELECT 180",
    "How many complaints are closed?": "SELECT 2",
    "number of unclosed complaints": "SELECT 2",
    "names of ships of the refit Engine change": "SELECT 'Gannet'",
    "names of ships that have both a refit and a complaint": "SELECT unnest(ARRAY['Tern', 'Gannet', 'Skua'])",
}
"""Questions, and the SQL that gives their rows."""
WITHHELD = (
    "names of workers who earn more than the average wage of each yard",
    "refits longer than 20",
    "refits that ended",
    "average wage of workers and their foremen",
)
"""Questions that could mean several things, or that no statement answers yet."""


@pytest.fixture(scope="module")
def shipyard(postgres: EmbeddedPostgres) -> Iterator[Foreign]:
    """The database, its layer, and what runs statements there."""
    with foreign_database(postgres, "shipyard", SHIPYARD) as found:
        yield found


@pytest.mark.parametrize("question", ANSWERS)
def test_rows_are_those_that_the_question_describes(question: str, shipyard: Foreign):
    assert shows(shipyard.answered(question), shipyard.queried(ANSWERS[question]))


@pytest.mark.parametrize("question", WITHHELD)
def test_what_is_left_open_is_not_answered(question: str, shipyard: Foreign):
    assert not shipyard.reading(question).is_complete


def test_years_come_one_after_the_other(shipyard: Foreign):
    found = shipyard.answered("How many workers were hired in each year?")
    assert columns_of(found)[0] == ["2019.00", "2020.00", "2023.00"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many workers were hired in each month?", "month of hired on"),
        ("average duration of refits", "average days from start date to end date"),
        ("names of workers and their foremen", "name and name of the foreman"),
        ("names of workers who earn more than their foreman", "wage more than wage of the foreman"),
        (
            "names of workers with a wage above the average of their trade",
            "wage more than average wage (the same trade)",
        ),
    ],
)
def test_what_is_understood_is_told_in_words(question: str, said: str, shipyard: Foreign):
    selection = shipyard.reading(question).selection
    assert selection
    assert said in [part["value"] for part in interpret_selection(selection, Voice("en", shipyard.layer, translate))]
