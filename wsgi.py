"""The entry point of WSGI servers and of `flask --app wsgi`."""

from app import create_app
from app.starting import is_served, lasting, made, prepare, refuse_superuser

with lasting():
    app = made(create_app)
if is_served():
    refuse_superuser(app.extensions["settings"])
    prepare(app.extensions["services"])
