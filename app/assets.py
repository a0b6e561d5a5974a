"""Files for browsers, which stay as they are while the application runs: compressed, kept for good by their version."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from flask import Flask, Response, abort, current_app, request, url_for

from app.settings import PROJECT

CHARTS = "vega.js"
FONT = "vazirmatn.css"
TEXTS = (".css", ".js", ".svg")
"""What becomes smaller. Answers and pages stay as they are: their size, compressed, could tell of secrets in them."""
ONE_YEAR = 365 * 24 * 3600
VERSION_DIGITS = 12


class Assets:
    """The files of one folder, if there is one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.packed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self.names

    @cached_property
    def version(self) -> str:
        """What changes with any of the files, which ask for each other by their names alone."""
        digest = hashlib.sha256()
        for name in sorted(self.names):
            digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(self.read(name)).digest())
        return digest.hexdigest()[:VERSION_DIGITS]

    def read(self, name: str) -> bytes:
        """A file's content."""
        return (self.folder / name).read_bytes()

    def pack(self, name: str) -> bytes:
        """A file's content, compressed once."""
        if name not in self.packed:
            self.packed[name] = gzip.compress(self.read(name), mtime=0)
        return self.packed[name]

    def respond(self, name: str, version: str) -> Response:
        """A file, compressed where the browser takes it so; for good, if it is asked for by the present version."""
        is_packed = name.endswith(TEXTS) and request.accept_encodings["gzip"] > 0
        content = self.pack(name) if is_packed else self.read(name)
        response = Response(content, mimetype=mimetypes.guess_type(name)[0])
        if is_packed:
            response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        response.set_etag(f"{self.version}-{'gzip' if is_packed else 'plain'}")
        if version == self.version:
            response.cache_control.public, response.cache_control.immutable = True, True
            response.cache_control.max_age = ONE_YEAR
        else:
            response.cache_control.no_cache = True
        response.make_conditional(request)
        return response


def enable_assets(app: Flask) -> None:
    """Serve the pages' own files, those that are made when QueryCraft is installed, and Swagger UI's."""
    app.extensions["assets"] = {
        "static": Assets(PROJECT / "app" / "static"),
        "built": Assets(PROJECT / "build"),
        "swagger": Assets(Path(str(files("flask_swagger_ui") / "dist"))),
    }
    folders = ",".join(app.extensions["assets"])
    app.add_url_rule(f"/<any({folders}):folder>/<version>/<path:name>", "asset", show_asset)
    app.jinja_env.globals["asset"] = address_of


def show_asset(folder: str, version: str, name: str) -> Response:
    """One of the files."""
    assets = assets_in(folder)
    return assets.respond(name, version) if name in assets else abort(404)


def assets_in(folder: str) -> Assets:
    """The application's files of a kind: static, built or swagger."""
    assets: Assets = current_app.extensions["assets"][folder]
    return assets


def address_of(folder: str, name: str) -> str | None:
    """Where browsers get a file in its present version; None where there is no such file."""
    assets = assets_in(folder)
    return url_for("asset", folder=folder, version=assets.version, name=name) if name in assets else None
