"""`python app/deploy/font.py PACKAGE FOLDER`: takes the pages' font, Vazirmatn, out of its npm package."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

SHEET = "vazirmatn.css"
NAME = "'Vazirmatn Variable'"
SOURCE = re.compile(r"url\(\./files/(vazirmatn-([a-z-]+)-wght-normal\.woff2)\)")
LATIN_FACE = re.compile(r"@font-face \{[^}]*/vazirmatn-latin[^}]*\}")
LATIN_LINES = "  ascent-override: 98%;\n  descent-override: 27%;\n}"
"""The font keeps room for letters far below the line, which Latin has none of: without this, it stands too high."""


def make_font(package: Path, folder: Path) -> None:
    """Write the font's files, its licence and its style sheet.

    The sheet has the font as Vazirmatn, and its Latin letters also as Vazirmatn Latin, in lines of their height.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sheet = (package / "index.css").read_text(encoding="utf-8")
    for name, part in SOURCE.findall(sheet):
        shutil.copyfile(package / "files" / name, folder / f"vazirmatn-{part}.woff2")
    shutil.copyfile(package / "LICENSE", folder / "vazirmatn-LICENSE.txt")
    latin = "\n".join(face[:-1].replace(NAME, '"Vazirmatn Latin"') + LATIN_LINES for face in LATIN_FACE.findall(sheet))
    faces = f"{sheet.replace(NAME, 'Vazirmatn')}\n{latin}\n"
    (folder / SHEET).write_text(SOURCE.sub(r'url("vazirmatn-\2.woff2")', faces), encoding="utf-8")


if __name__ == "__main__":
    make_font(Path(sys.argv[1]), Path(sys.argv[2]))
