"""The Flask extensions, made once and bound to an application by the factory."""

from flask import current_app
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, MetaData, event
from sqlalchemy.orm import DeclarativeBase


class Model(DeclarativeBase):
    """Base of the models; constraints get predictable names, so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Model)
babel = Babel()


@event.listens_for(db.session, "after_begin")
def limit_time(session: object, transaction: object, connection: Connection) -> None:
    """Let no statement of a page run for longer than one of a question may; commands use the engine, and their time."""
    milliseconds: int = current_app.extensions["settings"].statement_timeout_ms
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {milliseconds}")
