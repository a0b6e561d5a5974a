"""The example shop's rows: believable, consistent, and the same again for the same seed."""

from __future__ import annotations

import re
import tracemalloc
from collections import Counter
from datetime import date, timedelta
from itertools import islice, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.calendar import black_friday, window
from seeds.catalogue import CATEGORIES, Kind, price, products
from seeds.names import Mailboxes, Person, people
from seeds.shop import STATUSES_BY_AGE, InvalidSize, Shop, Size

TODAY = date(2026, 11, 21)
PERSIAN = re.compile(r"[آئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c ]+")
LATIN = re.compile(r"[A-Za-z' ]+")


def shop_of(size: Size, seed: int = 1405) -> Shop:
    return Shop(size, Random(seed), TODAY)


def rows_of(shop: Shop) -> list[list[tuple[object, ...]]]:
    return [list(shop.customers()), list(shop.products()), list(shop.orders())]


@pytest.fixture(scope="module")
def shop() -> Shop:
    return shop_of(Size())


@pytest.fixture(scope="module")
def busy_shop() -> Shop:
    """A shop with so many orders that chance hardly shows."""
    return shop_of(Size(orders=100_000))


@pytest.fixture(scope="module")
def orders_on(busy_shop: Shop) -> Counter[date]:
    return Counter(day for _, _, _, day, _, _ in busy_shop.orders())


def daily(orders_on: Counter[date], first: date, last: date) -> float:
    """The orders per day from the first to the last day."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return sum(orders_on[day] for day in days) / len(days)


class TestRepeating:
    def test_the_same_seed_and_day_give_the_same_rows(self, shop: Shop) -> None:
        assert rows_of(shop_of(Size())) == rows_of(shop)

    def test_a_table_does_not_depend_on_what_was_read_before_it(self, shop: Shop) -> None:
        orders = list(shop_of(Size()).orders())
        assert orders == rows_of(shop)[2] == list(shop.orders())

    @pytest.mark.parametrize("table", [0, 1, 2])
    def test_another_seed_changes_every_table(self, shop: Shop, table: int) -> None:
        assert rows_of(shop_of(Size(), seed=1406))[table] != rows_of(shop)[table]


class TestOrders:
    @settings(max_examples=60)
    @given(
        size=st.builds(Size, customers=st.integers(1, 40), products=st.integers(1, 30), orders=st.integers(0, 200)),
        seed=st.integers(0, 10_000),
    )
    def test_each_is_for_a_known_product_and_somebody_registered_by_then(self, size: Size, seed: int) -> None:
        shop = shop_of(size, seed)
        orders = list(shop.orders())
        assert [number for number, *_ in orders] == list(range(1, size.orders + 1))
        for _, customer, product, day, quantity, _ in orders:
            assert shop.registrations[customer - 1] <= day <= TODAY
            assert 1 <= product <= size.products
            assert quantity > 0

    def test_one_customer_and_one_product_are_enough(self) -> None:
        rows = rows_of(shop_of(Size(customers=1, products=1, orders=500)))
        assert [len(table) for table in rows] == [1, 1, 500]

    def test_an_empty_shop_has_no_rows(self) -> None:
        assert rows_of(shop_of(Size(0, 0, 0))) == [[], [], []]

    def test_they_fill_two_and_a_half_years_up_to_today(self, orders_on: Counter[date]) -> None:
        assert max(orders_on) == TODAY
        assert timedelta(days=900) < TODAY - min(orders_on) < timedelta(days=2.5 * 365.25)

    def test_todays_are_mostly_pending(self, busy_shop: Shop) -> None:
        today = Counter(status for _, _, _, day, _, status in busy_shop.orders() if day == TODAY)
        assert today["pending"] > 0.7 * today.total()

    def test_a_months_old_one_is_settled_and_mostly_delivered(self, busy_shop: Shop) -> None:
        old = TODAY - timedelta(days=30)
        settled = Counter(status for _, _, _, day, _, status in busy_shop.orders() if day < old)
        assert set(settled) == {"delivered", "cancelled", "returned"}
        assert settled["delivered"] > 0.8 * settled.total()

    def test_shares_are_per_cent(self) -> None:
        shares = [shares for _, shares in STATUSES_BY_AGE] + [category.quantities for category in CATEGORIES]
        assert [sum(share.values()) for share in shares] == [100] * len(shares)

    def test_reading_them_takes_little_memory(self) -> None:
        tracemalloc.start()
        assert sum(1 for _ in shop_of(Size(orders=200_000)).orders()) == 200_000
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 5 * 2**20


class TestSeasons:
    def test_each_year_has_more_orders_than_the_one_before(self, orders_on: Counter[date]) -> None:
        year = timedelta(days=365)
        last, before = (daily(orders_on, end - timedelta(days=364), end) for end in (TODAY, TODAY - year))
        assert last > 1.2 * before

    def test_no_month_jumps_absurdly(self, orders_on: Counter[date]) -> None:
        months = Counter((day.year, day.month) for day in orders_on.elements())
        whole = [months[month] for month in sorted(months)][2:-1]
        assert all(0.6 < later / earlier < 1.6 for earlier, later in pairwise(whole))

    def test_the_shopping_for_nowruz_is_the_peak_and_the_holidays_are_quiet(self, orders_on: Counter[date]) -> None:
        winter = daily(orders_on, date(2026, 1, 21), date(2026, 2, 19))
        assert daily(orders_on, date(2026, 3, 2), date(2026, 3, 16)) > 1.4 * winter
        assert daily(orders_on, date(2026, 3, 21), date(2026, 3, 24)) < 0.6 * winter

    def test_yalda_is_busy_and_summer_is_slow(self, orders_on: Counter[date]) -> None:
        assert daily(orders_on, date(2025, 12, 12), date(2025, 12, 21)) > 1.2 * daily(
            orders_on, date(2025, 12, 1), date(2025, 12, 10)
        )
        assert daily(orders_on, date(2026, 7, 6), date(2026, 8, 22)) < daily(
            orders_on, date(2026, 5, 6), date(2026, 6, 22)
        )

    def test_black_friday_is_the_busiest_day_of_its_month(self, orders_on: Counter[date]) -> None:
        november = Counter({day: orders for day, orders in orders_on.items() if (day.year, day.month) == (2025, 11)})
        assert november.most_common(1)[0][0] == black_friday(2025) == date(2025, 11, 28)

    def test_the_week_begins_busy_and_ends_on_a_quiet_friday(self, orders_on: Counter[date]) -> None:
        weekdays = Counter(f"{day:%A}" for day in orders_on.elements()).most_common()
        assert (weekdays[0][0], weekdays[-1][0]) == ("Saturday", "Friday")

    def test_the_window_ends_today_without_a_gap(self) -> None:
        days = window(TODAY)
        assert days[-1] == TODAY
        assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=1)}


class TestPopularity:
    def test_a_tenth_of_the_customers_places_a_large_part_of_the_orders(self, shop: Shop) -> None:
        placed = sorted(Counter(customer for _, customer, *_ in shop.orders()).values(), reverse=True)
        assert sum(placed[:30]) > 0.3 * 3_000

    def test_some_customers_never_order_and_a_few_products_never_sell(self, busy_shop: Shop) -> None:
        orders = list(busy_shop.orders())
        assert 30 < 300 - len({customer for _, customer, *_ in orders}) < 60
        assert 1 <= 60 - len({product for _, _, product, *_ in orders}) <= 6

    def test_no_place_in_the_catalogue_is_favoured(self) -> None:
        best = {
            Counter(product for _, _, product, *_ in shop_of(Size(50, 20, 500), seed).orders()).most_common(1)[0][0]
            for seed in range(30)
        }
        assert len(best) > 10

    def test_cheap_things_sell_more_often_than_dear_ones(self, busy_shop: Shop) -> None:
        sold = Counter(product for _, _, product, *_ in busy_shop.orders())
        by_price = [number for number, *_ in sorted(busy_shop.products(), key=lambda row: row[3])]
        assert sum(sold[number] for number in by_price[:20]) > 2 * sum(sold[number] for number in by_price[-20:])


class TestCustomers:
    def test_seven_in_ten_write_their_name_in_persian_and_all_others_in_latin_letters(self) -> None:
        names = [person.name for person in islice(people(Random(1405)), 4_000)]
        persian = [name for name in names if PERSIAN.fullmatch(name)]
        assert 0.67 < len(persian) / len(names) < 0.73
        assert all(LATIN.fullmatch(name) for name in set(names) - set(persian))

    def test_every_e_mail_is_plausible_harmless_and_unique(self) -> None:
        emails = [email for _, _, email, _ in shop_of(Size(customers=20_000, orders=0)).customers()]
        assert len(set(emails)) == 20_000
        assert all(re.fullmatch(r"[a-z]+([._][a-z]+)?\d*@example\.(com|org|net)", email) for email in emails)

    def test_an_e_mail_spells_the_name(self) -> None:
        address = Mailboxes(Random(1)).address(Person("سارا کریمی", "sara", "karimi"))
        assert "karimi" in address.partition("@")[0]

    def test_two_hundred_namesakes_get_different_addresses(self) -> None:
        mailboxes, sara = Mailboxes(Random(1)), Person("سارا کریمی", "sara", "karimi")
        assert len({mailboxes.address(sara).partition("@")[0] for _ in range(200)}) == 200

    def test_they_register_in_the_order_of_their_numbers_and_in_every_month(self, shop: Shop) -> None:
        days = [registered for *_, registered in shop.customers()]
        assert days == sorted(days)
        assert len({(day.year, day.month) for day in days}) == 31


class TestProducts:
    def test_any_eight_cover_the_eight_categories(self) -> None:
        categories = [product.category.name for product in islice(products(Random(3)), 80)]
        named = {"Electronics", "Clothing", "Home & Kitchen", "Books", "Beauty", "Sports", "Toys", "Grocery"}
        assert all(set(categories[start : start + 8]) == named for start in range(0, 80, 8))

    @pytest.mark.parametrize("kind", [kind for category in CATEGORIES for kind in category.kinds])
    def test_prices_are_whole_thousands_of_toman_within_what_their_kind_costs(self, kind: Kind) -> None:
        rng = Random(4)
        for _ in range(200):
            toman = price(kind, rng)
            assert toman % 1_000 == 0
            assert kind.cheapest * 1_000 <= toman <= kind.dearest * 1_000

    def test_no_two_have_the_same_name(self) -> None:
        assert len({product.name for product in islice(products(Random(5)), 10_000)}) == 10_000

    def test_names_of_a_small_catalogue_need_no_numbers(self, shop: Shop) -> None:
        assert not any(name[-1].isdigit() for _, name, *_ in shop.products())

    def test_names_are_in_persian_or_english(self) -> None:
        names = [product.name for product in islice(products(Random(6)), 1_000)]
        persian = [name for name in names if PERSIAN.fullmatch(name.rstrip(" 0123456789"))]
        assert 0.55 < len(persian) / len(names) < 0.65
        assert all(name.isascii() for name in set(names) - set(persian))


class TestSizes:
    @pytest.mark.parametrize(
        ("numbers", "reason"),
        [
            ((-1, 60, 0), "The number of customers is -1, but it has to be between 0 and 1,000,000."),
            ((300, 100_001, 0), "The number of products is 100,001, but it has to be between 0 and 100,000."),
            ((300, 60, 10_000_001), "The number of orders is 10,000,001, but it has to be between 0 and 10,000,000."),
            ((0, 60, 1), "at least 1 customer and 1 product"),
            ((300, 0, 1), "at least 1 customer and 1 product"),
        ],
    )
    def test_an_impossible_one_is_refused_with_its_reason(self, numbers: tuple[int, int, int], reason: str) -> None:
        with pytest.raises(InvalidSize, match=re.escape(reason)):
            Size(*numbers)
