"""Verbs in questions with structure: their forms, those that nouns are made of, and those that names contain."""

from __future__ import annotations

from collections.abc import Collection

from app.semantics.inflection import plural
from app.semantics.layer import Column

STARTS = ("origin", "source", "departure", "departing", "start", "from")
GOALS = ("destination", "arrival", "arriving", "end", "target", "to")
DIRECTIONS: dict[tuple[str, ...], tuple[str, ...]] = {
    STARTS: tuple(
        "depart|departs|departing|departed|departing from|depart from|departed from|leave|leaves|leaving|left|"
        "leaving from|leave from|originating|originate|originate from|originating from|outgoing|start|starting|"
        "starting from|start from|take off|taking off|origin|source|departure|مبدا|مبدأ".split("|")
    ),
    GOALS: tuple(
        "arrive|arrives|arriving|arrived|arriving at|arriving in|arrive in|arrive at|land|landing|landed|landing in|"
        "land in|incoming|going to|flying to|fly to|destination|arrival|destined|bound|مقصد".split("|")
    ),
}
"""What is said for the columns in whose names one of these words stands."""
PLAIN_DIRECTIONS: dict[tuple[str, ...], tuple[str, ...]] = {
    STARTS: ("from", "out of", "از"),
    GOALS: ("to", "into", "به"),
}
"""Prepositions that say the same where nothing else can be meant."""
PASTS: dict[str, tuple[str, ...]] = {
    "win": ("won",),
    "los": ("lost", "lose", "loses", "losing"),
    "sell": ("sold",),
    "buy": ("bought",),
    "send": ("sent",),
    "pay": ("paid",),
    "lead": ("led",),
    "teach": ("taught",),
    "giv": ("gave", "given"),
    "writ": ("wrote", "written"),
}
"""Irregular forms of verbs by their stem."""
MADE: dict[str, tuple[str, ...]] = {
    "iption": ("ibe",),
    "ission": ("it",),
    "ation": ("ate", "e"),
    "ction": ("ct",),
    "ment": ("",),
    "ance": ("", "e"),
    "ing": ("", "e"),
    "ery": ("er",),
    "al": ("",),
}
"""Endings of nouns that are made of verbs, and what the verbs have instead."""
DONE: dict[str, tuple[str, ...]] = {
    "flight": ("flew", "flown"),
    "sale": ("sold",),
    "loan": ("loaned", "lent", "borrowed"),
    "payment": ("paid",),
    "marriage": ("married",),
    "death": ("died",),
    "choice": ("chose", "chosen"),
}
"""What is said of a noun whose verb is another word."""
HAPPENINGS: dict[str, tuple[str, ...]] = {
    "paid": ("payment",),
    "sent": ("sending", "dispatch"),
    "born": ("birth",),
    "delivered": ("delivery",),
    "admitted": ("admission",),
    "shipped": ("shipping", "shipment"),
    "closed": ("closure", "closing"),
    "resolved": ("resolution", "resolving"),
    "received": ("receipt",),
}
"""Nouns that are made of verbs in ways of their own."""
SHORTEST_STEM = 2
DATING = frozenset("at date datetime day moment on time timestamp year".split())
"""Words of a name that only say that it is that of a date."""
PARTICLES = frozenset("up out in off down back away".split())
"""Words that a verb is made of together with another: "signed up"."""
DATE_OF = "تاریخ "
PREPOSITIONS = frozenset(form for forms in PLAIN_DIRECTIONS.values() for form in forms)


def verb_forms(verb: str) -> tuple[str, ...]:
    """The forms of an English verb that are spelled regularly."""
    if not verb.isascii():
        return (verb,)
    stem = verb.removesuffix("e")
    return verb, plural(verb), f"{stem}ed", f"{stem}ing", f"{stem}{stem[-1]}ing", f"{stem}{stem[-1]}ed"


def verbs_of(noun: str) -> tuple[str, ...]:
    """The participles and the past of the verb that a noun is made of: "booked" of a booking, "flown" of a flight."""
    if noun in DONE:
        return DONE[noun]
    ending, made = next(((end, made) for end, made in MADE.items() if noun.endswith(end)), ("", ("",)))
    stems = [f"{noun.removesuffix(ending)}{it}" for it in made] if " " not in noun else []
    return tuple(form for stem in stems for form in verb_forms(stem) if form.endswith("ed"))


def ways_of(word: str) -> tuple[str, ...]:
    """What says the same as a word in the name of a column that refers: "attended by" for "attending"."""
    for said, words in DIRECTIONS.items():
        if word in said:
            return (word, *words)
    stem = word
    for ending in ("ing", "er", "or", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + SHORTEST_STEM:
            stem = word.removesuffix(ending)
    stem = stem[:-1] if stem != word and stem[-1] == stem[-2] else stem
    return (word, plural(word), *verb_forms(stem), *((f"{stem}e",) if stem != word else ()), *PASTS.get(stem, ()))


def event_forms(column: Column) -> tuple[str, ...]:
    """What says that the day of a column came: "hired" for `hire_date`, "returning" for `returned_on`."""
    words = column.label["en"].split()
    verbs = [word for word in words if word not in DATING]
    if len(verbs) > 1 and verbs[1] in PARTICLES:
        verbs = [" ".join(verbs)]
    if column.kind != "time_dimension" or len(verbs) != 1 or len(words) == 1 or not verbs[0].isascii():
        return ()
    participle = verbs[0]
    if " " in participle:
        return (participle,)
    is_form = participle.endswith("ed") or words[-1] in ("at", "on")
    return (participle,) if is_form else verb_forms(participle)[2:]


def event_nouns(column: Column) -> tuple[str, ...]:
    """The nouns for what happened on the day of a column: "payment" for `paid_on`, "delivery" for `delivered_at`."""
    participle = next((form for form in event_forms(column) if form.endswith("ed") or form in HAPPENINGS), "")
    stem = participle.removesuffix("ed")
    endings = ("", "e", "ing", "al", "ment", "ement", "ance", "ion", "ation")
    regular = tuple(f"{stem}{ending}" for ending in endings) if stem != participle else ()
    return (*HAPPENINGS.get(participle, ()), *regular)


def persian_event_forms(column: Column, nouns: Collection[str]) -> tuple[str, ...]:
    """What says the same in Persian: «استخدام» for «تاریخ استخدام», unless rows are called so."""
    event = column.label["fa"].removeprefix(DATE_OF)
    is_dated = column.kind == "time_dimension" and event != column.label["fa"]
    return (event,) if is_dated and event not in nouns else ()


def agents(participle: str) -> tuple[str, ...]:
    """What those may be called who did what a participle says: "directed" by a director, "written" by a writer."""
    stem = participle.removesuffix("ed").removesuffix("ten")
    return (f"{stem}or", f"{stem}er", f"{stem}ter", *(("author",) if participle == "written" else ()))
