"""Singular and plural of English nouns, as far as the names of tables need them."""

from __future__ import annotations

UNCOUNTABLE = frozenset(
    """
    advice aircraft baggage cash clothing data deer equipment feedback fish furniture goods info information inventory
    knowledge luggage mail media metadata money music news offspring payroll progress research series sheep software
    spacecraft species staff stock traffic training weather
    """.split()
)
IRREGULAR = dict(
    pair.split("/")
    for pair in """
    analyses/analysis aliases/alias atlases/atlas axes/axis bonuses/bonus buses/bus calves/calf campuses/campus
    caches/cache calories/calorie censuses/census children/child cookies/cookie corpora/corpus crises/crisis
    criteria/criterion diagnoses/diagnosis feet/foot gases/gas geese/goose halves/half heroes/hero hypotheses/hypothesis
    indices/index knives/knife leaves/leaf lenses/lens lives/life loaves/loaf matrices/matrix men/man mice/mouse
    movies/movie parentheses/parenthesis people/person phenomena/phenomenon potatoes/potato quizzes/quiz shelves/shelf
    statuses/status taxes/tax teeth/tooth theses/thesis thieves/thief ties/tie tomatoes/tomato vertices/vertex
    viruses/virus wives/wife wolves/wolf women/woman echoes/echo vetoes/veto
    """.split()
)
PLURALS = {singular: plural for plural, singular in IRREGULAR.items()}
HISSING = ("s", "x", "z", "ch", "sh")
SINGULAR_ENDINGS = ("ss", "us", "is")
"""Endings in -s of words that are no plurals."""
SHORTEST_PLURAL = 4


def singular(word: str) -> str:
    """The singular of a lower-case noun; a word that is no plural stays as it is."""
    if word in UNCOUNTABLE or word in PLURALS:
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    if not word.endswith("s") or word.endswith(SINGULAR_ENDINGS) or len(word) < SHORTEST_PLURAL:
        return word
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    hissing = word.endswith(("sses", "xes", "zzes", "ches", "shes"))
    return word.removesuffix("es" if hissing else "s")


def plural(word: str) -> str:
    """The plural of a lower-case noun in the singular; letters other than Latin ones stay as they are."""
    if word in UNCOUNTABLE or not word.isascii() or not word[-1:].isalpha():
        return word
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(HISSING) else f"{word}s"
