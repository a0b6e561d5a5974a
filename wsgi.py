"""The entry point of WSGI servers and of `flask --app wsgi`."""

from app import create_app
from app.starting import is_served, load_models, made, refuse_superuser

app = made(create_app)
if is_served():
    refuse_superuser(app.extensions["settings"])
    load_models(app.extensions["services"].chain)
