"""A web worker has its model loaded at once, so that the first question does not wait for that."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.local.web import PreparedApplication, listen
from tests.conftest import dismantle, overrides_for
from tests.support.faults import happens_within
from tests.support.ollama import Reply, StandIn
from tests.support.web import web_server


@pytest.fixture
def variables(shop_database_url: str, model: StandIn) -> dict[str, str]:
    """The environment of a server over the example shop."""
    return {"DATABASE_URL": shop_database_url, "OLLAMA_HOST": model.url, "SECRET_KEY": "only for tests"}


def test_a_worker_loads_the_model_of_its_chain_for_good_and_as_it_will_be_asked(
    variables: dict[str, str], model: StandIn, tmp_path: Path
):
    with web_server(tmp_path, GENERATORS="ollama,builtin", **variables):
        assert happens_within(20, lambda: len(model.loads) == 1)
    [load] = model.loads
    assert (load["model"], load["keep_alive"], load["options"]["num_ctx"]) == ("sqlcoder-7b-2", -1, 8192)
    assert model.requests == []


def test_without_a_model_in_the_chain_none_is_loaded(variables: dict[str, str], model: StandIn, tmp_path: Path):
    with web_server(tmp_path, GENERATORS="builtin", **variables) as server:
        assert server.ask("orders by status") == 200
    assert model.loads == []


def test_the_worker_of_make_run_loads_it_too_and_not_the_process_that_forks_it(model_app: Flask, model: StandIn):
    prepared = PreparedApplication(model_app, listen("127.0.0.1", 0), 1, announce=lambda: None)
    assert model.loads == []
    prepared.load()
    assert happens_within(5, lambda: len(model.loads) == 1)


@pytest.mark.parametrize("host", ["", "http://127.0.0.1:9"])
def test_a_model_or_an_ollama_that_is_not_there_is_left_to_the_first_question(
    shop_database_url: str, model: StandIn, host: str
):
    model.names.clear()
    settings = {"generators": ("ollama",), "ollama_host": host or model.url}
    app = create_app({**overrides_for(shop_database_url), **settings})
    app.extensions["services"].generators["ollama"].load()
    assert model.loads == []
    dismantle(app)


def test_a_model_that_can_not_be_loaded_keeps_nothing_from_starting(
    model_app: Flask, model: StandIn, caplog: pytest.LogCaptureFixture
):
    model.loading = Reply("model requires more system memory (5.6 GiB) than is available", status=500)
    model_app.extensions["services"].generators["ollama"].load()
    assert "sqlcoder-7b-2 could not be loaded beforehand" in caplog.text
    assert "requires more system memory" in caplog.text
