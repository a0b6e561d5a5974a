"""An answer's sentence says the finding as people would, in both languages; what keeps rows away is told."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

SENTENCES = [
    (
        "top 5 products by revenue this year",
        "1 January – 21 November 2026: Mehta Laptop, Black has the highest revenue, 224,000,000 toman; 5 rows in all.",
    ),
    (
        "۵ محصول برتر از نظر درآمد امسال",
        "۱ فروردین تا ۳۰ آبان ۱۴۰۵: Mehta Laptop, Black با ۲۲۴٬۰۰۰٬۰۰۰ تومان بیشترین درآمد را دارد؛ روی هم ۵ ردیف.",
    ),
    ("orders by status", "Delivered has the most orders, 2,536; 5 rows in all."),
    ("share of revenue by category", "Home & Kitchen has the highest share of revenue, 24.1%; 8 rows in all."),
    ("سهم هر دسته از فروش", "خانه و آشپزخانه با ۲۴٫۱٪ بیشترین سهم از درآمد را دارد؛ روی هم ۸ ردیف."),
    ("most expensive product", "Mehta Laptop, Black (price: 112,000,000 toman)."),
    (
        "cancelled orders in the last 30 days by product",
        "Last 30 days (23 October – 21 November 2026), cancelled: "
        "Ferfereh Plush Toy, Space comes first with 2 (orders); 10 rows in all.",
    ),
    (
        "revenue by category and month this year",
        "1 January – 21 November 2026: Home & Kitchen, March 2026 has the highest revenue, 142,470,000 toman; "
        "88 rows in all.",
    ),
    (
        "revenue and number of orders per category",
        "Home & Kitchen has the highest revenue, 1,489,320,000 toman; 8 rows in all. Its orders: 403.",
    ),
    (
        "درآمد و تعداد سفارش هر دسته",
        "خانه و آشپزخانه با ۱٬۴۸۹٬۳۲۰٬۰۰۰ تومان بیشترین درآمد را دارد؛ روی هم ۸ ردیف. تعداد سفارش آن: ۴۰۳.",
    ),
    (
        "monthly revenue and number of orders this year",
        "1 January – 21 November 2026: October 2026 has the highest revenue, 372,535,000 toman; 11 rows in all. "
        "Its orders: 146.",
    ),
    (
        "فروش مهر نسبت به شهریور",
        "مهر ۱۴۰۵ (۱ تا ۳۰ مهر ۱۴۰۵): درآمد ۳۹۹٬۰۹۵٬۰۰۰ تومان (۲۲٫۰۷٪ بیشتر)؛ "
        "شهریور ۱۴۰۵ (۱ تا ۳۱ شهریور ۱۴۰۵): ۳۲۶٬۹۵۰٬۰۰۰ تومان.",
    ),
    (
        "monthly growth of revenue in 2026",
        "2026 (1 January – 31 December 2026): August 2026 has the highest change, 83.95%; 11 rows in all.",
    ),
    ("هوای تهران", "با این داده‌ها نمی‌توانم پاسخ بدهم: نمی‌دانم «هوای»، «تهران» اینجا یعنی چه."),
]
AHEAD = {"en": "This period has not begun yet.", "fa": "این دوره هنوز شروع نشده است."}
EMPTY = "No row fits. A shorter list of conditions or a longer period may find some."


def ask(shop: FlaskClient, question: str) -> dict[str, Any]:
    answer: dict[str, Any] = shop.post("/api/query/", json={"question": question}).get_json()
    return answer


@pytest.mark.parametrize(("question", "sentence"), SENTENCES)
def test_a_sentence_says_the_finding(shop: FlaskClient, question: str, sentence: str):
    assert ask(shop, question)["answer"] == sentence


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("customers who registered tomorrow", "en"),
        ("how many customers registered tomorrow", "en"),
        ("revenue tomorrow", "en"),
        ("فردا چند سفارش داریم", "fa"),
    ],
)
def test_of_a_period_that_is_still_to_come_it_is_told(shop: FlaskClient, question: str, language: str):
    assert ask(shop, question)["warnings"] == [AHEAD[language]]


@pytest.mark.parametrize("question", ["how many customers with gmail", "revenue in 2019", "customers with gmail"])
def test_where_nothing_is_found_it_is_told_what_may_find_some(shop: FlaskClient, question: str):
    assert ask(shop, question)["warnings"] == [EMPTY]


def test_what_has_rows_needs_no_such_words(shop: FlaskClient):
    assert ask(shop, "how many orders last month")["warnings"] == []
