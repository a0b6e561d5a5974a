"""`python -m app.deploy.credentials FOLDER URL`: makes an installation's passwords and keys, each once."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

from app.local.places import kept_secret
from app.settings import with_user


def make_credentials(folder: Path, url: str) -> None:
    """Fill a folder with one file for each secret; those that are there stay as they are.

    `url` is the owner's connection without its password, which the file database_url adds to it.
    """
    password = kept_secret(folder / "database_password")
    connection = folder / "database_url"
    connection.touch(mode=0o600)
    connection.write_text(with_user(url, urlsplit(url).username or "", password), encoding="utf-8")
    kept_secret(folder / "reader_password")
    kept_secret(folder / "secret_key")


if __name__ == "__main__":
    make_credentials(Path(sys.argv[1]), sys.argv[2])
