"""Arranges a receipt's text in rows and columns, as different tills do."""

from dataclasses import dataclass

import numpy as np

from .content import Item, Receipt, one


@dataclass
class Cell:
    """A text at `x` (0 left edge, 1 right edge of the print) with its own alignment."""

    text: str
    x: float = 0.0
    align: str = "left"


@dataclass
class Row:
    """Cells on one baseline; `rule`, `barcode` and `logo` rows carry no text to read."""

    cells: list[Cell]
    wide: int = 1
    tall: int = 1
    heavy: bool = False
    kind: str = "text"
    gap: float = 0.0


def centre(text: str, **how) -> Row:
    return Row([Cell(text, 0.5, "centre")], **how)


def pair(left: str, right: str, indent: float = 0.0, **how) -> Row:
    return Row([Cell(left, indent), Cell(right, 1.0, "right")], **how)


def _quantity(r: Receipt, item: Item) -> str:
    if item.unit:
        return f"{item.quantity / 1000:.3f}".replace(".", r.country.decimal)
    return str(item.quantity // 1000)


def _times(r: Receipt, item: Item, rng: np.random.Generator) -> str:
    """`0.456 kg @ 3.99/kg`, `2 x 1,50` and their like."""
    each, quantity = r.amount(item.each, dressed=False), _quantity(r, item)
    if item.unit:
        form = one(rng, ("{q} {u} @ {e}/{u}", "{q} {u} x {e} EUR/{u}", "{q}{u} @ {e} / {u}", "{q} {u} x {e}"))
    else:
        form = one(rng, ("{q} x {e}", "{q} @ {e}", "{q} X {e}", "{q}x {e}", "{q} * {e}", "{q} st {e}"))
    return form.format(q=quantity, e=each, u=item.unit)


def _one_row(r: Receipt, item: Item, rng) -> list[Row]:
    """Name and price on a row, the multiplication below or above when there is one."""
    rows = [pair(item.text, r.amount(item.price))]
    if item.kind == "item" and item.quantity != 1000:
        rows.append(Row([Cell(_times(r, item, rng), 0.06)]))
    return rows


def _quantity_first(r: Receipt, item: Item, rng) -> list[Row]:
    if item.kind != "item":
        return [pair(item.text, r.amount(item.price), indent=0.12)]
    if item.unit:
        return [Row([Cell(item.text, 0.12)]), pair(_times(r, item, rng), r.amount(item.price), indent=0.12)]
    return [
        Row([Cell(_quantity(r, item), 0.02), Cell(item.text, 0.12), Cell(r.amount(item.price), 1, "right")])
    ]


def _two_rows(r: Receipt, item: Item, rng) -> list[Row]:
    """Code and name on a row, the multiplication and the price below."""
    if item.kind != "item":
        return [pair(item.text, r.amount(item.price), indent=0.05)]
    below = [Cell(_times(r, item, rng), 0.1), Cell(r.amount(item.price), 1.0, "right")]
    head = f"{item.code} {item.text}" if len(item.code) < 9 else item.text
    rows = [Row([Cell(head)]), Row(below)]
    if len(item.code) >= 9:
        below[0] = Cell(item.code, 0.0)
        below.insert(1, Cell(_times(r, item, rng), 0.74, "right"))
    return rows


def _table(r: Receipt, item: Item, rng) -> list[Row]:
    """Name above, then quantity, price and amount in columns."""
    numbers = [
        Cell(item.code[:8], 0.0),
        Cell(_quantity(r, item), 0.42, "right"),
        Cell(r.amount(item.each, dressed=False), 0.7, "right"),
        Cell(r.amount(item.price), 1.0, "right"),
    ]
    return [Row([Cell(item.text)]), Row([c for c in numbers if c.text])]


def _head(r: Receipt, rng) -> list[Row]:
    big = int(rng.integers(1, 3))
    rows = [Row([], kind="logo", gap=0.5)] if rng.random() < 0.25 else []
    name = r.merchant.upper() if rng.random() < 0.5 else r.merchant
    rows.append(centre(name, wide=big if len(name) < 22 else 1, tall=big, heavy=rng.random() < 0.4, gap=0.3))
    about = [*r.address, one(rng, ("Tel: ", "TEL ", "Tel.", "")) + r.phone, r.tax_id]
    left = rng.random() < 0.2
    rows += [Row([Cell(t)]) if left else centre(t) for t in about if rng.random() < 0.9]
    return rows


def _when(r: Receipt, rng) -> list[Row]:
    clock = r.when.strftime(one(rng, ("%H:%M", "%H:%M:%S", "%I:%M %p")))
    kind = rng.random()
    if kind < 0.3:
        rows = [pair(f"{r.word('date')}: {r.date}", f"{r.word('time')}: {clock}")]
    elif kind < 0.6:
        rows = [pair(f"{r.date} {clock}", f"{r.word('slip')} {r.number}")]
    elif kind < 0.8:
        rows = [
            Row([Cell(f"{r.word('date')}"), Cell(f": {r.date} {clock}", 0.3)]),
            Row([Cell(r.word("slip")), Cell(": " + r.number, 0.3)]),
        ]
    else:
        rows = [pair(r.date, clock)]
    if rng.random() < 0.6:
        rows.append(Row([Cell(f"{r.word('cashier')}: {r.cashier}")]))
    return rows


def _heading(r: Receipt, style, rng) -> list[Row]:
    if style is _table:
        return [
            Row(
                [
                    Cell(one(rng, ("Item", "Code", "Art.", "Description"))),
                    Cell(r.word("quantity"), 0.42, "right"),
                    Cell(r.word("price"), 0.7, "right"),
                    Cell(r.word("total")[:9], 1, "right"),
                ]
            )
        ]
    return [pair("", r.country.currency)] if rng.random() < 0.3 else []


def _sums(r: Receipt, rng) -> list[Row]:
    rows = []
    if not r.country.taxed or rng.random() < 0.4:
        rows.append(pair(r.word("subtotal"), r.amount(r.subtotal)))
    if not r.country.taxed:
        rows.append(pair(f"{r.word('tax')} {r.tax_rate * 100:.3g}%", r.amount(r.tax)))
    big = int(rng.integers(1, 3))
    label = one(rng, ("{}", "{}:", "{} " + r.country.currency)).format(r.word("total"))
    rows.append(
        pair(
            label,
            r.amount(r.total),
            wide=big if big == 1 or len(label) < 10 else 1,
            tall=big,
            heavy=rng.random() < 0.5,
            gap=0.2,
        )
    )
    paid = r.total
    if rng.random() < 0.5:
        paid = -(-r.total // 500) * 500
        rows += [pair(r.word("cash"), r.amount(paid)), pair(r.word("change"), r.amount(paid - r.total))]
    else:
        rows.append(pair(r.word("card"), r.amount(paid)))
    count = sum(1 for i in r.items if i.kind == "item")
    if rng.random() < 0.4:
        rows.append(Row([Cell(f"{r.word('count')}: {count}")]))
    return rows


def _tax_table(r: Receipt, rng) -> list[Row]:
    net = r.total - r.tax
    columns = (0.0, 0.4, 0.7, 1.0)
    head = (
        r.word("tax")[:6] + " %",
        one(rng, ("Net", "Netto", "HT", "Base")),
        r.word("tax")[:6],
        r.word("total")[:8],
    )
    values = (
        f"{one(rng, 'ABC')} {r.tax_rate * 100:.3g}%".replace(".", r.country.decimal),
        *(r.amount(v, False) for v in (net, r.tax, r.total)),
    )

    def cells(texts) -> list[Cell]:
        return [Cell(t, x, "left" if x == 0 else "right") for t, x in zip(texts, columns, strict=True)]

    return [Row(cells(head)), Row(cells(values))]


def rows(r: Receipt, rng: np.random.Generator) -> list[Row]:
    """The whole receipt from top to bottom."""
    style = one(rng, (_one_row, _one_row, _one_row, _quantity_first, _two_rows, _table))

    def rule() -> list[Row]:
        return [Row([], kind="rule", gap=0.1)] if rng.random() < 0.7 else []

    out = _head(r, rng)
    if rng.random() < 0.7:
        out += rule() + _when(r, rng)
    out += rule() + _heading(r, style, rng) + rule()
    for item in r.items:
        out += style(r, item, rng)
    out += rule() + _sums(r, rng)
    if rng.random() < 0.6:
        out += rule() + _tax_table(r, rng)
    out += [centre(t) if rng.random() < 0.5 else Row([Cell(t)]) for t in r.extra]
    out += rule() + [centre(t, gap=0.2) for t in r.thanks]
    if rng.random() < 0.3:
        out.append(Row([], kind="barcode", gap=0.5))
    if rng.random() < 0.35:
        for row in out:
            for cell in row.cells:
                cell.text = cell.text.upper()
    return out
