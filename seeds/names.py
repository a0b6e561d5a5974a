"""The shop's people: Iranians, written in Persian or Latin letters, some foreigners, and an e-mail address for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from faker import Faker
from faker.providers.person import Provider as PersonProvider


class Person(NamedTuple):
    """A name as the person writes it, and the same name in Latin letters."""

    name: str
    first: str
    last: str


def spellings(table: str) -> dict[str, str]:
    """Persian names and their usual Latin spelling, from a table of `latin persian` pairs with commas."""
    pairs = (pair.split(maxsplit=1) for pair in table.split(","))
    return {persian.strip(): latin for latin, persian in pairs}


FIRST_NAMES = spellings("""
    fatemeh فاطمه, zahra زهرا, maryam مریم, sara سارا, narges نرگس, mahsa مهسا, zeinab زینب, elham الهام,
    mina مینا, leila لیلا, niloofar نیلوفر, shirin شیرین, nasrin نسرین, parisa پریسا, somayeh سمیه, azadeh آزاده,
    atena آتنا, aida آیدا, elnaz الناز, yasaman یاسمن, hanieh هانیه, mahdieh مهدیه, masoumeh معصومه, reyhaneh ریحانه,
    setareh ستاره, setayesh ستایش, bahar بهار, baran باران, negar نگار, negin نگین, ghazal غزل, shadi شادی,
    roya رویا, mahnaz مهناز, farzaneh فرزانه, simin سیمین, taraneh ترانه, sahar سحر, samira سمیرا, nazanin نازنین,
    kimia کیمیا, kosar کوثر, mobina مبینا, hasti هستی, raha رها, ava آوا, yeganeh یگانه, tina تینا,
    pegah پگاه, marjan مرجان, mojgan مژگان, zhaleh ژاله, golnaz گلناز, shahrzad شهرزاد, arezoo آرزو, hoda هدی,
    fereshteh فرشته, parvaneh پروانه, homa هما, soraya ثریا,
    mohammad محمد, ali علی, reza رضا, hossein حسین, mehdi مهدی, amirhossein امیرحسین, amirali امیرعلی, alireza علیرضا,
    mohammadreza محمدرضا, hamid حمید, saeed سعید, majid مجید, omid امید, arash آرش, babak بابک, kaveh کاوه,
    sina سینا, nima نیما, pouya پویا, parsa پارسا, ehsan احسان, erfan عرفان, danial دانیال, armin آرمین,
    arman آرمان, behzad بهزاد, behnam بهنام, farhad فرهاد, farid فرید, kourosh کوروش, dariush داریوش, siavash سیاوش,
    sohrab سهراب, peyman پیمان, iman ایمان, navid نوید, ramin رامین, masoud مسعود, mahmoud محمود, mostafa مصطفی,
    morteza مرتضی, mojtaba مجتبی, abbas عباس, abolfazl ابوالفضل, yousef یوسف, ebrahim ابراهیم, davoud داوود,
    vahid وحید, jalal جلال, kamran کامران, shahin شاهین, shayan شایان, soroush سروش, amir امیر, hesam حسام,
    milad میلاد, mani مانی, mahan ماهان, keyvan کیوان, bijan بیژن
""")
SURNAMES = spellings("""
    mohammadi محمدی, hosseini حسینی, ahmadi احمدی, rezaei رضایی, karimi کریمی, moradi مرادی, heydari حیدری,
    jafari جعفری, rahimi رحیمی, ebrahimi ابراهیمی, hashemi هاشمی, mousavi موسوی, akbari اکبری, ghasemi قاسمی,
    kazemi کاظمی, sadeghi صادقی, rostami رستمی, salehi صالحی, soltani سلطانی, bagheri باقری, norouzi نوروزی, nouri نوری,
    asadi اسدی, yousefi یوسفی, abbasi عباسی, amiri امیری, azizi عزیزی, shafiei شفیعی, sharifi شریفی, ghorbani قربانی,
    tehrani تهرانی, shirazi شیرازی, esfahani اصفهانی, tabrizi تبریزی, yazdi یزدی, kermani کرمانی, hamedani همدانی,
    zanjani زنجانی, khorasani خراسانی, kashani کاشانی, mazandarani مازندرانی, gilani گیلانی, bahrami بهرامی,
    shahbazi شهبازی, zare زارع, zamani زمانی, jalali جلالی, jamshidi جمشیدی, habibi حبیبی, hamidi حمیدی, khalili خلیلی,
    davoudi داوودی, rasouli رسولی, rafiei رفیعی, saberi صابری, safari صفری, taheri طاهری, talebi طالبی, alavi علوی,
    farahani فراهانی, fathi فتحی, kamali کمالی, golzar گلزار, mahmoudi محمودی, maleki ملکی, mansouri منصوری,
    mirzaei میرزایی, naderi نادری, nazari نظری, nemati نعمتی, vaziri وزیری, parsa پارسا, pourahmad پوراحمد,
    alipour علی‌پور, hosseinpour حسین‌پور, rezazadeh رضازاده, alizadeh علیزاده, gholizadeh قلی‌زاده, amini امینی,
    ansari انصاری, ashrafi اشرفی, eskandari اسکندری, shakeri شاکری, shojaei شجاعی, torabi ترابی, vahdat وحدت,
    rouhi روحی, samadi صمدی, sohrabi سهرابی, ghaderi قادری, kiani کیانی, lotfi لطفی, madani مدنی, najafi نجفی,
    panahi پناهی, tavakoli توکلی, hedayat هدایت, keshavarz کشاورز, dehghan دهقان, bayat بیات
""")

DOMAINS = ("example.com", "example.com", "example.org", "example.net")
"""Domains that are reserved for examples: an address in them never reaches anybody."""

ADDRESSES = (
    "{first}.{last}",
    "{first}.{last}",
    "{first}{last}",
    "{first}_{last}",
    "{initial}.{last}",
    "{last}.{first}",
)


class IranianNames(PersonProvider):
    """Names for Faker's fa_IR, whose own mix Arabic with Persian letters and come without a Latin spelling."""

    first_names = tuple(FIRST_NAMES)
    last_names = tuple(SURNAMES)


def people(rng: Random) -> Iterator[Person]:
    """People without end: seven in ten write their name in Persian, half of the others are foreigners."""
    iranian, foreign = Faker("fa_IR"), Faker("en_US")
    iranian.add_provider(IranianNames)
    for faker in (iranian, foreign):
        faker.seed_instance(rng.getrandbits(64))
    while True:
        kind = rng.random()
        if kind < 0.85:
            yield iranian_person(iranian, latin=kind >= 0.7)
        else:
            yield foreign_person(foreign)


def iranian_person(faker: Faker, *, latin: bool) -> Person:
    """An Iranian, whose name is written in Latin letters when `latin` says so."""
    name, surname = faker.first_name(), faker.last_name()
    first, last = FIRST_NAMES[name], SURNAMES[surname]
    return Person(f"{first.title()} {last.title()}" if latin else f"{name} {surname}", first, last)


def foreign_person(faker: Faker) -> Person:
    """Somebody with an English name."""
    first, last = faker.first_name(), faker.last_name()
    return Person(f"{first} {last}", latin_letters(first), latin_letters(last))


def latin_letters(name: str) -> str:
    """The name as an address takes it: small letters, no apostrophe."""
    return re.sub(r"[^a-z]", "", name.lower())


class Mailboxes:
    """Gives out e-mail addresses, none of them twice."""

    def __init__(self, rng: Random) -> None:
        """`rng` picks each address's form and domain."""
        self.rng = rng
        self.given: Counter[str] = Counter()

    def address(self, person: Person) -> str:
        """A new address that reads like the person's name, such as sara.karimi67@example.com."""
        form = self.rng.choice(ADDRESSES)
        local = form.format(first=person.first, last=person.last, initial=person.first[0])
        times = self.given[local]
        self.given[local] += 1
        return f"{local}{namesake_number(times)}@{self.rng.choice(DOMAINS)}"


def namesake_number(times: int) -> str:
    """What the next namesake appends after `times` others: nothing, then 67, 74, 81 and so on, never one twice."""
    if times == 0:
        return ""
    # 7 and 100 have no common factor, so 99 namesakes get 99 different two-digit ends.
    return f"{(60 + 7 * times) % 100:02}" if times < 100 else str(times)
