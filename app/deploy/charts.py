"""`python app/deploy/charts.py FOLDER`: makes the script that draws charts, Vega with all it needs, from a package."""

from __future__ import annotations

import sys
from pathlib import Path

import vl_convert

SNIPPET = "window.vegaEmbed = vegaEmbed;"
"""What the script leaves behind for those of the pages."""


def make_charts(folder: Path) -> None:
    """Write vega.js into a folder; browsers then take it from this host."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vega.js").write_text(vl_convert.javascript_bundle(SNIPPET), encoding="utf-8")


if __name__ == "__main__":
    make_charts(Path(sys.argv[1]))
