"""Whatever proxies the environment names, Ollama is asked without one, and nothing there keeps the application down."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.ollama import VERSION, StandIn

ASK = """
import sys

from app.generators.ollama import ollama_of
from app.generators.ollama.status import version_of
from app.settings import Settings

ollama = ollama_of(Settings(ollama_host=sys.argv[1]))
print(version_of(ollama, "sqlcoder-7b-2"))
ollama.close()
"""
PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}


def asked_in(variables: dict[str, str], host: str) -> str:
    """What a process of its own, with these variables in its environment, says of the Ollama there."""
    others = {name: value for name, value in os.environ.items() if name.lower() not in PROXIES}
    call = [sys.executable, "-c", ASK, host]
    return subprocess.run(call, env={**others, **variables}, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    "variables",
    [
        {"HTTP_PROXY": "http://127.0.0.1:9"},
        {"ALL_PROXY": "socks://127.0.0.1:9/"},
        {"OLLAMA_HOST": "http://ollama:port"},
    ],
)
def test_a_variable_of_the_environment_keeps_nobody_from_asking_ollama(model: StandIn, variables: dict[str, str]):
    assert asked_in(variables, model.url) == VERSION
