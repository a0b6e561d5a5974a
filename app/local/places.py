"""What `make run` keeps in the folder var/: the database and the key that signs cookies."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

ROOTS_PLACE = Path("/var/lib/querycraft")


def data_folder(var: Path) -> Path:
    """The database's folder, var/postgres; for root it is made a link to a folder outside of the project.

    Root's server runs under another account, which may not enter a home of mode 700; and what is not ours to open
    stays closed.
    """
    folder = var / "postgres"
    if os.geteuid() == 0 and not folder.is_symlink() and not folder.exists():
        digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        folder.symlink_to(ROOTS_PLACE / digest / folder.name)
    return folder.resolve()


def kept_secret(file: Path) -> str:
    """The random text in a file that we alone may read; it is made on the first call."""
    if not file.exists() or not file.stat().st_size:
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii")
