"""A question and its Persian twin get the same rows: neither language is a translation of the other."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

TWINS = [
    ("how many orders are there", "چند سفارش داریم؟"),
    ("how many customers do we have", "تعداد مشتریان چقدر است؟"),
    ("total revenue", "مجموع فروش"),
    ("revenue in the last 30 days", "درآمد ۳۰ روز اخیر"),
    ("revenue in March 2026", "درآمد مارس ۲۰۲۶"),
    ("orders in Mehr 1405", "سفارش‌های مهر ۱۴۰۵"),
    ("number of orders in 1404", "تعداد سفارش‌های سال ۱۴۰۴"),
    ("number of orders between 2026-01-15 and 2026-02-15", "تعداد سفارش‌ها از ۲۰۲۶/۰۱/۱۵ تا ۲۰۲۶/۰۲/۱۵"),
    ("how many orders were placed yesterday", "دیروز چند سفارش ثبت شد؟"),
    ("revenue today", "فروش امروز"),
    ("orders by status", "سفارش‌ها به تفکیک وضعیت"),
    ("revenue by category", "درآمد به تفکیک دسته"),
    ("revenue by category and status", "درآمد به تفکیک دسته و وضعیت"),
    ("number of orders per customer", "تعداد سفارش هر مشتری"),
    ("revenue by Jalali month in 1404", "درآمد ماهانه ۱۴۰۴"),
    ("revenue by month in 2025", "درآمد به تفکیک ماه میلادی در ۲۰۲۵"),
    ("top 5 products by revenue", "۵ محصول برتر از نظر درآمد"),
    ("best selling product", "پرفروش‌ترین محصول"),
    ("5 cheapest products", "۵ محصول ارزان"),
    ("most expensive product", "گران‌ترین محصول"),
    ("top 3 customers by number of orders", "۳ مشتری برتر از نظر تعداد سفارش"),
    ("top 2 products in each category by revenue", "۲ محصول برتر هر دسته از نظر درآمد"),
    ("how many delivered orders", "چند سفارش تحویل شده داریم"),
    ("how many orders were not cancelled", "چند سفارش لغو نشده"),
    ("number of pending or shipped orders", "تعداد سفارش‌های در انتظار یا ارسال شده"),
    ("revenue of electronics", "درآمد الکترونیک"),
    ("number of cancelled book orders", "تعداد سفارش‌های لغو شده کتاب"),
    ("average price of products", "میانگین قیمت محصولات"),
    ("average order value", "میانگین مبلغ سفارش"),
    ("minimum and maximum price", "کمترین و بیشترین قیمت"),
    ("how many products cost more than 1 million toman", "چند محصول بیشتر از یک میلیون تومان قیمت دارند"),
    ("products between 1 and 2 million toman", "محصولات بین ۱ تا ۲ میلیون تومان"),
    ("orders over 50 million toman", "سفارش‌های بالای ۵۰ میلیون تومان"),
    ("how many orders have at least 3 units", "چند سفارش حداقل ۳ عدد دارند"),
    ("customers who have never ordered", "مشتریانی که هرگز سفارش نداده‌اند"),
    ("products that were never sold", "محصولاتی که هیچ‌وقت فروخته نشده‌اند"),
    ("customers with more than 5 orders", "مشتریان با بیش از ۵ سفارش"),
    ("customers who ordered in the last 7 days", "مشتریانی که در ۷ روز اخیر خرید کرده‌اند"),
    ("how many customers have a gmail address", "چند مشتری جیمیل دارند"),
    ("share of each category in revenue", "سهم هر دسته از درآمد"),
    ("percentage of cancelled orders", "درصد سفارش‌های لغو شده"),
    ("growth of revenue in 2026-10 compared to 2026-09", "رشد درآمد اکتبر ۲۰۲۶ نسبت به سپتامبر ۲۰۲۶"),
    ("categories with revenue above 1 billion toman", "دسته‌هایی با درآمد بالای یک میلیارد تومان"),
    ("which categories do we have", "چه دسته‌هایی داریم"),
    ("latest 5 orders", "آخرین ۵ سفارش"),
    ("last order date of each customer", "تاریخ آخرین سفارش هر مشتری"),
    ("total revenue in rial", "مجموع درآمد به ریال"),
    ("how many different customers ordered in 2026", "چند مشتری مختلف در ۲۰۲۶ خرید کرده‌اند"),
    ("number of orders on fridays", "تعداد سفارش‌های جمعه‌ها"),
]


@pytest.mark.parametrize(("english", "persian"), TWINS)
def test_twins_get_the_same_rows(shop: FlaskClient, english: str, persian: str):
    answers = [shop.post("/api/query/", json={"question": question}).get_json() for question in (english, persian)]
    assert [answer["outcome"] for answer in answers] == ["answered", "answered"]
    assert [answer["language"] for answer in answers] == ["en", "fa"]
    assert answers[0]["rows"]
    assert answers[0]["rows"] == answers[1]["rows"]
