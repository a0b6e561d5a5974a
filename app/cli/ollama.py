"""`flask ollama`: whether the language models are there and how fast they are, and what makes Ollama serve them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import get_args

import click
from flask.cli import AppGroup

from app.cli.guard_check import reason
from app.contracts import Language
from app.current import current_settings
from app.errors import ModelMissing, ModelUnavailable, QueryCraftError
from app.generators.ollama import ollama_of
from app.generators.ollama.completion import Completion
from app.generators.ollama.installing import Say, install
from app.generators.ollama.server import Ollama
from app.generators.ollama.status import Installed, complete_a_line, installed, version_of
from app.language.formatting import format_number
from app.translating import mark, translate

command = AppGroup("ollama", help="The language model: whether it is there, and how Ollama gets it.")
in_language = click.option(
    "--language", type=click.Choice(get_args(Language)), default="en", help="Language of the messages."
)
GIGABYTE = 1e9


@command.command("status")
@in_language
def status_command(language: Language) -> None:
    """Say whether Ollama answers, has the models and how fast they are; exit status 1 if one can't be asked."""
    with chosen_models(language) as (ollama, models, say):
        say(mark("Ollama {version} answers at {host}."), version=version_of(ollama, models[0]), host=ollama.host)
        for model in models:
            describe(installed(ollama, model), model, ollama.context_tokens, say)
            describe_speed(complete_a_line(ollama, model), say)


def describe(found: Installed, model: str, tokens: int, say: Say) -> None:
    """Say what Ollama has; `tokens`: of the context that questions are asked with."""
    size = found.size / GIGABYTE
    say(mark("It has the model {model} ({size} GB, digest {digest})."), model=model, size=size, digest=found.digest)
    say(mark("Questions use a context of {tokens} tokens (OLLAMA_CONTEXT_TOKENS)."), tokens=tokens)
    if found.most_tokens and found.most_tokens < tokens:
        say(mark("The model was made for {most} at most: lower OLLAMA_CONTEXT_TOKENS."), most=found.most_tokens)
    if not found.is_loaded:
        say(mark("It is not in memory yet: the next call loads it first."))
    elif found.loaded_tokens in (None, min(tokens, found.most_tokens or tokens)):
        say(mark("It is in memory."))
    else:
        say(mark("It is in memory with {loaded} tokens: the next call loads it anew."), loaded=found.loaded_tokens)


def describe_speed(completion: Completion, say: Say) -> None:
    """Say how fast a completion was."""
    tokens, ms = completion.details.get("output_tokens"), completion.details.get("output_ms")
    say(mark("A test completion took {seconds} seconds."), seconds=completion.ms / 1000)
    if tokens and ms:
        say(mark("The model writes {speed} tokens a second."), speed=tokens / ms * 1000)


@command.command("setup")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A GGUF file with the model's weights, instead of a download.",
)
@in_language
def setup_command(file: Path | None, language: Language) -> None:
    """Make Ollama serve OLLAMA_MODEL, from FILE or from where it is published, and TRANSLATE_MODEL if one is set.

    Exit status 1 if that fails. A download that was cut off goes on where it ended.
    """
    with chosen_models(language) as (ollama, models, say):
        version_of(ollama, models[0])
        for model, given in zip(models, (file, None), strict=False):
            if given is not None or not ollama.has(model):
                install(ollama, model, given, say)
            say(mark("Ollama serves {model}."), model=model)


@contextmanager
def chosen_models(language: Language) -> Iterator[tuple[Ollama, tuple[str, ...], Say]]:
    """The Ollama of the settings, its models, that for SQL first, and what tells people of them; our errors end it."""
    settings = current_settings()
    models = tuple(dict.fromkeys(filter(None, (settings.ollama_model, settings.translate_model))))

    def say(message: str, /, **values: object) -> None:
        click.echo(translate(language, message, **{name: shown(value, language) for name, value in values.items()}))

    with closing(ollama_of(settings)) as ollama:
        try:
            yield ollama, models, say
        except QueryCraftError as error:
            raise click.ClickException(
                "\n".join([reason(error, language), *advice(error, ollama, language)])
            ) from error


def shown(value: object, language: Language) -> object:
    """A value as people read it."""
    return format_number(value, language) if isinstance(value, int | float) else value


def advice(error: QueryCraftError, ollama: Ollama, language: Language) -> Iterator[str]:
    """What else there is to do about an error."""
    if isinstance(error, ModelMissing):
        yield translate(language, mark("Or run: {command}"), command="flask --app wsgi ollama setup")
    elif type(error) is ModelUnavailable:
        hint = mark("Check that Ollama runs, and that OLLAMA_HOST is right: {host}")
        yield translate(language, hint, host=ollama.host)
