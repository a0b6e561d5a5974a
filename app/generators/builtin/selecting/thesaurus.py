"""General English: other words for what columns are often called, and adjectives that rank or compare by them."""

from __future__ import annotations

from dataclasses import dataclass, replace

SAME = tuple(
    tuple(line.split("|"))
    for line in """
    country|nation|land|country of origin|home country
    nationality|citizenship|country|nation|country of origin
    gender|sex
    population|people|inhabitants|residents|populace
    leader|head|boss
    salary|wage|pay|earnings
    price|cost
    name|title
    title|name
    location|place|venue
    area|surface area|size
    duration|length|running time
    theme|topic
    language|tongue
    independence|independent|founded|founding|foundation|established
    indep|independence|independent|founded|founding|established
    founded|established|founding|foundation
    birthday|birth date|date of birth|born
    birth date|birthday|date of birth|born
    date of birth|birthday|birth date|born
    first name|given name|forename
    last name|surname|family name
    birthplace|birth place|place of birth
    phone|telephone|phone number
    email|email address|e mail
    description|explanation
    city|town
    hometown|home town
    year|time
    expectancy|length
    rating|score|rate
    altitude|height|elevation
    cuisine|food type
    food type|cuisine|type of food|food
    id|identifier|ids
    code|codes
    sex|gender
    number of products|product count
    level|grade
    bonus|award
""".strip().splitlines()
)
SAME_PHRASES: dict[str, tuple[str, ...]] = {line[0].strip(): line[1:] for line in SAME}
"""What people say for a word (or phrase) in the name of a column."""


NOUNS = """
    shop store|country nation|movie film|car vehicle automobile|student pupil|employee worker staff|customer client|
    company firm corporation business|teacher instructor|person people individual|pet animal|airline carrier|
    physician doctor|patient case|author writer|paper publication article|book title|city town|song track|
    document file|property house|apartment flat|friend buddy|user member|series show|show series|pupil student|
    staff staff_member employee worker|crew crew_member|committee committee_member|
    store shop|nation country|film movie|vehicle car|worker employee|client customer|firm company|instructor teacher
"""
SAME_NOUNS = {
    words[0]: tuple(word.replace("_", " ") for word in words[1:])
    for line in NOUNS.split("|")
    if (words := line.split())
}
"""What people say for the rows of a table that is called so."""


@dataclass(frozen=True)
class Quality:
    """An adjective that ranks or compares by a column that is called so: "older" by age, or backwards by birth."""

    columns: tuple[str, ...]
    against: tuple[str, ...]
    """Columns of which less means more of it: who is born earlier is older."""
    descending: bool
    compares: bool = False
    """Whether it is a comparative."""


SCALES: tuple[tuple[str, str, str, str], ...] = (
    ("old", "young", "age|years", "birth date|date of birth|birthday|birth year"),
    ("long", "short", "length|duration|running time|runtime|distance|expectancy|pages|number of pages", ""),
    ("tall", "short", "height|tallness", ""),
    ("high", "low", "height|altitude|elevation|price|salary|score", ""),
    ("heavy", "light", "weight", ""),
    ("large", "small", "area|size|capacity|population", ""),
    ("big", "small", "area|size|capacity|population", ""),
    ("expensive", "cheap", "price|cost|fee", ""),
    ("costly", "cheap", "price|cost|fee", ""),
    ("fast", "slow", "speed|velocity|horsepower", "time|duration"),
    ("new", "old", "year|date|release date|founded", ""),
    ("recent", "early", "year|date|release date|founded", ""),
    ("late", "early", "year|date|time|release date|founded", ""),
    ("good", "bad", "rating|score|rate|grade", "rank|ranking"),
    ("populous", "unpopulous", "population", ""),
    ("populated", "unpopulated", "population", ""),
    ("populace", "unpopulated", "population", ""),
    ("rich", "poor", "money|wealth|income|net worth|salary|assets", ""),
    ("deep", "shallow", "depth", ""),
    ("wide", "narrow", "width", ""),
    ("hot", "cold", "temperature", ""),
    ("strong", "weak", "strength|power", ""),
)
"""An adjective, its opposite, the columns that it is about, and those that it is about the other way round."""
PERSIAN: dict[str, tuple[str, str]] = {
    "old": ("مسن|پیر|سالمند", "جوان|کم سن"),
    "long": ("طولانی", "کوتاه"),
    "tall": ("بلند|قدبلند|مرتفع", "کوتاه|قدکوتاه"),
    "heavy": ("سنگین", "سبک"),
    "large": ("بزرگ", "کوچک"),
    "populous": ("پرجمعیت", "کم جمعیت"),
    "expensive": ("گران|پرهزینه", "ارزان|کم هزینه"),
    "fast": ("سریع", "کند"),
    "new": ("جدید|تازه", "قدیمی"),
    "good": ("به|خوب", "بد"),
    "deep": ("عمیق", "کم عمق"),
}
"""What is said in Persian for an adjective and its opposite, before «ترین» and «تر»."""
IRREGULAR = {"good": ("best", "better"), "bad": ("worst", "worse"), "populace": ("most populace", "more populace")}
IRREGULAR |= {f"un{word}": (f"least {word}", f"less {word}") for word in ("populous", "populated")}
EARNINGS = "salary|wage|earnings|income|pay"
PHRASES: dict[str, tuple[str, bool]] = {
    "highest paid|best paid|top paid|highest earning|top earning": (EARNINGS, True),
    "lowest paid|worst paid|least paid|lowest earning": (EARNINGS, False),
    "highest rated|best rated|top rated|most highly rated": ("rating|score|rate|grade", True),
    "lowest rated|worst rated": ("rating|score|rate|grade", False),
    "most valuable": ("value|market value|worth", True),
    "least valuable": ("value|market value|worth", False),
    "most experienced": ("experience|years of experience|experience years", True),
    "least experienced": ("experience|years of experience|experience years", False),
    "highest grossing": ("gross|earnings|revenue|box office", True),
    "lowest grossing": ("gross|earnings|revenue|box office", False),
    "most profitable": ("profit|profits", True),
    "least profitable": ("profit|profits", False),
}
"""Phrases that rank by a column that is called so, and whether from the highest."""
LONG_ENDINGS = ("ive", "ous", "ent", "ated", "ace", "tly")
"""Adjectives that are compared with "more" and "most"."""

CHARGES = "rate|price|fee|hourly rate"
HOW: dict[str, str] = {
    "how old": "age",
    "aged": "age",
    "how long": "length|duration|expectancy",
    "how tall": "height",
    "how high": "height|altitude|elevation",
    "how heavy": "weight",
    "how large": "area|size|capacity",
    "how big": "area|size|capacity",
    "weigh": "weight",
    "weighs": "weight",
    "how expensive": "price|cost",
    "earn": EARNINGS,
    "earns": EARNINGS,
    "earned": EARNINGS,
    "earning": EARNINGS,
    "charge": CHARGES,
    "charges": CHARGES,
    "charging": CHARGES,
    "cost": "price|cost",
    "costs": "price|cost",
}
"""Questions and verbs that ask for a column."""

GENDERS: dict[str, tuple[str, ...]] = {
    "female|females|woman|women|girl|girls": ("F", "Female", "female", "f", "W", "زن", "مونث", "خانم"),
    "male|males|man|men|boy|boys": ("M", "Male", "male", "m", "مرد", "مذکر", "آقا"),
}
YES = ("T", "Y", "true", "True", "yes", "Yes", "1", "t", "y")
NO = ("F", "N", "false", "False", "no", "No", "0", "f", "n")

DEMONYMS = dict(
    pair.split("=")
    for pair in """
    afghan=afghanistan african=africa albanian=albania algerian=algeria american=america andorran=andorra
    angolan=angola antarctic=antarctica arab=arabia argentinian=argentina argentine=argentina armenian=armenia
    asian=asia australian=australia austrian=austria belgian=belgium bolivian=bolivia brazilian=brazil british=britain
    bulgarian=bulgaria canadian=canada chilean=chile chinese=china colombian=colombia croatian=croatia cuban=cuba
    czech=czechia danish=denmark dutch=netherlands egyptian=egypt english=england estonian=estonia ethiopian=ethiopia
    european=europe finnish=finland french=france georgian=georgia german=germany ghanaian=ghana greek=greece
    hungarian=hungary icelandic=iceland indian=india indonesian=indonesia iranian=iran iraqi=iraq irish=ireland
    israeli=israel italian=italy jamaican=jamaica japanese=japan jordanian=jordan kenyan=kenya korean=korea
    kuwaiti=kuwait latvian=latvia lebanese=lebanon lithuanian=lithuania malaysian=malaysia mexican=mexico
    moroccan=morocco nepali=nepal nigerian=nigeria norwegian=norway oceanian=oceania pakistani=pakistan peruvian=peru
    philippine=philippines polish=poland portuguese=portugal romanian=romania russian=russia saudi=saudi_arabia
    scottish=scotland serbian=serbia singaporean=singapore slovak=slovakia slovenian=slovenia spanish=spain
    swedish=sweden swiss=switzerland syrian=syria thai=thailand tunisian=tunisia turkish=turkey ukrainian=ukraine
    venezuelan=venezuela vietnamese=vietnam welsh=wales yemeni=yemen zambian=zambia zimbabwean=zimbabwe
    """.split()
)
"""Adjectives for places."""


def qualities() -> dict[str, Quality]:
    """Superlatives and comparatives with what they rank or compare by: "oldest", "older"."""
    found: dict[str, list[Quality]] = {}
    for much, little, columns, against in SCALES:
        for word, descending in ((much, True), (little, False)):
            for form, compares in zip(forms(word), (False, True), strict=True):
                quality = Quality(parts(columns), parts(against), descending, compares)
                found.setdefault(form, []).append(quality)
        for said, descending in zip(PERSIAN.get(much, ("", "")), (True, False), strict=True):
            for form, compares in ((f"{word}{end}", end == "تر") for word in parts(said) for end in ("ترین", "تر")):
                found.setdefault(form, []).append(Quality(parts(columns), parts(against), descending, compares))
    phrases = {
        form: Quality(parts(columns), (), descending)
        for said, (columns, descending) in PHRASES.items()
        for form in said.split("|")
    }
    return phrases | {form: merged(several) for form, several in found.items()}


def parts(listed: str) -> tuple[str, ...]:
    """What a list with bars names."""
    return tuple(filter(None, listed.split("|")))


def merged(several: list[Quality]) -> Quality:
    """One quality of several that a word may be: "shortest" by length or by height, "oldest" by age or by year."""
    first = several[0]
    along = [it.columns if it.descending == first.descending else it.against for it in several]
    against = [it.against if it.descending == first.descending else it.columns for it in several]
    return replace(first, columns=each_once(along), against=each_once(against))


def each_once(several: list[tuple[str, ...]]) -> tuple[str, ...]:
    """All of several, each once."""
    return tuple(dict.fromkeys(it for some in several for it in some))


def forms(word: str) -> tuple[str, ...]:
    """The superlative and the comparative of an adjective."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith(LONG_ENDINGS):
        return f"most {word}", f"more {word}"
    stem = word.removesuffix("e")
    stem = f"{word[:-1]}i" if word.endswith("y") else stem
    stem = f"{stem}{stem[-1]}" if word in ("big", "hot", "sad") else stem
    return f"{stem}est", f"{stem}er"
