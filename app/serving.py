"""Puts together what asking needs: the layer, the guard, the reader, the generators, the graph, the recorder."""

from __future__ import annotations

from sqlalchemy import Engine, create_engine

from app.asking import Services
from app.audit import AuditRecorder
from app.clock import today_of
from app.connections import CONNECT, check_idle
from app.generators import chain, make_generators
from app.graph import build_graph
from app.nodes.registry import discover
from app.semantics.layer import SemanticLayer
from app.semantics.loading import load_layer
from app.settings import Settings
from app.sql.guard import SqlGuard
from app.sql.policy import Policy
from app.sql.reader import SqlReader
from app.translating import catalogue, translate


def build_services(settings: Settings) -> Services:
    """Everything that answers questions; nothing connects to anything yet."""
    catalogue("fa")
    layer = load_layer(settings.semantics_path)
    generators = make_generators(settings)
    return Services(
        graph=build_graph(discover()),
        layer=layer,
        chain=chain(settings, generators),
        generators=generators,
        guard=SqlGuard(policy_of(layer)),
        reader=SqlReader(
            settings.reader_url,
            connections=settings.web_threads,
            row_limit=settings.row_limit,
            timeout_ms=settings.statement_timeout_ms,
        ),
        recorder=AuditRecorder(audit_engine(settings)),
        translate=translate,
        max_attempts=settings.max_attempts,
        today=today_of(settings),
    )


def audit_engine(settings: Settings) -> Engine:
    """Connections that commit every statement, without a transaction's two messages more around it."""
    engine = create_engine(
        settings.engine_url,
        isolation_level="AUTOCOMMIT",
        pool_size=settings.web_threads,
        connect_args=CONNECT,
    )
    check_idle(engine)
    return engine


def policy_of(layer: SemanticLayer) -> Policy:
    """What SQL may read: the tables of the semantic layer."""
    return Policy(frozenset((table.schema, table.name) for table in layer.tables))
