"""The files that deploy QueryCraft agree with the application and keep the promises made of them."""

from __future__ import annotations

import re
import runpy
from dataclasses import fields
from importlib.util import find_spec
from typing import Any

import pytest
import yaml

from app.local.cluster import INITDB_OPTIONS
from app.local.postgres import SETTINGS as EMBEDDED_SETTINGS
from app.settings import PROJECT, Settings, env_lines, load_settings

COMPOSE_TEXT = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
FINAL_STAGE = DOCKERFILE.rpartition("\nFROM ")[2]
LET_IN = [
    line.removeprefix("!")
    for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    if line.startswith("!")
]
ENV_EXAMPLE = (PROJECT / ".env.example").read_text(encoding="utf-8")
SHOWN = re.findall(r"^# (.+)\n#([A-Z_]+)=(.*)$", ENV_EXAMPLE, re.MULTILINE)
SETTINGS = {field.name.upper(): field for field in fields(Settings)}

SERVERS = {"web", "db", "ollama"}
JOBS = {"credentials", "prepare", "model"}
OURS = {"web", *JOBS}
POSTGRES_VARIABLES = {"POSTGRES_DB", "POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS"}
WHERE_IT_IS_PUBLISHED = {"HOST", "PORT"}
SECRETS = "/var/lib/querycraft"
RESERVED = 3
"""Connections that PostgreSQL keeps for its superuser (superuser_reserved_connections)."""


def waits_for(service: str) -> set[str]:
    """The services without which this one does not start."""
    direct = set(SERVICES[service].get("depends_on", {}))
    return direct.union(*map(waits_for, direct))


def setting_of(variable: str) -> str:
    """The setting that a variable sets, directly or by the file that it names."""
    return variable if variable in SETTINGS else variable.removesuffix("_FILE")


def volumes(service: str) -> dict[str, str]:
    """The places of a service's volumes, and what is mounted there."""
    pairs = (volume.split(":") for volume in SERVICES[service].get("volumes", []))
    return {place: source for source, place, *_ in pairs}


def server_option(name: str) -> str:
    """The value of an option that the database server is started with."""
    (value,) = re.findall(rf"-c {name}=(\S+)", SERVICES["db"]["entrypoint"][-1])
    return str(value)


def test_env_example_shows_every_setting_with_its_help_and_nothing_else() -> None:
    assert [(name, sentence) for sentence, name, _ in SHOWN] == [
        (name, field.metadata["help"]) for name, field in SETTINGS.items()
    ]


def test_env_example_shows_the_defaults() -> None:
    assert load_settings({name: value for _, name, value in SHOWN}) == Settings()


def test_env_example_sets_nothing_as_it_is() -> None:
    assert list(env_lines(ENV_EXAMPLE.splitlines(), ".env.example")) == []


def test_every_setting_reaches_the_web() -> None:
    handed = {setting_of(variable) for variable in SERVICES["web"]["environment"]}

    assert handed | WHERE_IT_IS_PUBLISHED == set(SETTINGS)


@pytest.mark.parametrize("service", sorted(SERVERS | JOBS))
def test_every_variable_is_a_setting_or_one_of_the_images(service: str) -> None:
    variables = set(SERVICES[service].get("environment", {})) - POSTGRES_VARIABLES

    assert {setting_of(variable) for variable in variables} <= set(SETTINGS)


def test_no_default_is_repeated() -> None:
    given = {variable for variable, value in SERVICES["web"]["environment"].items() if value is not None}

    assert given == {"OLLAMA_HOST", "DATABASE_URL_FILE", "READER_PASSWORD_FILE", "SECRET_KEY_FILE"}


def test_only_the_web_is_published_and_only_for_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published == {"web": [f"${{HOST:-{Settings.host}}}:${{PORT:-{Settings.port}}}:8000"]}


def test_the_database_is_reached_by_nobody_but_the_application_and_reaches_nobody() -> None:
    assert COMPOSE["networks"] == {"database": {"internal": True}}
    assert SERVICES["db"]["networks"] == ["database"]
    assert {name for name, service in SERVICES.items() if "database" in service.get("networks", [])} == {
        "web",
        "prepare",
        "db",
    }


def test_gunicorn_the_image_and_its_health_check_have_one_port() -> None:
    assert runpy.run_module("app.deploy.web")["bind"] == "0.0.0.0:8000"
    assert re.findall(r"EXPOSE (\d+)", FINAL_STAGE) == ["8000"]
    assert re.findall(r"http://127.0.0.1:(\d+)/healthz", FINAL_STAGE) == ["8000"]


def test_gunicorn_has_the_threads_and_the_workers_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_THREADS", "7")
    monkeypatch.setenv("WEB_CONCURRENCY", "3")

    gunicorn = runpy.run_module("app.deploy.web")

    assert (gunicorn["worker_class"], gunicorn["threads"], gunicorn["workers"]) == ("gthread", 7, 3)


def test_the_image_starts_gunicorn_with_those_settings() -> None:
    assert DOCKERFILE.rstrip().endswith('CMD ["gunicorn", "--config", "python:app.deploy.web", "wsgi:app"]')


def test_gunicorn_ends_before_its_container_is_killed() -> None:
    patience = int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))

    assert runpy.run_module("app.deploy.web")["graceful_timeout"] < patience


def test_the_database_has_connections_for_every_thread() -> None:
    of_a_worker = 3 * Settings.web_threads  # the pages', the recorder's and the reader's

    assert Settings.web_concurrency * of_a_worker <= int(server_option("max_connections")) - RESERVED


def test_the_database_sorts_and_resolves_names_as_the_embedded_one() -> None:
    options = SERVICES["db"]["environment"]["POSTGRES_INITDB_ARGS"].split()

    assert set(options) <= set(INITDB_OPTIONS)
    assert {option.partition("=")[0] for option in options} == {
        "--encoding",
        "--locale",
        "--locale-provider",
        "--builtin-locale",
    }
    assert {name: server_option(name) for name in ("search_path", "timezone")} == {
        name: EMBEDDED_SETTINGS[name] for name in ("search_path", "timezone")
    }


def test_the_database_is_postgresql_18_with_its_data_in_a_named_volume() -> None:
    assert SERVICES["db"]["image"] == "postgres:18"
    assert volumes("db")["/var/lib/postgresql"] == "database"


def test_ollama_keeps_its_models_in_a_named_volume() -> None:
    assert re.fullmatch(r"ollama/ollama:\d+\.\d+\.\d+", SERVICES["ollama"]["image"])
    assert volumes("ollama")["/root/.ollama"] == "models"


def test_the_web_answers_without_waiting_for_the_model() -> None:
    assert waits_for("web") == {"prepare", "db", "credentials"}


def test_the_web_waits_until_the_tables_are_there_and_filled() -> None:
    assert SERVICES["web"]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    assert SERVICES["prepare"]["depends_on"]["db"] == {"condition": "service_healthy"}
    assert SERVICES["prepare"]["command"] == ["sh", "-c", "flask db upgrade && flask seed-db && flask audit sweep"]


def test_no_secret_stands_in_the_files() -> None:
    for text in (COMPOSE_TEXT, DOCKERFILE, ENV_EXAMPLE):
        assert not re.search(r"://[^\s/:@]+:[^\s/@]+@", text), "an address with a password"
        assert not re.search(r"(PASSWORD|SECRET|KEY)\w*(?<!_FILE)[:=][ \t]*\S", text), "a variable with a secret"


def test_secrets_are_read_from_the_volume_that_one_job_writes() -> None:
    holders = {name: service for name, service in SERVICES.items() if SECRETS in volumes(name)}
    files = {
        value
        for service in holders.values()
        for variable, value in service["environment"].items()
        if variable.endswith("_FILE") and value
    }

    assert set(holders) == {"web", "credentials", "prepare", "db"}
    assert [name for name in holders if f"credentials:{SECRETS}:ro" not in holders[name]["volumes"]] == ["credentials"]
    assert {file.rpartition("/")[0] for file in files} == {SECRETS}


@pytest.mark.parametrize("service", sorted(SERVERS))
def test_servers_come_back_after_a_failure_and_have_a_health_check(service: str) -> None:
    in_the_image = service in OURS and re.search(r"^HEALTHCHECK .*CMD", FINAL_STAGE, re.MULTILINE)

    assert SERVICES[service]["restart"] == "unless-stopped"
    assert in_the_image or SERVICES[service]["healthcheck"]["test"][0] == "CMD"


def test_jobs_run_once_but_a_download_is_tried_again() -> None:
    assert {name: SERVICES[name]["restart"] for name in JOBS} == {
        "credentials": "no",
        "prepare": "no",
        "model": "on-failure",
    }
    assert all(SERVICES[name]["healthcheck"] == {"disable": True} for name in JOBS)
    assert all(SERVICES[name]["init"] for name in JOBS), "as process 1 Python would ignore being asked to stop"


@pytest.mark.parametrize("service", sorted(SERVERS | JOBS))
def test_every_service_has_few_rights_and_a_bounded_log(service: str) -> None:
    definition = SERVICES[service]

    assert definition["cap_drop"] == ["ALL"]
    assert definition["security_opt"] == ["no-new-privileges:true"]
    assert definition["logging"]["options"] == {"max-size": "10m", "max-file": "3"}
    assert ("cap_add" in definition) == (service == "db")


@pytest.mark.parametrize("service", sorted(OURS))
def test_our_services_are_built_here_and_write_nowhere_but_to_memory(service: str) -> None:
    definition = SERVICES[service]

    assert definition["build"] == "."
    assert "image" not in definition, "Compose v2 refuses to build a tag twice, and 1.29 would pull it"
    assert definition["read_only"] is True
    assert definition["tmpfs"] == ["/tmp"]


def test_the_image_runs_as_an_account_of_its_own() -> None:
    assert re.findall(r"^USER (\d+):(\d+)$", FINAL_STAGE, re.MULTILINE) == [("10001", "10001")]


def test_every_package_of_the_image_is_checked_by_its_hash() -> None:
    assert re.findall(r"pip .*install (.+)$", DOCKERFILE, re.MULTILINE) == [
        "--no-cache-dir --require-hashes -r requirements-build.txt",
        "--no-cache-dir --require-hashes -r requirements.txt",
    ]
    assert re.findall(r"npm (\w+)", DOCKERFILE) == ["ci"], "which checks the hashes of package-lock.json"


def test_all_stages_but_the_fonts_have_the_same_python() -> None:
    font, *bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)

    assert font.startswith("docker.io/library/node:")
    assert set(bases) == {"docker.io/library/python:3.11-slim-bookworm"}


def test_what_only_builds_stays_out_of_the_image() -> None:
    assert re.findall(r"^COPY --from=(\S+) (\S+)", FINAL_STAGE, re.MULTILINE) == [
        ("build", "/venv"),
        ("build", "/srv/querycraft"),
    ]
    assert "vl-convert" not in (PROJECT / "requirements.txt").read_text(encoding="utf-8")


def test_only_what_runs_is_let_into_the_image() -> None:
    assert sorted(LET_IN) == [
        "app",
        "package-lock.json",
        "package.json",
        "requirements-build.txt",
        "requirements.txt",
        "seeds",
        "wsgi.py",
    ]


@pytest.mark.parametrize("service", ["credentials", "model"])
def test_the_modules_that_jobs_run_exist(service: str) -> None:
    program, option, module, *_ = SERVICES[service]["command"]

    assert (program, option) == ("python", "-m")
    assert find_spec(module)
