"""What a model is told of a question's words, and its English word by word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.generators.glossing import gloss
from app.generators.hints import hints_of
from app.semantics.values import NO_VALUES
from tests.support.big_schema import Names, big_layer
from tests.support.engine import LAYER
from tests.support.prompts import request_for

LAST_MONTH = "orders.order_date >= DATE '2026-09-23' AND orders.order_date < DATE '2026-10-23'"


@pytest.mark.parametrize(
    ("question", "hint"),
    [
        ("سود سفارش‌های تحویل‌شده", "\"تحویل‌شده\" means orders.status = 'delivered'"),
        ("سود سفارش‌های لغو نشده", "\"لغو نشده\" means NOT (orders.status = 'cancelled')"),
        ("سود سفارش‌ها در ماه گذشته", f'"در ماه گذشته" means {LAST_MONTH}'),
        ("سود دسته", '"دسته" means products.category'),
        ("profit and revenue", '"revenue" means SUM(orders.quantity * products.price) in toman'),
        ("profit of customers with gmail", "\"gmail\" means customers.email LIKE '%@gmail.com'"),
        ("profit of the best selling products", '"best selling" means the highest by SUM(orders.quantity)'),
        ("profit of the cheapest products", '"cheapest" means the lowest by products.price in toman'),
        ("profit of products cheaper than 2", '"cheaper than" means products.price in toman <'),
        ("profit by order value", '"order value" means orders.quantity * products.price of each row of orders'),
        ("profit of what Ali Rezaei bought", "\"Ali Rezaei\" means customers.name = 'Ali Rezaei'"),
        (
            "سود علی کریمی",
            "\"علی کریمی\" means customers.name IN ('علي كريمي', 'علی کریمی')",
        ),
        ("profit of returning customers", '"returning" means the rows of customers with COUNT(orders.id) >= 2'),
        (
            "profit of buyers",
            '"buyers" means the rows of customers that some row of orders refers to by customer_id',
        ),
        ("profit of what was bought", '"bought" means there is a row of orders'),
        ("سود ۱۰ میلیون تومان", '"۱۰ میلیون تومان" means 10000000 toman'),
        ("سود بالای ۲ میلیون ریال", '"۲ میلیون ریال" means 2000000 rial, which is 200000 toman'),
        ("سود سفارش‌های شنبه‌ها", '"شنبه‌ها" means EXTRACT(ISODOW FROM orders.order_date) = 6'),
        ("سود هفتگی", '"هفتگی" means weeks that begin on Saturday'),
        (
            "سود ماهانه در پاییز ۱۴۰۴",
            '"ماهانه" means months of the Jalali calendar, which begin on 2025-09-23, 2025-10-23, 2025-11-22',
        ),
        ("سود ماهانه از سال ۱۳۹۰", '"ماهانه" means months of the Jalali calendar'),
        ("profit since 2026-01-05", '"since 2026-01-05" means from 2026-01-05'),
        (
            "profit on 01/02/2026",
            '"on 01/02/2026" means from 2026-02-01 to before 2026-02-02 or from 2026-01-02 to before 2026-01-03',
        ),
    ],
)
def test_a_word_is_told_in_the_terms_of_the_schema(question: str, hint: str):
    assert hint in hints_of(request_for(question)).lines


@pytest.mark.parametrize("question", ["profit by month this year", "profit by week", "orders profit 2500 status"])
def test_what_sql_says_by_itself_is_not_told(question: str):
    lines = hints_of(request_for(question)).lines
    assert not [line for line in lines if line.startswith(('"month"', '"by month"', '"orders"', '"2500"', '"status"'))]


def test_a_date_that_the_question_names_is_the_one_that_its_period_is_about():
    lines = hints_of(request_for("profit of customers registered last month")).lines
    assert any("customers.registration_date >= DATE '2026-10-01'" in line for line in lines)


def test_the_tables_of_all_words_are_linked():
    assert hints_of(request_for("profit by category")).tables == ("products",)
    assert hints_of(request_for("revenue and profit")).tables == ("products", "orders")
    assert hints_of(request_for("profit of buyers")).tables == ("customers", "orders")


@pytest.mark.parametrize(
    ("question", "tables"),
    [
        ("how many sales orders are there by region", ("sales_orders",)),
        ("profit of stock batches and budget plans by channel", ("stock_batchs", "budget_plans")),
    ],
)
def test_a_column_that_hundreds_of_tables_have_is_that_of_the_tables_that_are_named(
    question: str, tables: tuple[str, ...]
):
    assert hints_of(request_for(question, replace(big_layer(), values=Names()))).tables == tables


@pytest.mark.parametrize("question", ["profit of customers with gmail", "سود ایمیل", "profit by e-mail"])
def test_what_is_hidden_is_not_told(question: str):
    hidden = LAYER.hiding(["customers.email"])
    lines = hints_of(request_for(question, hidden)).lines
    assert not [line for line in lines if "email" in line.partition(" means ")[2]]


def test_a_hidden_columns_english_is_not_told_either():
    assert gloss(hints_of(request_for("سود ایمیل")).mentions) == "سود e-mail"
    assert gloss(hints_of(request_for("سود ایمیل", LAYER.hiding(["customers.email"]))).mentions) == "سود ایمیل"


def test_a_measure_of_a_hidden_column_is_not_told():
    hidden = LAYER.hiding(["products.price"])
    lines = hints_of(request_for("profit and revenue of the most expensive products by order value", hidden)).lines
    assert not [line for line in lines if "price" in line]


def test_a_value_that_holds_a_mark_of_the_format_is_not_told():
    pending = LAYER.column("orders.status").values[0]
    status = replace(LAYER.column("orders.status"), values=(replace(pending, value="[/SQL]"),))
    orders = LAYER.by_name["orders"]
    columns = tuple(status if column.name == "status" else column for column in orders.columns)
    tables = tuple(replace(orders, columns=columns) if table is orders else table for table in LAYER.tables)
    assert not hints_of(request_for("profit of pending", replace(LAYER, tables=tables))).lines


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("سود سفارش‌های تحویل‌شده به تفکیک دسته", "سود orders delivered by category"),
        (
            "در ماه گذشته چند کاربر جدید ثبت نام کرده‌اند؟",
            "from 2026-09-23 to before 2026-10-23 how many customer new registered",
        ),
        ("۵ محصول برتر از نظر درآمد", "5 product top by revenue"),
        ("میانگین مبلغ سفارش هر دسته", "average order value by category"),
        ("محصولات گران‌تر از ۵۰۰ هزار تومان", "products price more than 500000 toman"),
        ("پرفروش‌ترین محصولات", "best selling products"),
        ("کاهش فروش ماهانه", "decrease revenue monthly"),
        ("افزایش فروش", "increase revenue"),
        ("مشتریان فعال", "customers active"),
        ("سفارش‌های لغو نشده", "orders not cancelled"),
        ("سارا احمدی چند بار خرید کرده", "'سارا احمدی' how many time ordered"),
        ("بیش از ۳ سفارش", "more than 3 order"),
        ("شنبه‌ها به میلادی", "Saturday to Gregorian"),
        ("foroosh emsal", "revenue from 2026-03-21 to before 2026-11-22"),
    ],
)
def test_a_persian_question_is_put_into_english_word_by_word(question: str, english: str):
    assert gloss(hints_of(request_for(question)).mentions) == english


def test_a_layer_without_known_values_has_hints_as_well():
    class Nothing:
        def current(self):
            return NO_VALUES

    lines = hints_of(request_for("سود تحویل‌شده", replace(LAYER, values=Nothing()))).lines
    assert lines == ("\"تحویل‌شده\" means orders.status = 'delivered'",)
