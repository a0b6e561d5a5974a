"""The business tables of the example shop: customers, products, orders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Model

STATUSES = ("pending", "shipped", "delivered", "cancelled", "returned")


class Customer(Model):
    """Somebody who registered in the shop."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text, unique=True)
    registration_date: Mapped[date] = mapped_column(index=True)


class Product(Model):
    """Something the shop sells; its price is today's, in toman."""

    __tablename__ = "products"
    __table_args__ = (CheckConstraint("price >= 0", name="price"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text, index=True)
    price: Mapped[Decimal] = mapped_column(Numeric(14, 2))


class Order(Model):
    """One customer's purchase of one product."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("status IN ('pending', 'shipped', 'delivered', 'cancelled', 'returned')", name="status"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    order_date: Mapped[date] = mapped_column(index=True)
    quantity: Mapped[int]
    status: Mapped[str] = mapped_column(Text, index=True)
