"""The words in the names of tables and columns: `custNo` is "customer number"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from app.semantics.inflection import plural, singular

ABBREVIATIONS = dict(
    pair.split("=")
    for pair in """
    acct=account addr=address amt=amount appt=appointment avg=average bal=balance cat=category cd=code cnt=count
    ctry=country cust=customer dep=departure dept=department dest=destination desc=description descr=description
    dob=date_of_birth dt=date emp=employee fname=first_name freq=frequency grp=group indep=independence inv=invoice
    lang=language lname=last_name loc=location max=maximum mfr=manufacturer mgr=manager min=minimum mth=month nbr=number
    nm=name no=number nr=number num=number ord=order org=organization pct=percent pmt=payment prc=price prod=product
    prov=province qty=quantity ref=reference seq=sequence src=source tel=telephone tot=total txn=transaction
    usr=user val=value wk=week yr=year zip=postcode
    """.split()
)
PREFIXES = frozenset("tbl tb t vw v dim fact fct stg".split())
"""What a name begins with to say what it is the name of."""
ENDINGS = frozenset("id code name no number date type key year".split())
"""Words that are often written together with what they belong to: `countrycode`."""
SHORTEST_PART = 3
TAILS = ("area", "code", "date", "expectancy", "form", "name", "number", "type", "year")
"""Words that a longer name ends in, glued to what nothing else is called: `surfacearea`."""
SHORTEST_HEAD = 4
WHOLE = frozenset(
    """
    antedate candidate consolidate decode encode intimidate liquidate platform prototype stereotype transform validate
    """.split()
)
"""Words that only look as if they ended so."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
"""Capitals (HTTP), a word (Server, name), a number, or a word in other letters than Latin ones."""


def parts_of(name: str) -> tuple[str, ...]:
    """The words that a name is written with, in lower case."""
    found = tuple(word.lower() for word in WORD.findall(name)) or (name,)
    return found[1:] if len(found) > 1 and found[0] in PREFIXES else found


def words_of(name: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The words that a name stands for, abbreviations spelled out; of `known` words, two may be written as one."""
    parts = parts_of(name)
    glued = "".join(parts)
    return tuple(word for part in ([glued] if glued in ABBREVIATIONS else parts) for word in spelled_out(part, known))


def spelled_out(part: str, known: Collection[str]) -> Iterator[str]:
    """A part of a name as words: an abbreviation, two words without anything between them, or itself."""
    if part in ABBREVIATIONS:
        yield from ABBREVIATIONS[part].split("_")
        return
    for at in range(SHORTEST_PART, len(part)):
        first, rest = part[:at], part[at:]
        if first in known and (rest in ENDINGS or rest in known):
            yield first
            yield from spelled_out(rest, known)
            return
    tail = next((tail for tail in TAILS if part.endswith(tail) and len(part) - len(tail) >= SHORTEST_HEAD), None)
    if tail and part not in WHOLE:
        yield from (ABBREVIATIONS.get(part.removesuffix(tail), part.removesuffix(tail)), tail)
        return
    yield part


def as_singular(words: Sequence[str]) -> str:
    """The words as a noun for one thing."""
    return " ".join((*words[:-1], singular(words[-1])))


def as_plural(words: Sequence[str]) -> str:
    """The words as a noun for several things."""
    return " ".join((*words[:-1], plural(singular(words[-1]))))
