"""Rows of invented receipts with the part that each plays, for the model of line types."""

import random

import numpy as np

from reader import content, layout, lines, sums

from .augment import _misread, augmented

# The parts, in the order of `LineType` in `crates/ml/src/classify/lines.rs`.
KINDS = [
    "merchant", "address", "about", "columns", "item", "quantity", "discount", "deposit", "subtotal", "tax", "total",
    "rounding", "tender", "change", "count", "tax_table",
]  # fmt: skip
INDEX = {kind: at for at, kind in enumerate(KINDS)}

# Languages of the lexicon by country.
SPOKEN = {"DE": "de", "AT": "de", "FR": "fr", "ES": "es", "IT": "it", "NL": "nl", "PL": "pl", "SE": "sv", "PT": "pt", "MY": "ms"}  # fmt: skip


def _text(row):
    return " ".join(cell.text.strip() for cell in row.cells if cell.text.strip())


def _labels(receipt):
    """The words by which this receipt calls its sums, the longest first."""
    word = receipt.word
    pairs = [
        (word("subtotal"), "subtotal"), (word("total"), "total"), (word("cash"), "tender"), (word("card"), "tender"),
        (word("change"), "change"), (word("count"), "count"), (word("tax"), "tax"), ("Rounding", "rounding"),
        ("ROUNDING", "rounding"), ("Discount", "discount"),
    ]  # fmt: skip
    for before, tax, total in sums._MALAY_LABELS:
        pairs += [(before, "subtotal"), (tax, "tax"), (total, "total")]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _sum_kind(text, labels):
    plain = text.lower()
    for label, kind in labels:
        if plain.startswith(label.lower().rstrip(" :")):
            return kind
    return "total"


def _item_rows(receipt, item, style, rng):
    for row in style(receipt, item, rng):
        text = _text(row)
        if item.kind != "item":
            yield text, item.kind
            continue
        first = item.text.split()[0] if item.text.split() else ""
        yield text, "item" if first and first in text else "quantity"


def _name(receipt, names, rng, chance):
    language = SPOKEN.get(receipt.country.code, "en")
    name, category = chance.choice(names.get(language) or names["en"])
    return augmented(name, category, language, chance)


def receipt_rows(rng, chance, names):
    """Text and kind of each row of an invented receipt, top to bottom."""
    receipt = content.receipt(rng, [])
    for item in receipt.items:
        if item.kind == "item" and chance.random() < 0.7:
            item.text = _name(receipt, names, rng, chance)
    style = lines.STYLES[int(rng.integers(len(lines.STYLES)))]
    out = []
    address = {line.lower() for line in receipt.address}
    for row in layout._head(receipt, rng):
        text = _text(row)
        head = text.lower() in (receipt.merchant.lower(), receipt.merchant.split()[0].lower())
        out.append((text, "merchant" if head else "address" if text.lower() in address else "about"))
    out += [(_text(row), "about") for row in layout._when(receipt, rng)]
    out += [(_text(row), "columns") for row in lines.heading(receipt, style, rng)]
    for item in receipt.items:
        out += _item_rows(receipt, item, style, rng)
    labels = _labels(receipt)
    out += [(_text(row), _sum_kind(_text(row), labels)) for row in sums.sums(receipt, rng)]
    if rng.random() < 0.6:
        out += [(_text(row), "tax_table") for row in sums.tax_table(receipt, rng)]
    out += [(_text(row), "about") for row in layout._foot(receipt, rng)]
    capitals, accents = rng.random() < 0.6, rng.random() >= 0.3
    done = []
    kept = [(text, kind) for text, kind in out if text]
    for at, (text, kind) in enumerate(kept):
        text = text.upper() if capitals else text
        text = text if accents else content.plain(text)
        if chance.random() < 0.25:
            text = _misread(text, chance)
        done.append((text, INDEX[kind], at / max(1, len(kept) - 1)))
    return done


def draw(names, seed):
    """Rows of one receipt after the other, without end."""
    rng, chance = np.random.default_rng(seed), random.Random(seed)
    while True:
        yield from receipt_rows(rng, chance, names)
