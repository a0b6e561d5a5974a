"""Cells of results and how people read them, in English and Persian: what the page and the server must agree about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SHOWN = Path(__file__).parents[1] / "fixtures" / "shown"


def shown(kind: str) -> list[tuple[Any, str, str]]:
    """The cells of a kind, `numbers` or `moments`."""
    return [(cell, english, persian) for cell, english, persian in json.loads((SHOWN / f"{kind}.json").read_text())]
