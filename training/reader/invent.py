"""Invents shops, people and addresses from the parts of `invent.toml`."""

import re
import tomllib
from pathlib import Path

import numpy as np

from .countries import COUNTRIES, Country

PARTS = tomllib.loads((Path(__file__).parent / "invent.toml").read_text(encoding="utf-8"))
# Countries without parts of their own come up this often, against the weights of `invent.toml`.
PLAIN_WEIGHT = 2.5
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def one(rng: np.random.Generator, choices):
    """A random element."""
    return choices[int(rng.integers(len(choices)))]


def digits(rng: np.random.Generator, count: int) -> str:
    """A random number of so many digits."""
    return "".join(map(str, rng.integers(0, 10, count)))


def pattern(rng: np.random.Generator, text: str, **more: str) -> str:
    """Fills a pattern in: {3} digits, {A2} capitals, {X4} hexadecimal, {n} 1-199, {n1} 1-9, {m} an amount.

    Other names in braces come from `more`.
    """

    def fill(match: re.Match) -> str:
        what = match[1]
        if what.isdigit():
            return digits(rng, int(what))
        if what[0] == "A" and what[1:].isdigit():
            return "".join(one(rng, _CAPITALS) for _ in range(int(what[1:])))
        if what[0] == "X" and what[1:].isdigit():
            return "".join(one(rng, "0123456789ABCDEF") for _ in range(int(what[1:])))
        if what == "n":
            return str(int(np.exp(rng.uniform(0, np.log(199)))))
        if what == "n1":
            return str(int(rng.integers(1, 10)))
        if what == "m":
            return f"{int(rng.integers(0, 200))}.{digits(rng, 2)}"
        return pattern(rng, more.get(what, ""), **{k: v for k, v in more.items() if k != what})

    return re.sub(r"\{(\w+)\}", fill, text)


def country(rng: np.random.Generator) -> Country:
    """A random country, those with most of the known receipts more often."""
    weights = np.array([PARTS.get(c.code, {}).get("weight", PLAIN_WEIGHT) for c in COUNTRIES], float)
    return COUNTRIES[int(rng.choice(len(COUNTRIES), p=weights / weights.sum()))]


def _fill(rng: np.random.Generator, parts: dict, text: str) -> str:
    more = {
        "s": one(rng, parts["streets"]),
        "t": one(rng, parts["towns"]),
        "p": one(rng, parts["last"]).replace("BINTI ", "").replace("BIN ", "").strip(" .") or "Lind",
        "first": one(rng, parts["first"]),
        "last": one(rng, parts["last"]),
    }
    return pattern(rng, text, **more).strip()


def merchant(rng: np.random.Generator, of: Country) -> list[str]:
    """Lines of the shop's sign: its name, at times its legal form or its owner's firm."""
    parts = PARTS.get(of.code)
    if not parts:
        return [f"{one(rng, of.names)} {one(rng, of.kinds)}"]
    front, back, kind = (one(rng, parts[k]) for k in ("front", "back", "kinds"))
    name = _fill(rng, parts, f"{front} {back} {kind}")
    # A tilde finishes the word before it, unless that ends in a space or a preposition.
    name = re.sub(r"  ~(\w)", lambda m: " " + m[1].upper(), name).replace(" ~", "").replace("- ", "-")
    lines = [" ".join(name.split())]
    if rng.random() < (0.7 if of.code == "MY" else 0.15):
        lines.append(_fill(rng, parts, one(rng, parts["forms"])))
    return lines


def address(rng: np.random.Generator, of: Country) -> list[str]:
    """Street and town, two to four lines."""
    parts = PARTS.get(of.code)
    if not parts:
        return [one(rng, of.streets), one(rng, of.cities)]
    count = 2 if of.code == "MY" and rng.random() < 0.5 else 1
    streets = [_fill(rng, parts, one(rng, parts["street"])) for _ in range(count)]
    return [*streets, _fill(rng, parts, one(rng, parts["town"]))]


def phone(rng: np.random.Generator, of: Country) -> str:
    """Telephone as the shop writes it."""
    parts = PARTS.get(of.code)
    if not parts:
        return one(rng, ("Tel: ", "TEL ", "Tel.", "")) + pattern(rng, of.phone)
    return _fill(rng, parts, one(rng, parts["phone"]))


def tax_id(rng: np.random.Generator, of: Country) -> str:
    """Company or tax number."""
    parts = PARTS.get(of.code)
    return _fill(rng, parts, one(rng, parts["reg"])) if parts else pattern(rng, of.tax_id)


def person(rng: np.random.Generator, of: Country) -> str:
    """Who served: a name, a first name, a number, or the till."""
    parts = PARTS.get(of.code)
    kind = rng.random()
    if kind < 0.2 or not parts:
        return one(
            rng, ("Operator 04", "0012", "ADMIN", "USER", "cash1", "MANAGER", "Tom B.", "Renée", "113")
        )
    text = _fill(rng, parts, one(rng, parts["first"]))
    return text if kind < 0.55 else f"{text} {one(rng, parts['last'])}".strip()
