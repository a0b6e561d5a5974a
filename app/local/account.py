"""The account that the embedded PostgreSQL runs under, and folders that it can enter."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from app.local.errors import FolderUnusable, NoAccount

UNPRIVILEGED = "nobody"


class ProcessOptions(TypedDict, total=False):
    """What `subprocess` needs to start a process as another account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user and a group, by number."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether we run as this account ourselves."""
        return self.uid == os.geteuid()

    @property
    def process_options(self) -> ProcessOptions:
        """Options that start a process as this account; none are needed for our own."""
        return {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder of ours to this account."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)


def server_account(folder: Path) -> Account:
    """Our own account; for root, which PostgreSQL refuses, the data folder's owner or else «nobody»."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if folder.exists():
        owner = folder.stat()
        return Account(owner.st_uid, owner.st_gid)
    return unprivileged_account()


def unprivileged_account() -> Account:
    """The account of no one in particular. Raises NoAccount where there is none."""
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise NoAccount(name=UNPRIVILEGED) from None
    return Account(entry.pw_uid, entry.pw_gid)


def make_passable(folder: Path) -> None:
    """Make a folder and its missing parents, open to every account; folders that exist stay as they are."""
    if folder.is_dir():
        return
    make_passable(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)


def make_private(folder: Path, account: Account) -> None:
    """Make a folder in a place where everybody may write, for one account alone.

    Raises FolderUnusable if somebody else has made it already, as they could then stand in for the server.
    """
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        refuse_planted(folder, account)


def refuse_planted(folder: Path, account: Account) -> None:
    """Raise FolderUnusable unless this is a folder of the account's that nobody else can enter."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise FolderUnusable(path=folder, reason="somebody else has made it")
