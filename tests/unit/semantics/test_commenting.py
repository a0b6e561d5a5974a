"""What comments in a database name, and which of them only explain."""

from __future__ import annotations

import pytest

from app.semantics.commenting import english_name, persian_name, persian_singular


@pytest.mark.parametrize(
    ("comment", "name"),
    [
        ("نام بیمار", "نام بیمار"),
        ("حقوق (تومان)", "حقوق"),
        ("وضعیت: فعال یا غیرفعال", "وضعیت"),
        ("روزی که بیمار برای نخستین بار آمده است", None),
        ("patient", None),
        ("", None),
    ],
)
def test_a_short_persian_comment_is_a_name(comment: str, name: str | None):
    assert persian_name(comment) == name


@pytest.mark.parametrize(
    ("comment", "name"),
    [("Gross pay", "gross pay"), ("1 = yes", None), ("حقوق", None), ("The day on which it is due", None)],
)
def test_a_short_english_comment_is_a_name(comment: str, name: str | None):
    assert english_name(comment) == name


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("بیماران", "بیمار"),
        ("نمایندگان", "نماینده"),
        ("دانشجویان", "دانشجو"),
        ("ویزیت‌ها", "ویزیت"),
        ("نوبت‌های پزشک", "نوبت پزشک"),
        ("سازمان", "سازمان"),
        ("زبان", "زبان"),
    ],
)
def test_a_persian_plural_has_its_singular(several: str, one: str):
    assert persian_singular(several) == one
