"""Names of tables and columns are words: split, spelled out, in the singular and in the plural."""

from __future__ import annotations

import pytest

from app.semantics.inflection import plural, singular
from app.semantics.naming import as_plural, as_singular, parts_of, words_of

PAIRS = """
    customer/customers category/categories address/addresses branch/branches status/statuses box/boxes day/days
    person/people child/children company/companies house/houses course/courses database/databases purchase/purchases
    analysis/analyses bus/buses quiz/quizzes wife/wives hero/heroes class/classes warehouse/warehouses key/keys
    movie/movies tax/taxes series/series staff/staff equipment/equipment data/data bonus/bonuses leaf/leaves
""".split()


@pytest.mark.parametrize("pair", PAIRS)
def test_a_noun_has_a_singular_and_a_plural(pair: str):
    one, several = pair.split("/")
    assert (singular(several), plural(one)) == (one, several)
    assert singular(one) == one


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("registration_date", "registration date"),
        ("orderDate", "order date"),
        ("ORDER_DATE", "order date"),
        ("HTTPServerLog", "http server log"),
        ("addressLine2", "address line 2"),
        ("Official_ratings_(millions)", "official ratings millions"),
        ("cust_no", "customer number"),
        ("orderQty", "order quantity"),
        ("no_of_items", "number of items"),
        ("dob", "date of birth"),
        ("FName", "first name"),
        ("tbl_customers", "customers"),
        ("dim_date", "date"),
        ("t", "t"),
        ("تاریخ_ثبت", "تاریخ ثبت"),
        ("???", "???"),
    ],
)
def test_a_name_is_its_words_spelled_out(name: str, words: str):
    assert " ".join(words_of(name)) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("countrycode", "country code"),
        ("petid", "pet id"),
        ("countrylanguage", "country language"),
        ("percentage", "percentage"),
    ],
)
def test_words_written_as_one_are_told_apart_where_both_are_known(name: str, words: str):
    assert " ".join(words_of(name, {"country", "language", "pet"})) == words


def test_a_name_as_it_is_written_keeps_its_abbreviations():
    assert parts_of("custNo") == ("cust", "no")


def test_the_last_word_carries_the_number():
    assert as_plural(("order", "detail")) == "order details"
    assert as_singular(("order", "details")) == "order detail"
