"""Puts together what asking needs: the layer, the guard, the reader, the generators, the graph, the recorder."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine, create_engine

from app.asking import Services
from app.audit import AuditRecorder
from app.clock import today_of
from app.connections import check_idle, pool_options, record_only
from app.errors import InvalidSetting
from app.generators import chain, make_generators
from app.generators.verified import NAME as VERIFIED
from app.generators.verified import VerifiedGenerator
from app.graph import build_graph
from app.nodes.registry import discover
from app.semantics.layer import Column, SemanticLayer, Table
from app.semantics.loading import load_layer
from app.semantics.value_index import ValueIndex
from app.settings import Settings
from app.sql.guard import SqlGuard
from app.sql.policy import Policy, TablePolicy
from app.sql.reader import Limits, SqlReader
from app.translating import catalogue, translate
from app.verified.questions import VerifiedQuestions

STATEMENT_STEPS = {"generate", "validate", "execute", "explain"}
"""What becomes of SQL that the asker brings along."""


def build_services(settings: Settings) -> Services:
    """Everything that answers questions; nothing connects to anything yet."""
    catalogue("fa")
    layer = layer_of(settings)
    guard, reader = SqlGuard(policy_of(layer)), reader_of(settings)
    layer = replace(layer, values=ValueIndex(layer, guard, reader))
    recorder = AuditRecorder(audit_engine(settings))
    verified = VerifiedQuestions(layer, guard, recorder.engine)
    generators = {**make_generators(settings), VERIFIED: VerifiedGenerator(verified)}
    return Services(
        graph=build_graph(discover(("cross_check",) if settings.cross_check else ())),
        statement_graph=build_graph([spec for spec in discover() if spec.name in STATEMENT_STEPS]),
        layer=layer,
        chain=chain(settings, generators),
        generators=generators,
        guard=guard,
        reader=reader,
        recorder=recorder,
        translate=translate,
        max_attempts=settings.max_attempts,
        seconds=settings.question_timeout_seconds,
        today=today_of(settings),
        verified=verified,
        fixed_day=settings.querycraft_today,
    )


def audit_engine(settings: Settings) -> Engine:
    """The recorder's connections: they commit every statement, without a transaction's two messages more around it."""
    engine = create_engine(settings.engine_url, isolation_level="AUTOCOMMIT", **pool_options(settings.web_threads))
    check_idle(engine)
    record_only(engine)
    return engine


def layer_of(settings: Settings) -> SemanticLayer:
    """The semantic layer, with the columns hidden that the settings hide. Raises InvalidSetting for unknown ones."""
    layer = load_layer(settings.semantics_path)
    for name in settings.hidden_columns:
        if not isinstance(layer.by_reference.get(name), Column):
            raise InvalidSetting(name="HIDDEN_COLUMNS", value=name, example="a column such as customers.email")
    return layer.hiding(settings.hidden_columns)


def policy_of(layer: SemanticLayer) -> Policy:
    """What SQL may read: the tables of the semantic layer, and of these the columns that are not hidden."""
    return Policy({(table.schema, table.name): table_policy(table) for table in layer.tables})


def table_policy(table: Table) -> TablePolicy:
    """A table's columns, as far as the semantic layer knows them."""
    visible = frozenset(column.name for column in table.visible_columns)
    return TablePolicy(visible, frozenset(column.name for column in table.columns) - visible, table.primary_key)


def reader_of(settings: Settings, url: str | None = None) -> SqlReader:
    """The reader, with a connection for each thread; `url` names another database than the settings."""
    limits = Limits(
        rows=settings.row_limit,
        bytes=settings.result_max_bytes,
        milliseconds=settings.statement_timeout_ms,
        cost=settings.max_query_cost,
    )
    return SqlReader(
        url or settings.reader_url,
        limits,
        connections=settings.web_threads,
        allow_superuser=settings.allow_unsafe_reader,
        zone=settings.time_zone,
    )
