"""Writes the text of an invented receipt: who, when, what was bought, what it cost.

Amounts are integers in cents and always add up, because some of these receipts
become fixtures with an expected reading.
"""

import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from . import invent, notes
from .countries import Country
from .invent import digits, one, pattern

_PLAIN = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "SS",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "TH",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ı": "i",
        "€": "E",
        "¡": "",
        "¿": "",
    }
)
# Sizes and marks behind and before the names of goods.
_SIZES = (
    "500g",
    "1kg",
    "2L",
    "250 ml",
    "6x",
    "12pk",
    "XL",
    "Bio",
    "1.5L",
    "330ML",
    "80g",
    "(B)",
    "5X79G",
    '12"',
    "#{1}",
    "-{2}/{3}",
    "{1}.{1}MM",
    "{2}MM X {2}MM",
    "(S)",
    "{1}PCS",
    "/PKT",
    "{3}GM",
    "{2}X{2}CM",
    "{A2}-{3}",
    "(HOT)",
    "@{1}.{2}",
    "{2}/{2} BLK",
    "1/{1} PT",
    "{1}0%",
    "x{1}",
    "{2}CT",
    "{1} LB",
    "REG",
    "LGE",
    "NO.{1}",
    "{1}X{3}ML",
    "{1}W",
    "{4}",
    "TK",
    "BL",
)
_MARKS = ("{A1}{A1}{3}", "{4}", "*", "{2}-{3}", "- ", "{A2}", "{1}.", "{7}", "**", "{A1}{2}")


@dataclass
class Item:
    """One bought thing; a discount and a deposit are items of their own kind."""

    text: str
    quantity: int  # thousandths
    unit: str  # "" for pieces
    each: int  # cents a piece or a unit
    price: int  # cents
    code: str
    kind: str = "item"


@dataclass
class Receipt:
    """Everything that a layout needs."""

    country: Country
    merchant: str
    address: list[str]
    phone: str
    tax_id: str
    when: dt.datetime
    date: str
    items: list[Item]
    tax_rate: float
    cashier: str
    number: str
    thanks: list[str]
    money: str
    sign: list[str] = field(default_factory=list)
    clock: str = ""
    titles: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    # Groups of rows below the sums; a tab parts what stands left and right.
    blocks: list[list[str]] = field(default_factory=list)

    @property
    def subtotal(self) -> int:
        return sum(i.price for i in self.items)

    @property
    def tax(self) -> int:
        """Added to the prices, or contained in them."""
        if self.country.taxed:
            return round(self.subtotal * self.tax_rate / (1 + self.tax_rate))
        return round(self.subtotal * self.tax_rate)

    @property
    def total(self) -> int:
        return self.subtotal + (0 if self.country.taxed else self.tax)

    def word(self, which: str) -> str:
        return self.country.words[which]

    def amount(self, cents: int, dressed: bool = True) -> str:
        """Cents as this till writes them."""
        digits = f"{abs(cents) // 100}{self.country.decimal}{abs(cents) % 100:02d}"
        if abs(cents) >= 100_000:
            point = "." if self.country.decimal == "," else ","
            whole = f"{abs(cents) // 100:,}".replace(",", point)
            digits = f"{whole}{self.country.decimal}{abs(cents) % 100:02d}"
        digits = "-" + digits if cents < 0 else digits
        return self.money.format(digits) if dressed else digits


def shorten(rng: np.random.Generator, name: str) -> str:
    """An abbreviation as tills make them: vowels dropped, cut, points."""
    kind = rng.random()
    if kind < 0.35:
        name = re.sub(r"(?<=\w)[aeiou](?=\w)", "", name)
    elif kind < 0.55:
        name = " ".join(w[: int(rng.integers(3, 6))] + "." if len(w) > 6 else w for w in name.split())
    return name[: int(rng.integers(10, 25))].strip()


def load_names(folder: Path | None) -> list[str]:
    """English product names to widen the built-in lists."""
    out = []
    for name, key in (
        ("sr28_abbreviation_pairs", "short"),
        ("foodkeeper_names", "text"),
        ("completejourney_types", "text"),
    ):
        path = folder / f"{name}.jsonl" if folder else None
        if path and path.exists():
            out += [json.loads(line)[key][:34] for line in path.read_text().splitlines()]
    return out


def _name(rng: np.random.Generator, country: Country, names: list[str]) -> str:
    english = country.code in ("US", "UK", "CA", "MY")
    text = one(rng, names) if english and names and rng.random() < 0.5 else one(rng, country.goods)
    if rng.random() < 0.3:
        text = shorten(rng, text)
    if rng.random() < 0.25:
        text += " " + pattern(rng, one(rng, _SIZES))
    if country.code == "MY" and rng.random() < 0.15:
        text = pattern(rng, one(rng, _MARKS)) + " " + text
    return text


def item(rng: np.random.Generator, country: Country, names: list[str]) -> Item:
    """A random purchase."""
    text, unit, quantity = _name(rng, country, names), "", 1000
    each = int(np.exp(rng.normal(5.8, 0.9)))
    each = max(10, each // 10 * 10 + int(rng.choice([9, 5, 0, 9])))
    if country.currency in ("HUF", "CZK", "SEK", "DKK", "TRY"):
        each *= 10
    kind = rng.random()
    if kind < 0.2:
        quantity = 1000 * int(rng.integers(2, 7))
    elif kind < 0.3:
        unit, quantity = ("lb" if country.code == "US" else "kg"), int(rng.integers(80, 2500))
    code = digits(rng, int(rng.choice([4, 6, 8, 13, 13])))
    return Item(text, quantity, unit, each, round(each * quantity / 1000), code)


def _named(rng: np.random.Generator, country: Country, what: str) -> str:
    """What the till calls a discount or a deposit."""
    if rng.random() < 0.3:
        return country.words[what]
    return notes.some(rng, country, what + "s", 1, 2)[0]


def _extras(rng: np.random.Generator, items: list[Item], country: Country) -> list[Item]:
    """Discounts and deposits after their items."""
    out = []
    for bought in items:
        out.append(bought)
        if rng.random() < 0.08 and bought.price > 60:
            cut = -max(5, int(bought.price * rng.uniform(0.05, 0.4)))
            out.append(Item(_named(rng, country, "discount"), 1000, "", cut, cut, "", "discount"))
        elif rng.random() < 0.05:
            value = int(rng.choice([8, 15, 25, 10]))
            out.append(Item(_named(rng, country, "deposit"), 1000, "", value, value, "", "deposit"))
    return out


def plain(text: str) -> str:
    """The text as a till without accents prints it."""
    text = text.translate(_PLAIN)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def receipt(rng: np.random.Generator, names: list[str], country: Country | None = None) -> Receipt:
    """A random receipt."""
    country = country or invent.country(rng)
    when = dt.datetime(2014, 1, 1) + dt.timedelta(minutes=int(rng.integers(0, 12 * 365 * 1440)))
    count = int(rng.choice([1, 2, 3, 5, 8, 12, 18, 26], p=[0.1, 0.13, 0.15, 0.2, 0.17, 0.13, 0.08, 0.04]))
    items = [item(rng, country, names) for _ in range(count)]
    sign = invent.merchant(rng, country)
    who, date = invent.person(rng, country), when.strftime(one(rng, country.dates))
    clock = when.strftime(one(rng, ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p")))
    site = re.sub(r"[^a-z0-9]+", "", plain(sign[0]).lower())[:14]
    said = {"d": date, "c": clock, "w": who, "u": site}
    return Receipt(
        country,
        sign[0],
        invent.address(rng, country),
        invent.phone(rng, country),
        invent.tax_id(rng, country),
        when,
        date,
        _extras(rng, items, country),
        float(one(rng, country.taxes)),
        who,
        pattern(rng, one(rng, ("{4}", "{6}", "{8}", "{12}", "{A2}{6}", "{A1}{3}-{6}", "{4}-{4}", "{2}/{5}"))),
        [one(rng, country.thanks) for _ in range(int(rng.integers(0, 4)))],
        one(rng, country.money),
        sign[1:],
        clock,
        notes.some(rng, country, "titles", 0, 2, **said),
        notes.some(rng, country, "facts", 1, 6, **said),
        notes.blocks(rng, country, **said),
    )
