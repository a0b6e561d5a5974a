"""What the shop sells: eight categories of products with names in Persian or English and prices of Iran in 2026."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Kind(NamedTuple):
    """A kind of product in both languages, and its cheapest and dearest price in thousands of toman."""

    persian: str
    english: str
    cheapest: int
    dearest: int


class Words(NamedTuple):
    """What tells products of one kind apart, in one language: makers (of books: titles) and details."""

    makers: tuple[str, ...]
    details: tuple[str, ...]


class Category(NamedTuple):
    """A category by its stored, English name; `quantities`: of a hundred orders, how many are for so many pieces."""

    name: str
    quantities: Mapping[int, int]
    kinds: tuple[Kind, ...]
    persian: Words
    english: Words


class Product(NamedTuple):
    """A product to be sold; the price is in toman."""

    name: str
    category: Category
    price: int


CATEGORIES = (
    Category(
        "Electronics",
        {1: 95, 2: 4, 3: 1},
        (
            Kind("هدفون بی‌سیم", "Wireless Headphones", 2_500, 12_000),
            Kind("گوشی موبایل", "Smartphone", 16_000, 75_000),
            Kind("لپ‌تاپ", "Laptop", 42_000, 120_000),
            Kind("ساعت هوشمند", "Smartwatch", 3_500, 24_000),
            Kind("پاوربانک", "Power Bank", 1_200, 4_500),
            Kind("اسپیکر بلوتوثی", "Bluetooth Speaker", 1_800, 9_000),
            Kind("تبلت", "Tablet", 12_000, 45_000),
            Kind("شارژر سریع", "Fast Charger", 450, 1_800),
            Kind("موس بی‌سیم", "Wireless Mouse", 600, 2_800),
        ),
        Words(("آرنگ", "رادان", "نوآوا", "سپنتا", "مهتا", "زروان"), ("مشکی", "سفید", "نقره‌ای", "آبی", "مدل پلاس")),
        Words(
            ("Arang", "Lumora", "Novaton", "Zervan", "Mehta", "Kitelab"), ("Black", "White", "Silver", "Blue", "Plus")
        ),
    ),
    Category(
        "Clothing",
        {1: 78, 2: 16, 3: 6},
        (
            Kind("تی‌شرت", "T-Shirt", 450, 1_400),
            Kind("پیراهن", "Shirt", 900, 2_800),
            Kind("شلوار جین", "Jeans", 1_400, 4_200),
            Kind("مانتو", "Manteau", 1_800, 6_500),
            Kind("کفش پیاده‌روی", "Walking Shoes", 1_900, 7_500),
            Kind("روسری", "Scarf", 400, 1_800),
            Kind("کاپشن", "Jacket", 3_200, 9_500),
            Kind("جوراب", "Socks", 80, 250),
        ),
        Words(("ترمه", "آوین", "ساتن", "پرنیان", "دیبا", "گلبافت"), ("سرمه‌ای", "کرم", "زرشکی", "مشکی", "سبز زیتونی")),
        Words(
            ("Termeh", "Avin", "Parnian", "Northloom", "Diba", "Weftly"), ("Navy", "Cream", "Maroon", "Black", "Olive")
        ),
    ),
    Category(
        "Home & Kitchen",
        {1: 86, 2: 10, 3: 4},
        (
            Kind("سرویس قابلمه", "Cookware Set", 6_000, 22_000),
            Kind("قهوه‌ساز", "Coffee Maker", 5_500, 24_000),
            Kind("جاروبرقی", "Vacuum Cleaner", 11_000, 38_000),
            Kind("لیوان سرامیکی", "Ceramic Mug", 180, 600),
            Kind("ست ملحفه", "Bed Sheet Set", 1_600, 5_500),
            Kind("چراغ مطالعه", "Desk Lamp", 900, 3_200),
            Kind("فرش ماشینی", "Machine-Woven Rug", 9_000, 35_000),
            Kind("کتری برقی", "Electric Kettle", 1_800, 5_500),
        ),
        Words(("مطبخ", "آشیان", "کاشانه", "ایوان", "مهرخانه", "سفال"), ("سفید", "طوسی", "قرمز", "کرم", "طرح سنتی")),
        Words(
            ("Ashian", "Hearthly", "Kashaneh", "Ivan", "Copperleaf", "Sofal"), ("White", "Grey", "Red", "Cream", "Oak")
        ),
    ),
    Category(
        "Books",
        {1: 84, 2: 12, 3: 4},
        (
            Kind("رمان", "Novel", 280, 850),
            Kind("مجموعه داستان", "Short Stories", 240, 620),
            Kind("مجموعه شعر", "Poems", 220, 650),
            Kind("داستان کودک", "Children's Story", 120, 420),
            Kind("رمان نوجوان", "Teen Novel", 220, 600),
            Kind("سفرنامه", "Travelogue", 320, 900),
            Kind("رمان تاریخی", "Historical Novel", 350, 1_100),
            Kind("خاطرات", "Memoir", 300, 880),
        ),
        Words(
            ("باغ انار", "کوچه باران", "شب‌های شیراز", "خانه آبی", "راه کویر", "ماه و مه"),
            ("جلد سخت", "جلد نرم", "جیبی"),
        ),
        Words(
            ("Pomegranate Garden", "Rain Alley", "Nights of Shiraz", "The Blue House", "Desert Road", "Moon and Mist"),
            ("Hardcover", "Paperback", "Pocket Edition"),
        ),
    ),
    Category(
        "Beauty",
        {1: 72, 2: 20, 3: 8},
        (
            Kind("کرم مرطوب‌کننده", "Moisturising Cream", 280, 1_100),
            Kind("کرم ضدآفتاب", "Sunscreen", 380, 1_300),
            Kind("شامپو", "Shampoo", 180, 520),
            Kind("عطر", "Perfume", 1_800, 14_000),
            Kind("رژ لب", "Lipstick", 250, 1_200),
            Kind("خمیردندان", "Toothpaste", 90, 280),
            Kind("ماسک مو", "Hair Mask", 260, 850),
            Kind("سرم پوست", "Face Serum", 450, 1_900),
        ),
        Words(
            ("گلاره", "نسترن", "رزا", "ماهرخ", "آناهید", "یاسمین"), ("گیاهی", "کلاسیک", "ویژه", "بسته هدیه", "مسافرتی")
        ),
        Words(
            ("Gelareh", "Rosavie", "Mahrokh", "Anahid", "Fernly", "Dewdrop"),
            ("Herbal", "Classic", "Special", "Gift Pack"),
        ),
    ),
    Category(
        "Sports",
        {1: 88, 2: 9, 3: 3},
        (
            Kind("مت یوگا", "Yoga Mat", 700, 2_600),
            Kind("ست دمبل", "Dumbbell Set", 1_800, 7_500),
            Kind("توپ فوتبال", "Football", 650, 2_800),
            Kind("دوچرخه", "Bicycle", 14_000, 48_000),
            Kind("تردمیل", "Treadmill", 32_000, 85_000),
            Kind("قمقمه", "Water Bottle", 280, 1_300),
            Kind("کوله‌پشتی کوهنوردی", "Hiking Backpack", 2_800, 11_000),
            Kind("راکت بدمینتون", "Badminton Racket", 850, 4_200),
            Kind("چادر کمپینگ", "Camping Tent", 4_500, 18_000),
        ),
        Words(("دماوند", "البرز", "پهلوان", "توچال", "چابک", "یوز"), ("مشکی", "آبی", "نارنجی", "حرفه‌ای", "سبک")),
        Words(
            ("Damavand", "Alborz", "Tochal", "Swiftline", "Summitra", "Yooz"),
            ("Black", "Blue", "Orange", "Pro", "Light"),
        ),
    ),
    Category(
        "Toys",
        {1: 80, 2: 15, 3: 5},
        (
            Kind("عروسک پولیشی", "Plush Toy", 350, 1_600),
            Kind("پازل", "Puzzle", 280, 1_100),
            Kind("بازی رومیزی", "Board Game", 550, 2_400),
            Kind("ماشین کنترلی", "Remote-Control Car", 1_400, 6_500),
            Kind("بلوک ساختنی", "Building Blocks", 650, 4_800),
            Kind("خمیر بازی", "Modelling Clay", 150, 550),
            Kind("خانه عروسکی", "Dollhouse", 2_200, 9_000),
            Kind("قطار چوبی", "Wooden Train", 600, 2_200),
        ),
        Words(("فرفره", "بادبادک", "شاپرک", "قاصدک", "هدهد", "تیله"), ("کوچک", "بزرگ", "رنگی", "طرح جنگل", "طرح فضا")),
        Words(
            ("Ferfereh", "Badbadak", "Hoopoe", "Tileh", "Kitebird", "Gigglebox"), ("Small", "Large", "Jungle", "Space")
        ),
    ),
    Category(
        "Grocery",
        {1: 42, 2: 26, 3: 14, 4: 9, 5: 6, 6: 3},
        (
            Kind("برنج ده کیلویی", "Rice 10 kg", 2_600, 4_800),
            Kind("چای نیم کیلویی", "Tea 500 g", 380, 950),
            Kind("عسل یک کیلویی", "Honey 1 kg", 550, 1_800),
            Kind("زعفران یک مثقالی", "Saffron 4.6 g", 900, 2_200),
            Kind("پسته یک کیلویی", "Pistachios 1 kg", 1_300, 2_800),
            Kind("روغن زیتون یک لیتری", "Olive Oil 1 l", 850, 1_900),
            Kind("قهوه نیم کیلویی", "Coffee 500 g", 900, 2_600),
            Kind("خرما یک کیلویی", "Dates 1 kg", 220, 650),
            Kind("ماکارونی", "Pasta", 45, 110),
            Kind("شکلات تلخ", "Dark Chocolate", 120, 420),
        ),
        Words(("خوشه", "گندمزار", "سفره", "بهارستان", "دشت", "باغستان"), ("ممتاز", "ارگانیک", "صادراتی", "ساده")),
        Words(
            ("Khooshe", "Sofreh", "Dasht", "Greenmeadow", "Baghestan", "Millstone"),
            ("Premium", "Organic", "Export", "Basic"),
        ),
    ),
)

ROUNDING = ((200, 5), (2_000, 10), (20_000, 50), (1_000_000, 500))
"""Below how many thousands of toman prices go in which steps of thousands."""


def products(rng: Random) -> Iterator[Product]:
    """Products without end, no name twice; any few of them cover the categories, and their kinds, evenly."""
    named: Counter[str] = Counter()
    kinds = {category.name: dealt(category.kinds, rng) for category in CATEGORIES}
    for category in dealt(CATEGORIES, rng):
        kind = next(kinds[category.name])
        name = product_name(category, kind, rng)
        named[name] += 1
        yield Product(f"{name} {named[name]}" if named[name] > 1 else name, category, price(kind, rng))


def dealt(cards: Sequence[T], rng: Random) -> Iterator[T]:
    """The cards without end, shuffled anew each time all have been dealt."""
    while True:
        yield from rng.sample(cards, len(cards))


def product_name(category: Category, kind: Kind, rng: Random) -> str:
    """A name in Persian (six in ten) or English."""
    if rng.random() < 0.6:
        return f"{kind.persian} {rng.choice(category.persian.makers)} {rng.choice(category.persian.details)}"
    return f"{rng.choice(category.english.makers)} {kind.english}, {rng.choice(category.english.details)}"


def price(kind: Kind, rng: Random) -> int:
    """A price in toman, rounded as shops do: in whole thousands, and more coarsely the dearer it is.

    Cheap prices are likelier than dear ones: the logarithm is drawn evenly.
    """
    thousands = math.exp(rng.uniform(math.log(kind.cheapest), math.log(kind.dearest)))
    step = next(step for limit, step in ROUNDING if thousands < limit)
    return max(kind.cheapest, round(thousands / step) * step) * 1_000
