"""Gunicorn's settings in a container: `gunicorn --config python:app.deploy.web wsgi:app`."""

from __future__ import annotations

import os

from gunicorn.arbiter import Arbiter

from app.settings import load_settings
from app.starting import made, refuse_superuser

settings = made(lambda: load_settings(os.environ))

bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = settings.web_concurrency
threads = settings.web_threads
# In memory: a worker whose sign of life waits for a disk would be taken for dead.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - gunicorn makes a file of a random name there
graceful_timeout = 30
accesslog = "-"
control_socket_disable = True


def on_starting(arbiter: Arbiter) -> None:
    """Refuse to start here, once, what every worker would refuse: a superuser who reads."""
    refuse_superuser(settings)
