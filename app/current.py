"""What the application that is at work was made with."""

from __future__ import annotations

from flask import current_app

from app.asking import Services
from app.settings import Settings


def current_services() -> Services:
    """What asking needs."""
    services: Services = current_app.extensions["services"]
    return services


def current_settings() -> Settings:
    """The settings."""
    settings: Settings = current_app.extensions["settings"]
    return settings
