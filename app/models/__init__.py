"""The tables: the shop's business tables in schema public, the application's own in schema querycraft."""

from app.models.audit import QueryAttempt, QueryRun
from app.models.conversation import Conversation
from app.models.shop import Customer, Order, Product
from app.models.verified import Feedback, VerifiedQuestion

__all__ = ["Conversation", "Customer", "Feedback", "Order", "Product", "QueryAttempt", "QueryRun", "VerifiedQuestion"]
