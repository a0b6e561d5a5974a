"""The tables: the shop's business tables in schema public, the application's own in schema querycraft."""

from app.models.audit import QueryAttempt, QueryRun
from app.models.shop import Customer, Order, Product

__all__ = ["Customer", "Order", "Product", "QueryAttempt", "QueryRun"]
