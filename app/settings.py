"""Every setting of QueryCraft, once: its name, type, default and what it is for.

The environment is read here and nowhere else. A setting's environment variable is its field's name in capitals, NAME;
where it is empty, the value is read from the file that NAME_FILE names, which suits passwords.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from app.errors import InvalidSetting

PROJECT = Path(__file__).resolve().parent.parent


def setting(default: Any, help: str) -> Any:
    """Declare one setting: its default and the sentence that README's table prints."""
    return dataclasses.field(default=default, metadata={"help": help})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one application; `load_settings` fills it from the environment."""

    host: str = setting("127.0.0.1", "Address that `make run` listens on.")
    port: int = setting(8000, "Port that `make run` listens on.")
    web_threads: int = setting(32, "Threads of one web worker; a question holds one while it runs.")
    web_concurrency: int = setting(2, "Web workers of a container, each with WEB_THREADS threads; `make run` has one.")
    secret_key: str = setting("", "Signs cookies. Generated under var/ when empty.")
    trusted_proxies: int = setting(0, "How many reverse proxies in front may set X-Forwarded-For.")
    trusted_hosts: tuple[str, ...] = setting(
        (),
        "Names that it answers at, such as `shop.example`, beside localhost. Empty: any; for `make run`, its HOST.",
    )
    database_url: str = setting(
        "postgresql://querycraft@localhost/querycraft", "Owner's connection to the application's PostgreSQL database."
    )
    data_database_url: str = setting(
        "", "Reader's connection to the business tables. Empty: DATABASE_URL's server with READER_ROLE."
    )
    reader_role: str = setting("querycraft_reader", "Role that runs the questions' SQL: SELECT and nothing else.")
    reader_password: str = setting("", "Password of READER_ROLE.")
    allow_unsafe_reader: bool = setting(False, "1 lets a superuser read the business tables: only for trying out.")
    hidden_columns: tuple[str, ...] = setting(
        (), "Columns that nobody may ask about, such as `customers.email`, beside those that SEMANTICS_FILE hides."
    )
    semantics_file: str = setting(
        "seeds/shop.semantics.yml", "YAML file with the tables, columns, measures and their words in both languages."
    )
    generators: tuple[str, ...] = setting(
        (),
        "Generators asked in turn, such as `ollama,builtin`. Empty: builtin, then ollama where it answers.",
    )
    ollama_host: str = setting("http://127.0.0.1:11434", "Where Ollama listens.")
    ollama_model: str = setting("sqlcoder-7b-2", "Name of the model in Ollama.")
    ollama_profile: str = setting("", "How the model is asked: `sqlcoder` or `chat`. Empty: by its name.")
    prompt_order: str = setting(
        "trained",
        "Which part of sqlcoder's prompt goes first: `trained`, or `schema_first`, which Ollama reads once and keeps.",
    )
    translate_model: str = setting(
        "", "Model in the same Ollama that puts Persian questions into English first, such as `qwen3:4b`. Empty: none."
    )
    ollama_connect_seconds: float = setting(3.0, "How long Ollama may take to accept a connection.")
    ollama_first_token_seconds: float = setting(
        90.0, "How long the model may be silent, before its first word (it loads and reads) and between two."
    )
    ollama_timeout_seconds: float = setting(120.0, "How long one call of the model may take.")
    ollama_context_tokens: int = setting(8192, "Context length (num_ctx); constant, as a change reloads the model.")
    max_attempts: int = setting(3, "SQL candidates that one generator may offer for a question.")
    question_timeout_seconds: float = setting(180.0, "How long a question may take in all.")
    cross_check: bool = setting(
        False, "1 has what the engine can read answered by the model as well, and compares both results."
    )
    row_limit: int = setting(1000, "Rows of a result that are read; more are cut off and said to be.")
    statement_timeout_ms: int = setting(10_000, "How long PostgreSQL may work on one statement.")
    max_query_cost: float = setting(
        5_000_000.0, "PostgreSQL's estimated cost above which a question is not run; 0 means no limit."
    )
    result_max_bytes: int = setting(5_000_000, "Size of a result's values, in bytes; rows beyond it are cut off.")
    temp_file_limit_mb: int = setting(
        512, "Disk space for temporary files of one reader's connection; set by `flask db upgrade` where it may."
    )
    export_row_limit: int = setting(100_000, "Rows of an export; more are cut off and the file says so.")
    export_max_bytes: int = setting(50_000_000, "Size of an export's values, in bytes; rows beyond it are cut off.")
    question_max_chars: int = setting(1000, "Longest question that is read.")
    time_zone: str = setting("Asia/Tehran", "Time zone in which a day begins, in SQL too, and times are shown.")
    querycraft_today: date | None = setting(None, "Fixes today's date (2026-11-21), in SQL too, for reproducible runs.")
    log_level: str = setting("INFO", "Lowest level that is logged.")

    @property
    def engine_url(self) -> str:
        """DATABASE_URL for SQLAlchemy, which would otherwise take psycopg 3 for a plain postgresql:// URL.

        Raises InvalidSetting, which does not repeat the value: it may hold a password.
        """
        scheme, _, rest = self.database_url.partition("://")
        if scheme not in {"postgresql", "postgres"}:
            example = "an address such as postgresql://user:password@host/database"
            raise InvalidSetting(name="DATABASE_URL", value="...", example=example)
        return f"postgresql+psycopg2://{rest}"

    @property
    def reader_url(self) -> str:
        """URL of the reader's connection: DATA_DATABASE_URL, or the application's server as READER_ROLE."""
        return self.data_database_url or with_user(self.database_url, self.reader_role, self.reader_password)

    @property
    def semantics_path(self) -> Path:
        """SEMANTICS_FILE, relative names resolved against the project folder."""
        return PROJECT / self.semantics_file


def with_user(url: str, user: str, password: str) -> str:
    """The same database as `url`, as another user."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    secret = f":{quote(password, safe='')}" if password else ""
    return urlunsplit(parts._replace(netloc=f"{quote(user, safe='')}{secret}@{host}"))


def load_settings(environ: Mapping[str, str], overrides: Mapping[str, Any] | None = None) -> Settings:
    """Read the settings from `environ`; `overrides` (already typed, by field name) win.

    Raises InvalidSetting, which names the variable and what it takes.
    """
    values: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        text = text_of(field.name.upper(), environ)
        if text:
            values[field.name] = parse(field.name.upper(), str(field.type), text)
    return Settings(**{**values, **(overrides or {})})


def text_of(name: str, environ: Mapping[str, str]) -> str:
    """A setting's text: the variable of its name or, where that is empty, the file that NAME_FILE names."""
    text = environ.get(name, "").strip()
    file = environ.get(f"{name}_FILE", "").strip()
    if text or not file:
        return text
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise InvalidSetting(name=f"{name}_FILE", value=file, example="a text file that can be read") from None


def parse(name: str, kind: str, text: str) -> Any:
    """Turn one variable's text into its type."""
    convert, example = PARSERS[kind]
    try:
        return convert(text)
    except (ValueError, KeyError):
        raise InvalidSetting(name=name, value=text, example=example) from None


def names(text: str) -> tuple[str, ...]:
    """Split a comma-separated list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def yes_or_no(text: str) -> bool:
    """Read a switch."""
    return {"1": True, "0": False}[text]


PARSERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "str": (str, "text"),
    "bool": (yes_or_no, "1 or 0"),
    "int": (int, "a whole number such as 8000"),
    "float": (float, "a number such as 2.5"),
    "tuple[str, ...]": (names, "names with commas such as ollama,builtin"),
    "date | None": (date.fromisoformat, "a date such as 2026-11-21"),
}


def read_env_file(path: Path) -> dict[str, str]:
    """Read a `.env` file of NAME=value lines; a missing file is empty.

    Raises InvalidSetting with the line's number when a line is neither blank, a comment nor NAME=value.
    """
    if not path.exists():
        return {}
    return dict(env_lines(path.read_text(encoding="utf-8").splitlines(), path.name))


def env_lines(lines: Iterable[str], file: str) -> Iterable[tuple[str, str]]:
    """The NAME, value pairs of a `.env` file's lines."""
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, separator, value = stripped.partition("=")
        if not separator or not name.strip().isidentifier():
            raise InvalidSetting(name=f"{file}:{number}", value=stripped, example="a line NAME=value")
        yield name.strip(), value.strip().strip("\"'")
