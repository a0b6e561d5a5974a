"""Questions with structure over a schema that the engine has never seen get the rows that SQL by hand gets.

Nothing describes the schema but its own catalogue and what its columns hold.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.local.postgres import EmbeddedPostgres
from app.semantics.reading import Reading
from tests.support.foreign import Foreign, columns_of, foreign_database, shows

THEATRE = """
CREATE TABLE stage (
    stage_id integer PRIMARY KEY, name text NOT NULL, town text, seats integer, openingyear integer
);
CREATE TABLE play (
    playid integer PRIMARY KEY, title text NOT NULL, genre text, written_by text, premiere_year integer,
    stage_id integer REFERENCES stage
);
CREATE TABLE actor (
    actor_id integer PRIMARY KEY, name text NOT NULL, country text, age integer, gender text, isretired text
);
CREATE TABLE actor_in_play (
    actor_id integer REFERENCES actor, playid integer REFERENCES play, PRIMARY KEY (actor_id, playid)
);
CREATE TABLE "Ticket" ("TicketNo" integer PRIMARY KEY, playid integer REFERENCES play, "Price" numeric, "user" text);
INSERT INTO stage VALUES
    (1, 'Old Barn', 'Leeds', 120, 1950), (2, 'Harbour Hall', 'Hull', 400, 1988), (3, 'The Cellar', 'York', 60, 2004),
    (4, 'Grand House', 'Leeds', 900, 1921);
INSERT INTO play VALUES
    (1, 'Frost', 'Drama', 'Ann Lowe', 2014, 1), (2, 'The Orchard Wall', 'Comedy', 'Ann Lowe', 2015, 2),
    (3, 'Night Ferry', 'Drama', 'Piet Maas', 2014, 2), (4, 'Salt', 'Musical', 'Ines Cole', 2018, 4),
    (5, 'Nine Letters', 'Drama', 'Ines Cole', 2015, 2);
INSERT INTO actor VALUES
    (1, 'Mara Quill', 'France', 29, 'F', 'F'), (2, 'Tom Reed', 'Netherlands', 61, 'M', 'T'),
    (3, 'Ida Storm', 'Norway', 45, 'F', 'F'), (4, 'Jo Bauer', 'France', 52, 'M', 'F'),
    (5, 'Sam Otter', 'Norway', 23, 'M', 'F'), (6, 'Una Vale', NULL, 38, 'F', 'T');
INSERT INTO actor_in_play VALUES (1, 1), (1, 2), (1, 3), (2, 3), (3, 2), (3, 4), (4, 5), (5, 1);
INSERT INTO "Ticket" VALUES (1, 1, 20, 'ada'), (2, 1, 25, 'bo'), (3, 2, 30, 'ada'), (4, 4, 45, 'cy'), (5, 4, 15, 'bo');
"""


@pytest.fixture(scope="module")
def theatre(postgres: EmbeddedPostgres) -> Iterator[Foreign]:
    """The database, its layer, and what runs statements there."""
    with foreign_database(postgres, "theatre", THEATRE) as found:
        yield found


LISTS = {
    "names, countries and ages of all actors": "SELECT name, country, age FROM actor",
    "What are the actors' names?": "SELECT name FROM actor",
    "Show the title and genre of plays written by Ann Lowe": (
        "SELECT title, genre FROM play WHERE written_by = 'Ann Lowe'"
    ),
    "names of French actors": "SELECT name FROM actor WHERE country = 'France'",
    "names of actors who are older than 50": "SELECT name FROM actor WHERE age > 50",
    "names of actors aged 45 or older": "SELECT name FROM actor WHERE age >= 45",
    "names of actors above the average age": "SELECT name FROM actor WHERE age > (SELECT avg(age) FROM actor)",
    "names of stages with seats between 100 and 500": "SELECT name FROM stage WHERE seats BETWEEN 100 AND 500",
    "names of stages that opened before 1960": "SELECT name FROM stage WHERE openingyear < 1960",
    "titles of plays whose premiere year is 2014 or 2015": "SELECT title FROM play WHERE premiere_year IN (2014, 2015)",
    "names of stages in Leeds or York": "SELECT name FROM stage WHERE town IN ('Leeds', 'York')",
    "What are the titles of plays that contain the word 'Night' in their title?": (
        "SELECT title FROM play WHERE title ILIKE '%Night%'"
    ),
    "names of actors whose country is missing": "SELECT name FROM actor WHERE country IS NULL",
    "What are the different countries of actors?": "SELECT DISTINCT country FROM actor",
    "names of retired actors": "SELECT name FROM actor WHERE isretired = 'T'",
    "names of female actors": "SELECT name FROM actor WHERE gender = 'F'",
    "towns of stages that have a drama": (
        "SELECT town FROM stage WHERE stage_id IN (SELECT stage_id FROM play WHERE genre = 'Drama')"
    ),
    "names of actors who performed in a play in 2014": (
        "SELECT name FROM actor WHERE actor_id IN (SELECT actor_id FROM actor_in_play JOIN play USING (playid)"
        " WHERE premiere_year = 2014)"
    ),
    "names of stages without any play": "SELECT name FROM stage WHERE stage_id NOT IN (SELECT stage_id FROM play)",
    "names of stages that did not have a play in 2014": (
        "SELECT name FROM stage WHERE stage_id NOT IN (SELECT stage_id FROM play WHERE premiere_year = 2014)"
    ),
    "names of stages that have a drama but do not have a comedy": (
        "SELECT name FROM stage WHERE stage_id IN (SELECT stage_id FROM play WHERE genre = 'Drama')"
        " AND stage_id NOT IN (SELECT stage_id FROM play WHERE genre = 'Comedy')"
    ),
    "names of stages that had plays in both 2014 and 2015": (
        "SELECT name FROM stage WHERE stage_id IN (SELECT stage_id FROM play WHERE premiere_year = 2014)"
        " AND stage_id IN (SELECT stage_id FROM play WHERE premiere_year = 2015)"
    ),
    "names of stages with both drama and comedy plays": "SELECT 'Harbour Hall'",
    "names of actors with at least 2 plays": (
        "SELECT name FROM actor WHERE actor_id IN (SELECT actor_id FROM actor_in_play GROUP BY 1 HAVING count(*) >= 2)"
    ),
    "names of actors with fewer than 2 plays": (
        "SELECT name FROM actor WHERE actor_id NOT IN"
        " (SELECT actor_id FROM actor_in_play GROUP BY 1 HAVING count(*) >= 2)"
    ),
    "Show the titles of plays on the stage with the most seats": "SELECT title FROM play WHERE stage_id = 4",
    "name and age of the youngest actor": "SELECT name, age FROM actor ORDER BY age LIMIT 1",
    "name of the stage with the most plays": "SELECT name FROM stage WHERE stage_id = 2",
    "names of the 2 oldest actors": "SELECT name FROM actor ORDER BY age DESC LIMIT 2",
    "What is the most common genre of plays?": "SELECT genre FROM play GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    "Which town has the most stages?": "SELECT 'Leeds'",
    "users of tickets for plays on the stage Grand House": (
        'SELECT "user" FROM "Ticket" JOIN play USING (playid) WHERE stage_id = 4'
    ),
}
"""Questions for rows, in no order."""
NUMBERS = {
    "How many actors are there from Norway?": "SELECT count(*) FROM actor WHERE country = 'Norway'",
    "What is the average, minimum and maximum age of actors?": "SELECT avg(age), min(age), max(age) FROM actor",
    "How many different genres are there?": "SELECT count(DISTINCT genre) FROM play",
    "How many plays are on stages in Hull?": "SELECT count(*) FROM play WHERE stage_id = 2",
    "What is the average age of actors who do not have any play?": (
        "SELECT avg(age) FROM actor WHERE actor_id NOT IN (SELECT actor_id FROM actor_in_play)"
    ),
    "Show each genre and the number of plays in each genre": "SELECT genre, count(*) FROM play GROUP BY 1",
    "What is the average price of tickets for each play?": (
        'SELECT title, avg("Price") FROM play JOIN "Ticket" USING (playid) GROUP BY 1'
    ),
    "Show the name of each stage and the number of plays on each stage": (
        "SELECT name, count(*) FROM stage JOIN play USING (stage_id) GROUP BY 1"
    ),
    "title of each play and number of actors in each play": (
        "SELECT title, count(*) FROM play JOIN actor_in_play USING (playid) GROUP BY 1"
    ),
    "average age of actors for each country whose average age is above 35": (
        "SELECT country, avg(age) FROM actor GROUP BY 1 HAVING avg(age) > 35"
    ),
}
"""Questions for numbers."""
ORDERS = {
    "names of actors ordered by age in descending order": "SELECT name FROM actor ORDER BY age DESC",
    "names of actors from the oldest to the youngest": "SELECT name FROM actor ORDER BY age DESC",
    "titles of plays in alphabetical order": "SELECT title FROM play ORDER BY title",
    "Sort stage names by their seats in ascending order": "SELECT name FROM stage ORDER BY seats",
}
"""Questions for rows in an order."""
UNSAID = (
    "names of actors who hated a play",
    "names of the actors with the highest salary",
    "names of actors above 5 kilometers",
    "plays by actor and stage",
    "names of actors from Mars",
    "the average name of actors",
    "actors like Mara Quill",
    "names of stages larger than any stage in Hull",
)
"""Questions that say something that the schema has nothing for, or that could mean several things."""


@pytest.mark.parametrize("question", LISTS)
def test_rows_are_those_that_the_question_describes(question: str, theatre: Foreign):
    assert shows(theatre.answered(question), theatre.queried(LISTS[question]))


@pytest.mark.parametrize("question", NUMBERS)
def test_numbers_are_those_that_the_question_describes(question: str, theatre: Foreign):
    assert shows(theatre.answered(question), theatre.queried(NUMBERS[question]))


@pytest.mark.parametrize("question", ORDERS)
def test_rows_come_in_the_order_that_the_question_wants(question: str, theatre: Foreign):
    assert columns_of(theatre.answered(question)) == columns_of(theatre.queried(ORDERS[question]))


@pytest.mark.parametrize("question", UNSAID)
def test_what_the_schema_says_nothing_of_is_not_answered(question: str, theatre: Foreign):
    reading = theatre.reading(question)
    assert isinstance(reading, Reading)
    assert not reading.is_complete
