"""Questions as people type them over the example shop: each answer is right, and few are missing."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

SUITE = Path(__file__).parents[1] / "fixtures" / "eval" / "shop.jsonl"
LEAST_ACCURACY = 97.0
"""Per cent."""
FIGURES = re.compile(r"accuracy ([\d.]+)%.*precision ([\d.]+)%")


def test_no_answer_is_wrong_and_few_are_missing(shop_app: Flask):
    result = shop_app.test_cli_runner().invoke(args=["eval", str(SUITE), "--generator", "builtin"])
    figures = FIGURES.search(result.output.splitlines()[-1])
    assert figures, result.output
    assert float(figures[2]) == 100, result.output
    assert float(figures[1]) >= LEAST_ACCURACY, result.output
