"""Prompts, one module a format."""
