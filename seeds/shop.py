"""An example shop as rows: customers, products and orders that look like two and a half years of trade in Iran."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import accumulate, islice
from random import Random
from typing import TypeVar

from seeds.calendar import DAYS, busyness, window
from seeds.catalogue import products
from seeds.names import Mailboxes, people

CustomerRow = tuple[int, str, str, date]
"""id, name, email, registration_date"""
ProductRow = tuple[int, str, str, int]
"""id, name, category, price in toman"""
OrderRow = tuple[int, int, int, date, int, str]
"""id, customer_id, product_id, order_date, quantity, status"""

LIMITS = {"customers": 1_000_000, "products": 100_000, "orders": 10_000_000}

STATUSES_BY_AGE: tuple[tuple[int, Mapping[str, int]], ...] = (
    (1, {"pending": 84, "shipped": 12, "cancelled": 4}),
    (4, {"pending": 26, "shipped": 60, "delivered": 8, "cancelled": 6}),
    (9, {"pending": 3, "shipped": 30, "delivered": 59, "cancelled": 7, "returned": 1}),
    (20, {"shipped": 4, "delivered": 84, "cancelled": 8, "returned": 4}),
    (DAYS, {"delivered": 86, "cancelled": 8, "returned": 6}),
)
"""Up to which age in days an order has each status in how many of a hundred cases."""

BATCH = 100_000

T = TypeVar("T")


class InvalidSize(ValueError):
    """A shop of these numbers of customers, products and orders can't be made; the message says why."""


@dataclass(frozen=True)
class Size:
    """How many rows each table gets. Raises InvalidSize."""

    customers: int = 300
    products: int = 60
    orders: int = 3_000

    def __post_init__(self) -> None:
        """Refuse impossible numbers."""
        for field in fields(self):
            number = getattr(self, field.name)
            if not 0 <= number <= LIMITS[field.name]:
                raise InvalidSize(
                    f"The number of {field.name} is {number:,}, but it has to be between 0 and {LIMITS[field.name]:,}."
                )
        if self.orders and not (self.customers and self.products):
            raise InvalidSize(
                "Orders need somebody who orders and something to order: ask for at least 1 customer and 1 product."
            )

    @property
    def rows(self) -> int:
        """The rows of all tables together."""
        return self.customers + self.products + self.orders


class Shop:
    """One shop's rows; the same size, randomness and day always give the same rows, however often they are read."""

    def __init__(self, size: Size, rng: Random, today: date) -> None:
        """Settle what the rows share: who registers when, what is sold, how popular each customer and product is."""
        self.size = size
        self.days = window(today)
        registering = busyness(self.days, rng, yearly_growth=1.3, opening=5.0)
        self.registrations = list(spread(self.days, registering, size.customers, rng))
        self.wares = list(islice(products(rng), size.products))
        self.zeal = popularity(size.customers, rng, idle_one_in=8)
        self.demand = [
            # Tenfold the price, two fifths of the demand.
            weight * ware.price**-0.4
            for weight, ware in zip(popularity(size.products, rng, idle_one_in=20), self.wares, strict=True)
        ]
        self.ordering = busyness(self.days, rng, yearly_growth=1.5, opening=-0.7)
        self.seeds = {table: rng.getrandbits(64) for table in ("customers", "orders")}

    def customers(self) -> Iterator[CustomerRow]:
        """The customers in the order in which they registered."""
        rng = chance(self.seeds["customers"])
        mailboxes = Mailboxes(rng)
        for number, (registered, person) in enumerate(zip(self.registrations, people(rng), strict=False), start=1):
            yield number, person.name, mailboxes.address(person), registered

    def products(self) -> Iterator[ProductRow]:
        """The products."""
        for number, ware in enumerate(self.wares, start=1):
            yield number, ware.name, ware.category.name, ware.price

    def orders(self) -> Iterator[OrderRow]:
        """The orders by date, each of somebody who is registered by then."""
        rng = chance(self.seeds["orders"])
        numbers = iter(range(1, self.size.orders + 1))
        zeal, demand = list(accumulate(self.zeal)), list(accumulate(self.demand))
        baskets = [hundred(ware.category.quantities) for ware in self.wares]
        per_day = self.orders_per_day(rng)
        draw = rng.random
        for day in self.days:
            known = bisect(self.registrations, day)
            statuses = statuses_at((self.days[-1] - day).days)
            for number in islice(numbers, per_day[day]):
                customer = place(zeal, known, draw())
                product = place(demand, len(demand), draw())
                quantity = baskets[product][int(100 * draw())]
                yield number, customer + 1, product + 1, day, quantity, statuses[int(100 * draw())]

    def orders_per_day(self, rng: Random) -> Counter[date]:
        """How many orders each day gets: none before the first customer who ever orders anything has registered."""
        buyers = (day for day, zeal in zip(self.registrations, self.zeal, strict=True) if zeal)
        opening = next(buyers, self.days[-1])
        weights = (weight if day >= opening else 0.0 for day, weight in zip(self.days, self.ordering, strict=True))
        bounds = list(accumulate(weights))
        counts: Counter[date] = Counter()
        for left in range(self.size.orders, 0, -BATCH):
            counts.update(rng.choices(self.days, cum_weights=bounds, k=min(left, BATCH)))
        return counts


def chance(seed: int) -> Random:
    """Randomness that is the same for the same seed."""
    return Random(seed)  # noqa: S311 # it makes up example data; nothing here has to be hard to guess


def spread(days: Sequence[date], weights: Sequence[float], count: int, rng: Random) -> Iterator[date]:
    """As many of the days, in order, as `count` says: chance decides, but leaves no long stretch empty or crowded."""
    bounds = list(accumulate(weights))
    for number in range(count):
        yield days[place(bounds, len(bounds), (number + rng.random()) / count)]


def popularity(count: int, rng: Random, idle_one_in: int) -> list[float]:
    """Weights of which a few are far above the others, and one in `idle_one_in`, anywhere, is zero."""
    weights = [rng.lognormvariate(0, 0.6) for _ in range(count)]
    for idle in rng.sample(range(count), count // idle_one_in):
        weights[idle] = 0.0
    return weights


def place(bounds: Sequence[float], among: int, draw: float) -> int:
    """The place, of the first `among`, that a draw from [0, 1) falls on, given the running totals of their weights."""
    return bisect(bounds, draw * bounds[among - 1], 0, among - 1)


def hundred(shares: Mapping[T, int]) -> tuple[T, ...]:
    """A hundred values, each as often as its per cent."""
    return tuple(value for value, share in shares.items() for _ in range(share))


def statuses_at(age: int) -> tuple[str, ...]:
    """A hundred statuses, as orders of this age, in days, have them."""
    return next(hundred(shares) for limit, shares in STATUSES_BY_AGE if age <= limit)
