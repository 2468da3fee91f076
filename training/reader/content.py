"""Writes the text of an invented receipt: who, when, what was bought, what it cost.

Amounts are integers in cents and always add up, because some of these receipts
become fixtures with an expected reading.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .alphabet import ALPHABET, LETTERS
from .countries import COUNTRIES, Country


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
    extra: list[str] = field(default_factory=list)

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


def digits(rng: np.random.Generator, count: int) -> str:
    """A random number of so many digits."""
    return "".join(map(str, rng.integers(0, 10, count)))


def pattern(rng: np.random.Generator, text: str) -> str:
    """`{3}` becomes three random digits."""
    return re.sub(r"\{(\d+)\}", lambda m: digits(rng, int(m[1])), text)


def one(rng: np.random.Generator, choices):
    """A random element."""
    return choices[int(rng.integers(len(choices)))]


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
    if rng.random() < 0.15:
        text += one(
            rng, (" 500g", " 1kg", " 2L", " 250 ml", " 6x", " 12pk", " XL", " Bio", " 1.5L", " 330ML", " 80g")
        )
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


def _extras(rng: np.random.Generator, items: list[Item], words: dict[str, str]) -> list[Item]:
    """Discounts and deposits after their items."""
    out = []
    for bought in items:
        out.append(bought)
        if rng.random() < 0.08 and bought.price > 60:
            cut = -max(5, int(bought.price * rng.uniform(0.05, 0.4)))
            out.append(Item(words["discount"], 1000, "", cut, cut, "", "discount"))
        elif rng.random() < 0.05:
            value = int(rng.choice([8, 15, 25, 10]))
            out.append(Item(words["deposit"], 1000, "", value, value, "", "deposit"))
    return out


def _random_text(rng: np.random.Generator) -> str:
    """Codes and strings that no dictionary helps with; every letter of the alphabet gets its turn."""
    kind = rng.random()
    if kind < 0.25:
        return "".join(one(rng, "0O1Il5S8B2Z6G.,-") for _ in range(int(rng.integers(3, 12))))
    if kind < 0.5:
        return "".join(
            one(rng, "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(int(rng.integers(4, 18)))
        )
    if kind < 0.7:
        return " ".join(
            "".join(one(rng, LETTERS) for _ in range(int(rng.integers(1, 5))))
            for _ in range(int(rng.integers(1, 4)))
        )
    if kind < 0.85:
        return "".join(one(rng, ALPHABET[1:95]) for _ in range(int(rng.integers(3, 14))))
    words = (
        "".join(one(rng, "abcdefghijklmnopqrstuvwxyz") for _ in range(int(rng.integers(2, 9))))
        for _ in range(int(rng.integers(1, 5)))
    )
    return " ".join(w.capitalize() if rng.random() < 0.4 else w for w in words)


def _extra_rows(rng: np.random.Generator) -> list[str]:
    rows = [
        "AID: A0000000" + digits(rng, 6),
        "AUTH CODE: " + digits(rng, 6),
        "TVR: 00000" + digits(rng, 5),
        "REF# " + digits(rng, 10),
        "************" + digits(rng, 4),
        "XXXX XXXX XXXX " + digits(rng, 4),
        "Terminal ID " + digits(rng, 8),
        "TRACE " + digits(rng, 6),
        "www."
        + one(rng, ("greenleaf", "frischemarkt", "petitverger", "orchard-foods", "molen"))
        + one(rng, (".com", ".de", ".fr", ".co.uk", ".eu")),
        "info@" + one(rng, ("example.com", "shop.example", "markt.example")),
        "Points earned: " + digits(rng, 3),
        "Mon-Sat 8:00-20:00",
        "Approved",
        "Contactless",
        "Visa Debit",
        "Mastercard",
        "MEMBER: " + digits(rng, 12),
        "POS " + digits(rng, 2) + " TR " + digits(rng, 4),
    ]
    chosen = [one(rng, rows) for _ in range(int(rng.integers(0, 6)))]
    chosen += [_random_text(rng) for _ in range(int(rng.integers(0, 7)))]
    return [chosen[i] for i in rng.permutation(len(chosen))]


def receipt(rng: np.random.Generator, names: list[str], country: Country | None = None) -> Receipt:
    """A random receipt."""
    country = country or one(rng, COUNTRIES)
    when = dt.datetime(2014, 1, 1) + dt.timedelta(minutes=int(rng.integers(0, 12 * 365 * 1440)))
    items = [
        item(rng, country, names)
        for _ in range(int(rng.choice([3, 5, 8, 12, 18, 26], p=[0.15, 0.25, 0.25, 0.2, 0.1, 0.05])))
    ]
    merchant = f"{one(rng, country.names)} {one(rng, country.kinds)}"
    return Receipt(
        country,
        merchant,
        [one(rng, country.streets), one(rng, country.cities)],
        pattern(rng, country.phone),
        pattern(rng, country.tax_id),
        when,
        when.strftime(one(rng, country.dates)),
        _extras(rng, items, country.words),
        float(one(rng, country.taxes)),
        one(
            rng,
            ("Anna", "M. Schmidt", "Lucie", "Operator 04", "SITI", "J. Kowalski", "Renée", "Tom B.", "0012"),
        ),
        digits(rng, int(rng.integers(4, 12))),
        [one(rng, country.thanks) for _ in range(int(rng.integers(1, 4)))],
        one(rng, country.money),
        _extra_rows(rng),
    )
