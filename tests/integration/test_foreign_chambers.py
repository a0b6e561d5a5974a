"""What is easily left out, or read as something else: over a schema that nobody has described, it is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.local.postgres import EmbeddedPostgres
from tests.support.foreign import Foreign, foreign_database, shows

CHAMBERS = """
CREATE TABLE town_office (office_id integer PRIMARY KEY, name text NOT NULL, city text);
CREATE TABLE lawyer (
    lawyer_id integer PRIMARY KEY, name text NOT NULL, gender text, rate integer, joined_on date, left_on date,
    office_id integer REFERENCES town_office, mentor_id integer REFERENCES lawyer
);
CREATE TABLE client (client_id integer PRIMARY KEY, name text NOT NULL, city text, insolvent boolean);
CREATE TABLE desk (desk_id integer PRIMARY KEY, name text NOT NULL, office_id integer REFERENCES town_office);
CREATE TABLE seating (
    seating_id integer PRIMARY KEY, lawyer_id integer REFERENCES lawyer, desk_id integer REFERENCES desk
);
CREATE TABLE booking (
    booking_id integer PRIMARY KEY, client_id integer REFERENCES client, lawyer_id integer REFERENCES lawyer
);
CREATE TABLE rating (
    rating_id integer PRIMARY KEY, client_id integer REFERENCES client, lawyer_id integer REFERENCES lawyer
);
CREATE TABLE dispute (
    dispute_id integer PRIMARY KEY, title text NOT NULL, client_id integer REFERENCES client,
    lead_lawyer_id integer REFERENCES lawyer, outcome text, height integer, width integer,
    filed_on date, closed_on date
);
CREATE TABLE dispute_lawyer (
    dispute_id integer REFERENCES dispute, lawyer_id integer REFERENCES lawyer, PRIMARY KEY (dispute_id, lawyer_id)
);
CREATE TABLE bill (bill_id integer PRIMARY KEY, dispute_id integer REFERENCES dispute, fee integer, paid_on date);
COMMENT ON COLUMN dispute.height IS 'ارتفاع';
COMMENT ON TABLE lawyer IS 'وکیلان';
COMMENT ON COLUMN lawyer.name IS 'نام وکیل';
COMMENT ON COLUMN lawyer.gender IS 'جنسیت';
COMMENT ON TABLE dispute IS 'پرونده‌ها';
COMMENT ON COLUMN dispute.title IS 'عنوان';
COMMENT ON COLUMN dispute.outcome IS 'نتیجه';
COMMENT ON COLUMN dispute.filed_on IS 'تاریخ ثبت';
COMMENT ON COLUMN dispute.closed_on IS 'تاریخ بستن';
INSERT INTO town_office VALUES (1, 'High Street', 'Leeds'), (2, 'Quay', 'Hull');
INSERT INTO lawyer VALUES
    (1, 'Ada Frost', 'زن', 300, '2010-02-01', NULL, 1, NULL),
    (2, 'Bo Hale', 'مرد', 200, '2015-03-01', '2024-06-30', 1, 1),
    (3, 'Cy Moor', 'مرد', 250, '2021-09-15', NULL, 2, 1), (4, 'Di Pike', 'زن', 150, '2018-05-01', NULL, 2, 3);
INSERT INTO client VALUES (1, 'Elm Foods', 'Leeds', false), (2, 'Oak Bank', 'York', false),
    (3, 'Fay Holt', 'Hull', true), (4, 'Moor Mill', 'York', false);
INSERT INTO desk VALUES (1, 'Window', 1), (2, 'Corner', 2);
INSERT INTO seating VALUES (1, 1, 1), (2, 4, 2), (3, 3, 1);
INSERT INTO booking VALUES (1, 1, 3), (2, 2, 1), (3, 3, 3);
INSERT INTO rating VALUES (1, 4, 3), (2, 2, 2);
INSERT INTO dispute VALUES
    (1, 'Roof', 1, 1, 'won', 10, 20, '2023-01-01', '2023-01-31'),
    (2, 'Fence', 1, 1, 'lost', 20, 60, '2023-05-01', NULL),
    (3, 'Lease', 2, 3, 'won', 30, 40, '2024-02-01', '2024-02-11'),
    (4, 'Wall', 3, 1, 'settled', 40, 80, '2024-03-01', NULL);
INSERT INTO dispute_lawyer VALUES (1, 1), (1, 2), (1, 3), (2, 1), (3, 3), (3, 2), (4, 1);
INSERT INTO bill VALUES (1, 1, 100, '2023-02-01'), (2, 1, 50, NULL), (3, 2, 70, '2023-09-01'), (4, 3, 90, NULL);
"""
ANSWERS = {
    "Number of disputes and total height for each outcome": (
        "SELECT outcome, count(*), sum(height) FROM dispute GROUP BY 1"
    ),
    "average height and width of won disputes": "SELECT avg(height), avg(width) FROM dispute WHERE outcome = 'won'",
    "names of clients with a dispute but no bill": "SELECT 'Fay Holt'",
    "names of lawyers who have never been on more than 2 disputes": (
        "SELECT unnest(ARRAY['Bo Hale', 'Cy Moor', 'Di Pike'])"
    ),
    "How many lawyers are on each dispute? Show the title.": (
        "SELECT title, count(*) FROM dispute JOIN dispute_lawyer USING (dispute_id) GROUP BY 1"
    ),
    "Who is the mentor of Di Pike?": "SELECT 'Cy Moor'",
    "Who is the lead lawyer of the dispute Lease?": "SELECT 'Cy Moor'",
    "number of disputes won, lost and settled": "SELECT 4",
    "How many disputes are still open?": "SELECT 2",
    "average number of days from filing to closing of disputes": "SELECT 20",
    "Which lawyer joined most recently?": "SELECT 'Cy Moor'",
    "What is the highest height and its title?": "SELECT 40, 'Wall'",
    "names of lawyers with a rate higher than all lawyers in Quay": "SELECT 'Ada Frost'",
    "names of lawyers whose rate is higher than that of every lawyer in Quay": "SELECT 'Ada Frost'",
    "نام وکیلانی که rate آنها بیشتر از تمام وکیلان Quay است": "SELECT 'Ada Frost'",
    "How many clients are not insolvent?": "SELECT 3",
    "names of lawyers with the desk Window": "SELECT unnest(ARRAY['Ada Frost', 'Cy Moor'])",
    "names of clients who booked Cy Moor": "SELECT unnest(ARRAY['Elm Foods', 'Fay Holt'])",
    "number and total height of disputes per outcome": (
        "SELECT outcome, count(*), sum(height) FROM dispute GROUP BY 1"
    ),
    "تعداد و مجموع ارتفاع پرونده‌ها به تفکیک نتیجه": "SELECT outcome, count(*), sum(height) FROM dispute GROUP BY 1",
    "number of disputes per city of clients": (
        "SELECT city, count(*) FROM dispute JOIN client USING (client_id) GROUP BY 1"
    ),
    "titles of disputes that closed before 2024": "SELECT 'Roof'",
    "number of female lawyers": "SELECT 2",
    "چند وکیل زن داریم؟": "SELECT 2",
    "میانگین فاصله تاریخ ثبت تا تاریخ بستن پرونده‌ها چند روز است؟": "SELECT 20",
}
"""Questions, and the SQL that gives their rows."""
WITHHELD = (
    "How many clients left a review?",
    "How many clients complained?",
    "Who owns the disputes?",
    "names of lawyers who live in Hull",
    "What is the win rate of Ada Frost?",
    "names of clients of the lawyer Cy Moor",
    "How many disputes were reviewed?",
    "How many disputes were reviewed in 2024?",
    "How many employees work at Elm Foods?",
    "Which clients left in 2024?",
    "How much was billed for each client?",
    "cities of clients that have no town office",
    "names of lawyers in 2 disputes",
    "second highest rate of lawyers",
)
"""Questions that say something that no column does, or that could mean several things."""


@pytest.fixture(scope="module")
def chambers(postgres: EmbeddedPostgres) -> Iterator[Foreign]:
    """The database, its layer, and what runs statements there."""
    with foreign_database(postgres, "chambers", CHAMBERS) as found:
        yield found


@pytest.mark.parametrize("question", ANSWERS)
def test_rows_are_those_that_the_question_describes(question: str, chambers: Foreign):
    assert shows(chambers.answered(question), chambers.queried(ANSWERS[question]))


@pytest.mark.parametrize("question", WITHHELD)
def test_what_no_column_says_is_not_answered_without_it(question: str, chambers: Foreign):
    assert not chambers.reading(question).is_complete
