"""Roles, yes and no, comparisons with other rows and Persian comments, over a schema that nobody has described."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.generators.builtin.following import read_on
from app.generators.builtin.reading import read
from app.local.postgres import EmbeddedPostgres
from app.semantics.layer import SemanticLayer
from app.semantics.selection import Selection
from tests.conftest import TODAY
from tests.support.foreign import Foreign, columns_of, foreign_database, shows

SOCIETIES = """
CREATE TABLE member (
    member_id integer PRIMARY KEY, name text NOT NULL, age integer, salary integer, town text, joined_on date,
    is_active boolean
);
CREATE TABLE society (
    society_id integer PRIMARY KEY, name text NOT NULL, founded integer, town text, leader_id integer REFERENCES member
);
CREATE TABLE membership (
    society_id integer REFERENCES society, member_id integer REFERENCES member, fee integer,
    PRIMARY KEY (society_id, member_id)
);
COMMENT ON TABLE member IS 'هنرجویان';
COMMENT ON COLUMN member.name IS 'نام هنرجو';
COMMENT ON COLUMN member.age IS 'سن';
COMMENT ON COLUMN member.salary IS 'حقوق (تومان)';
COMMENT ON COLUMN member.town IS 'شهر';
COMMENT ON COLUMN member.joined_on IS 'تاریخ ورود';
COMMENT ON TABLE society IS 'انجمن‌ها';
COMMENT ON COLUMN society.name IS 'نام انجمن';
INSERT INTO member VALUES
    (1, 'Ada Frost', 34, 5000, 'Leeds', '2021-03-01', true), (2, 'Bo Hale', 61, 3000, 'York', '2019-07-15', false),
    (3, 'Cy Moor', 22, NULL, 'Leeds', '2021-11-30', true), (4, 'Di Pike', 47, 7000, 'Hull', '2023-01-09', true),
    (5, 'Ed Rush', 55, 4000, 'Leeds', '2022-05-05', false), (6, 'Flo West', 28, 6000, 'York', '2024-02-20', true);
INSERT INTO society VALUES
    (1, 'Rowers', 1948, 'York', 4), (2, 'Star Watch', 1999, 'Bath', 1), (3, 'Choir', 2010, 'Leeds', 2);
INSERT INTO membership VALUES (1, 1, 10), (1, 2, 30), (1, 3, 10), (2, 1, 40), (3, 5, 20), (3, 6, 20);
"""
ANSWERS = {
    "names of active members": "SELECT name FROM member WHERE is_active",
    "How many members are inactive?": "SELECT count(*) FROM member WHERE NOT is_active",
    "Who is the highest paid member?": "SELECT name FROM member WHERE member_id = 4",
    "names of members who earn more than 4500": "SELECT name FROM member WHERE salary > 4500",
    "names of members who earn more than the average salary of inactive members": (
        "SELECT name FROM member WHERE salary > (SELECT avg(salary) FROM member WHERE NOT is_active)"
    ),
    "names of members older than Ada Frost": "SELECT name FROM member WHERE age > 34",
    "names of members in the same town as Bo Hale": "SELECT name FROM member WHERE town = 'York'",
    "names of members of the society Rowers": "SELECT name FROM member WHERE member_id IN (1, 2, 3)",
    "names of members of a society with a fee above 15": "SELECT name FROM member WHERE member_id IN (1, 2, 5, 6)",
    "names of members who joined in 2021": "SELECT name FROM member WHERE member_id IN (1, 3)",
    "Which towns have both a member and a society?": "SELECT unnest(ARRAY['Leeds', 'York'])",
    "Which towns have a member but no society?": "SELECT 'Hull'",
    "Which towns have both members younger than 25 and members older than 50?": "SELECT 'Leeds'",
    "names of societies founded after 1950": "SELECT name FROM society WHERE founded > 1950",
    "How many members does each society have? Show the name of the society and the number of members.": (
        "SELECT name, count(*) FROM society JOIN membership USING (society_id) GROUP BY 1"
    ),
    "number of members in each town with at least 2 members": (
        "SELECT town, count(*) FROM member GROUP BY 1 HAVING count(*) >= 2"
    ),
    "What proportion of members are active?": "SELECT 4 / 6.0",
    "Who is the leader of the society Rowers?": "SELECT 'Di Pike'",
    "names of societies and their leaders": (
        "SELECT s.name, m.name FROM society s JOIN member m ON member_id = leader_id"
    ),
    "مسن‌ترین هنرجو کیست؟": "SELECT name FROM member WHERE member_id = 2",
    "نام هنرجویان بالای ۴۰ سال": "SELECT name FROM member WHERE age > 40",
    "میانگین سن هنرجویان به تفکیک شهر": "SELECT town, avg(age) FROM member GROUP BY 1",
    "نام هنرجویانی که حقوق ندارند": "SELECT name FROM member WHERE salary IS NULL",
    "چند هنرجو داریم؟": "SELECT count(*) FROM member",
}
"""Questions, and the SQL that gives their rows."""
WITHHELD = ("names of members in the same town as nobody",)
"""Questions that could mean several things, or that nothing puts together yet."""


@pytest.fixture(scope="module")
def societies(postgres: EmbeddedPostgres) -> Iterator[Foreign]:
    """The database, its layer, and what runs statements there."""
    with foreign_database(postgres, "societies", SOCIETIES) as found:
        yield found


@pytest.mark.parametrize("question", ANSWERS)
def test_rows_are_those_that_the_question_describes(question: str, societies: Foreign):
    assert shows(societies.answered(question), societies.queried(ANSWERS[question]))


@pytest.mark.parametrize("question", WITHHELD)
def test_what_is_left_open_is_not_answered(question: str, societies: Foreign):
    assert not societies.reading(question).is_complete


def test_the_top_rows_by_a_number_of_others_come_from_the_highest(societies: Foreign):
    found = societies.answered("names of the top 2 members by salary")
    assert columns_of(found)[0] == ["Di Pike", "Flo West"]


def test_comments_in_persian_name_tables_and_columns(societies: Foreign):
    member = societies.layer.by_name["member"]
    assert (member.label["fa"], member.singular["fa"]) == ("هنرجویان", "هنرجو")
    assert member.column("salary").label == {"en": "salary", "fa": "حقوق"}


def followed(fragment: str, earlier: str, layer: SemanticLayer) -> Selection | None:
    """What a fragment makes of an earlier question; None where it changes nothing of it."""
    first = read(earlier, "en", layer, TODAY)
    language = "en" if fragment.isascii() else "fa"
    reading = read_on(fragment, language, layer, TODAY, {"question": earlier, "reading": first.as_json()})
    return reading.selection if reading.is_complete and reading.continues else None


@pytest.mark.parametrize("fragment", ["only the first 3", "top 3", "فقط ۳ تای اول"])
def test_a_number_of_rows_limits_a_sorted_list(fragment: str, societies: Foreign):
    selection = followed(fragment, "names of members ordered by age", societies.layer)
    assert selection
    assert selection.limit == 3


def test_a_column_that_is_named_next_is_shown_beside_the_others(societies: Foreign):
    selection = followed("and their age", "names of active members", societies.layer)
    assert selection
    assert [value.reference for value in selection.outputs] == ["member.name", "member.age"]


def test_rows_of_which_nothing_is_computed_are_not_grouped(societies: Foreign):
    assert followed("and by town", "names of active members", societies.layer) is None
