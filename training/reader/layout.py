"""Arranges a receipt's text in rows and columns, as different tills do."""

import re

import numpy as np

from . import lines, sums
from .content import Receipt, one, plain
from .rows import Cell, Row, centre, left, pair, split

# Share of receipts from tills without accents, and of those that print in capitals only.
NO_ACCENTS, CAPITALS = 0.15, 0.35


def _head(r: Receipt, rng) -> list[Row]:
    rows = [Row([], kind="logo", gap=0.5)] if rng.random() < 0.22 else []
    if rng.random() < 0.12:
        # The brand alone, as large as a logo.
        rows.append(centre(r.merchant.split()[0], voice="head", gap=0.5))
    name = r.merchant.upper() if rng.random() < 0.5 else r.merchant
    if rng.random() < 0.4:
        rows.append(centre(name, voice="head", gap=0.3))
    else:
        big, wide = int(rng.integers(1, 3)), int(rng.integers(1, 3))
        rows.append(
            centre(name, wide=wide if len(name) < 22 else 1, tall=big, heavy=rng.random() < 0.4, gap=0.3)
        )
    about = [*r.sign, *r.address, r.phone, r.tax_id]
    at_left = rng.random() < 0.2
    voice = "small" if rng.random() < 0.12 else "body"
    rows += [
        left(t, voice=voice) if at_left else centre(t, voice=voice)
        for t in about
        if t and rng.random() < 0.92
    ]
    return rows + [_title(title, rng) for title in r.titles]


def _title(title: str, rng) -> Row:
    wide = int(rng.choice([1, 1, 2])) if len(title) < 15 else 1
    how = {"wide": wide, "tall": int(rng.choice([1, 1, 2])), "heavy": rng.random() < 0.4}
    dress = rng.random()
    return centre(title, gap=0.4, under=dress < 0.2, inverse=dress > 0.9, **how)


def _when(r: Receipt, rng) -> list[Row]:
    clock = r.clock or r.when.strftime("%H:%M")
    kind = rng.random()
    if kind < 0.25:
        rows = [pair(f"{r.word('date')}: {r.date}", f"{r.word('time')}: {clock}")]
    elif kind < 0.45:
        rows = [pair(f"{r.date} {clock}", f"{r.word('slip')} {r.number}")]
    elif kind < 0.75:
        x = float(rng.uniform(0.22, 0.34))
        facts = (
            (r.word("slip"), r.number),
            (r.word("date"), f"{r.date} {clock}"),
            (r.word("cashier"), r.cashier),
        )
        joint = one(rng, (": ", ":", " : "))
        rows = [Row([Cell(label), Cell(joint + value, x)]) for label, value in facts]
    else:
        rows = [pair(r.date, clock)]
    if rng.random() < 0.4:
        rows.append(left(f"{r.word('cashier')}: {r.cashier}"))
    return rows + [split(t) for t in r.facts]


def _foot(r: Receipt, rng) -> list[Row]:
    out = []
    for block in r.blocks:
        align = "centre" if rng.random() < 0.5 else "left"
        voice = "small" if rng.random() < 0.2 else "body"
        out += [split(t, align, gap=0.0, voice=voice) for t in block]
        if rng.random() < 0.3:
            out.append(Row([], kind="rule", gap=0.1))
    out += [centre(t, gap=0.2) for t in r.thanks]
    if rng.random() < 0.3:
        out.append(Row([], kind="barcode", gap=0.5))
        out.append(centre(r.number + str(rng.integers(10**7)), gap=0))
    elif rng.random() < 0.12:
        out.append(Row([], kind="qr", gap=0.5))
    return out


_AMOUNT = re.compile(r"(-?)(\d+)([.,])(\d\d)\b")


def _spelled(rng: np.random.Generator):
    """A habit of writing amounts that few tills have, as a function of the text."""
    kind = rng.random()
    if kind < 0.03:
        # Some print and some scans part the decimals.
        return lambda t: _AMOUNT.sub(r"\1\2\3 \4", t) if rng.random() < 0.5 else t
    if kind < 0.08:
        return lambda t: _AMOUNT.sub(lambda m: f"{m[2]}{m[3]}{m[4]}{m[1]}", t)
    if kind < 0.12:
        return lambda t: _AMOUNT.sub(lambda m: m[0] if m[2] != "0" else f"{m[1]}{m[3]}{m[4]}", t)
    if kind < 0.14:
        return lambda t: _AMOUNT.sub(r"\1*\2\3\4", t)
    return lambda t: t


def _edged(out: list[Row], rng: np.random.Generator) -> list[Row]:
    """Stars or dashes around a few centred texts."""
    for row in out:
        if (
            len(row.cells) == 1
            and row.cells[0].align == "centre"
            and row.voice == "body"
            and rng.random() < 0.05
        ):
            mark = one(
                rng,
                ("* {} *", "*** {} ***", "- {} -", "** {} **", "==={}===", "...{}...", "<< {} >>", "# {} #"),
            )
            row.cells[0].text = mark.format(row.cells[0].text)
    return out


def rows(r: Receipt, rng: np.random.Generator) -> list[Row]:
    """The whole receipt from top to bottom."""
    shares = lines.MALAY if r.country.code == "MY" else lines.PLAIN
    style = lines.STYLES[int(rng.choice(len(lines.STYLES), p=shares))]
    ruled = rng.uniform(0.2, 1.0)

    def rule() -> list[Row]:
        return [Row([], kind="rule", gap=0.1)] if rng.random() < ruled else []

    out = _head(r, rng)
    if rng.random() < 0.8:
        out += rule() + _when(r, rng)
    out += rule() + lines.heading(r, style, rng) + rule()
    for item in r.items:
        out += style(r, item, rng)
    out += rule() + sums.sums(r, rng)
    if rng.random() < 0.6:
        out += rule() + sums.tax_table(r, rng)
    out += rule() + _foot(r, rng)
    capitals, accents = rng.random() < CAPITALS, rng.random() >= NO_ACCENTS
    spelled = _spelled(rng)
    for cell in (cell for row in _edged(out, rng) for cell in row.cells):
        cell.text = cell.text.upper() if capitals else cell.text
        cell.text = cell.text if accents else plain(cell.text)
        if cell.align == "right":
            cell.text = spelled(cell.text)
    return out
