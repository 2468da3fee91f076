"""How tills print a bought item: on one row, on two, in columns, with codes."""

import numpy as np

from .content import Item, Receipt, one
from .rows import Cell, Row, left, pair, quantity


def _times(r: Receipt, item: Item, rng: np.random.Generator) -> str:
    """`0.456 kg @ 3.99/kg`, `2 x 1,50` and their like."""
    each, count = r.amount(item.each, dressed=False), quantity(r, item)
    if item.unit:
        form = one(rng, _BY_WEIGHT)
    else:
        form = one(rng, _BY_COUNT)
    return form.format(q=count, e=each, u=item.unit, c=r.country.currency)


_BY_WEIGHT = (
    "{q} {u} @ {e}/{u}",
    "{q} {u} x {e} {c}/{u}",
    "{q}{u} @ {e} / {u}",
    "{q} {u} x {e}",
    "{q} {u} NET @ {c}{e}/{u}",
    "WT {q} {u} @ {e}",
    "{q}{u} x {e}/{u}",
)
_BY_COUNT = (
    "{q} x {e}",
    "{q} @ {e}",
    "{q} X {e}",
    "{q}x {e}",
    "{q} * {e}",
    "{q} st {e}",
    "{q} @ {e} EA",
    "{q} Stk x {e}",
    "{q}X{e}",
    "{q} PCS * {e}",
    "{q} UNIT @ {e}",
    "{q} for {e}",
)


def one_row(r: Receipt, item: Item, rng) -> list[Row]:
    """Name and price on a row, the multiplication below or above when there is one."""
    rows = [pair(item.text, r.amount(item.price))]
    if item.kind == "item" and item.quantity != 1000:
        rows.append(left(_times(r, item, rng), 0.06))
    return rows


def coded(r: Receipt, item: Item, rng) -> list[Row]:
    """Code, name and price on a row."""
    if item.kind != "item":
        return [pair(item.text, r.amount(item.price), indent=0.1)]
    return [pair(f"{item.code[:6]} {item.text}", r.amount(item.price))]


def quantity_first(r: Receipt, item: Item, rng) -> list[Row]:
    if item.kind != "item":
        return [pair(item.text, r.amount(item.price), indent=0.12)]
    if item.unit:
        return [left(item.text, 0.12), pair(_times(r, item, rng), r.amount(item.price), indent=0.12)]
    return [
        Row([Cell(quantity(r, item), 0.02), Cell(item.text, 0.1), Cell(r.amount(item.price), 1, "right")])
    ]


def two_rows(r: Receipt, item: Item, rng) -> list[Row]:
    """Code and name on a row, the multiplication and the price below."""
    if item.kind != "item":
        return [pair(item.text, r.amount(item.price), indent=0.05)]
    below = [Cell(_times(r, item, rng), 0.1), Cell(r.amount(item.price), 1.0, "right")]
    head = f"{item.code} {item.text}" if len(item.code) < 9 else item.text
    rows = [left(head), Row(below)]
    if len(item.code) >= 9:
        below[0] = Cell(item.code, 0.0)
        below.insert(1, Cell(_times(r, item, rng), 0.74, "right"))
    return rows


def table(r: Receipt, item: Item, rng) -> list[Row]:
    """Name above, then code, quantity, price and amount in columns."""
    numbers = [
        Cell(item.code[:8], 0.0),
        Cell(quantity(r, item), 0.42, "right"),
        Cell(r.amount(item.each, dressed=False), 0.7, "right"),
        Cell(r.amount(item.price), 1.0, "right"),
    ]
    return [left(item.text), Row([c for c in numbers if c.text])]


def columns(r: Receipt, item: Item, rng) -> list[Row]:
    """Name, quantity, price and amount on one row; a long name wraps."""
    words, first = item.text.split(), ""
    while words and len(first) + len(words[0]) < 16:
        first = f"{first} {words.pop(0)}".strip()
    first = first or words.pop(0)[:16]
    row = Row(
        [
            Cell(first, 0.0),
            Cell(quantity(r, item), 0.55, "right"),
            Cell(r.amount(item.each, dressed=False), 0.76, "right"),
            Cell(r.amount(item.price), 1.0, "right"),
        ]
    )
    return [row, *([left(" ".join(words))] if words else [])]


def starred(r: Receipt, item: Item, rng) -> list[Row]:
    """Name with a tax mark at the edge, then code, multiplication and amount."""
    if item.kind != "item":
        return [pair(item.text, r.amount(item.price, dressed=False))]
    below = [
        Cell(item.code or "9000", 0.0),
        Cell(f"{quantity(r, item)} X {r.amount(item.each, dressed=False)}", 0.78, "right"),
        Cell(r.amount(item.price, dressed=False), 1.0, "right"),
    ]
    return [pair(item.text, one(rng, ("*S", "*Z", "SR", "S", "*", "T"))), Row(below)]


def stocked(r: Receipt, item: Item, rng) -> list[Row]:
    """Code, quantity, prices before and after tax, amount and tax code in columns; the name below."""
    each, amount = (r.amount(v, dressed=False) for v in (item.each, item.price))
    numbers = [
        Cell((item.code or "10088")[:7], 0.0),
        Cell(quantity(r, item), 0.34, "right"),
        Cell(each, 0.54, "right"),
        Cell(r.amount(round(item.each * (1 + r.tax_rate)), dressed=False), 0.74, "right"),
        Cell(amount, 0.93, "right"),
        Cell(one(rng, ("SR", "SR", "ZRL", "Z", "S")), 1.0, "right"),
    ]
    return [Row(numbers), left(item.text, float(one(rng, (0.0, 0.02))))]


def units(r: Receipt, item: Item, rng) -> list[Row]:
    """Name in heavy type, then count, unit, price, discount and amount."""
    numbers = [
        Cell(f"{quantity(r, item)} {item.unit or one(rng, ('UNIT', 'PKT', 'PCS', 'BOX'))} *", 0.34, "right"),
        Cell(r.amount(item.each, dressed=False), 0.58, "right"),
        Cell(r.amount(0, dressed=False), 0.77, "right"),
        Cell(r.amount(item.price, dressed=False), 1.0, "right"),
    ]
    return [left(item.text, heavy=True), Row(numbers)]


STYLES = (one_row, coded, quantity_first, two_rows, table, columns, starred, stocked, units)
# Shares in countries with plain tills and in Malaysia.
PLAIN = (0.34, 0.1, 0.14, 0.14, 0.07, 0.12, 0.03, 0.02, 0.04)
MALAY = (0.13, 0.07, 0.14, 0.1, 0.14, 0.12, 0.1, 0.12, 0.08)


def heading(r: Receipt, style, rng) -> list[Row]:
    """The names of the columns, where the style has any."""
    name = one(rng, ("Item", "Code", "Art.", "Description", "ITEM", "DESCRIPTION"))
    count, each, total = r.word("quantity"), r.word("price"), r.word("total")[:9]
    if style is table:
        return [_named((name, 0), (count, 0.42), (each, 0.7), (total, 1))]
    if style is columns:
        return [
            _named(
                (name, 0),
                (count, 0.55),
                (each, 0.76),
                (one(rng, (total, "Amount", "RM" if r.country.code == "MY" else r.country.currency)), 1),
            )
        ]
    if style is stocked:
        above = _named(("", 0), ("(GST)", 0.74), ("(GST)", 0.95))
        return [
            above,
            _named(
                (name, 0), ("Qty", 0.34), ("S/Price", 0.54), ("S/Price", 0.74), ("Amount", 0.93), ("Tax", 1)
            ),
        ]
    if style is units:
        return [_named((name, 0)), _named((count, 0.3), (each, 0.58), ("Disc", 0.77), ("Amount", 1))]
    if style is quantity_first and rng.random() < 0.5:
        return [Row([Cell(count, 0), Cell(name, 0.12), Cell(one(rng, (total, "AMOUNT")), 1, "right")])]
    return [pair("", r.country.currency)] if rng.random() < 0.3 else []


def _named(*columns: tuple[str, float]) -> Row:
    return Row([Cell(t, x, "right" if x else "left") for t, x in columns if t])
