"""Totals, payment and tax tables at the foot of a receipt."""

import numpy as np

from .content import Receipt, one
from .rows import Cell, Row, centre, left, pair

_MALAY_LABELS = (
    ("Total Sales (Excluding GST)", "Total GST", "Total Sales (Inclusive of GST)"),
    ("Total (Excluding GST)", "GST Payable", "Total (Inclusive of GST)"),
    ("Subtotal", "GST 6%", "TOTAL"),
    ("Total Excl. of GST", "Total GST @6%", "Total Incl. of GST"),
    ("SUB TOTAL", "SERVICE TAX 6%", "Nett Total"),
    ("Total Amount", "GST @ 6%", "TOTAL RM INCL. OF GST"),
)


def _row(kind: str, label: str, value: str, **how) -> Row:
    """Label and amount: at both edges, with a colon's column, or both at the right."""
    label = label if kind == "edges" else label.rstrip(" :")
    if kind == "colon":
        return Row([Cell(label), Cell(":", 0.68), Cell(value, 1.0, "right")], **how)
    if kind == "right":
        return Row([Cell(label + " :", 0.76, "right"), Cell(value, 1.0, "right")], **how)
    if kind == "tight":
        return Row([Cell(label + ":"), Cell(value, 1.0, "right")], **how)
    return pair(label, value, **how)


def sums(r: Receipt, rng: np.random.Generator) -> list[Row]:
    """Subtotal, tax, total, payment and change."""
    kind = one(rng, ("edges", "edges", "edges", "tight", "colon", "right"))
    dress = rng.random() < 0.6
    big = int(rng.choice([1, 1, 2]))
    # Double width without double height is as common as double height alone.
    shape = {"tall": big, "wide": 1 if rng.random() < 0.5 else big} if rng.random() < 0.7 else {"wide": big}

    def row(label: str, cents: int, **how) -> Row:
        return _row(kind, label, r.amount(cents, dress), **how)

    rows = []
    if r.country.code == "MY" and rng.random() < 0.8:
        before, tax, total = one(rng, _MALAY_LABELS)
        rows.append(row(before, r.total - r.tax))
        if rng.random() < 0.5:
            rows.append(row("Discount", 0))
        rows.append(row(tax, r.tax))
        if rng.random() < 0.7:
            rows.append(
                row(
                    one(rng, ("Rounding", "ROUNDING ADJ", "Rounding Adj", "Rounding Adjustment")),
                    one(rng, (0, -2, 1, 2, -1)),
                )
            )
    else:
        if not r.country.taxed or rng.random() < 0.4:
            rows.append(row(r.word("subtotal"), r.subtotal))
        if not r.country.taxed:
            rows.append(row(f"{r.word('tax')} {r.tax_rate * 100:.3g}%", r.tax))
        total = one(rng, ("{}", "{}:", "{} " + r.country.currency)).format(r.word("total"))
    if len(total) > 10:
        shape["wide"] = 1
    rows.append(row(total, r.total, heavy=rng.random() < 0.5, gap=0.2, under=rng.random() < 0.1, **shape))
    return rows + _paid(r, row, rng)


def _paid(r: Receipt, row, rng) -> list[Row]:
    rows, paid = [], r.total
    if rng.random() < 0.5:
        paid = -(-r.total // 500) * 500
        rows += [row(r.word("cash"), paid), row(r.word("change"), paid - r.total)]
    else:
        rows.append(row(r.word("card"), paid))
    count = sum(1 for i in r.items if i.kind == "item")
    if rng.random() < 0.4:
        form = one(rng, ("{}: {}", "{} {}", "{} : {}", "{}({})"))
        rows.append(left(form.format(r.word("count"), count)))
    return rows


def tax_table(r: Receipt, rng) -> list[Row]:
    """Net, tax and gross by rate; in Malaysia the GST summary, at times framed."""
    net = r.total - r.tax
    rate = f"{r.tax_rate * 100:.3g}%".replace(".", r.country.decimal)
    money = [r.amount(v, False) for v in (net, r.tax, r.total)]
    if r.country.code == "MY":
        return _summary(r, money, rng)
    kind = rng.random()
    if kind < 0.25:
        return [left(f"{r.word('tax')} {rate}: {money[0]} = {money[1]}")]
    if kind < 0.4:
        return (
            [left(f"{rate} {r.word('tax')} inkl. {money[2]} {money[1]}")]
            if r.country.code in "DEATCH"
            else [pair(f"{r.word('tax')} {rate}", money[1])]
        )
    head = (
        r.word("tax")[:6] + " %",
        one(rng, ("Net", "Netto", "HT", "Base")),
        r.word("tax")[:6],
        r.word("total")[:8],
    )
    rows = [_columns(head)]
    if len(set(r.country.taxes)) > 1 and rng.random() < 0.5:
        rows += [_columns(texts) for texts in _shares(r, rng)]
    else:
        rows.append(_columns((f"{one(rng, ('A', 'B', 'C', 'A:', '1', '*'))} {rate}", *money)))
    if rng.random() < 0.3:
        rows.append(_columns((r.word("total")[:8], *money)))
    return rows


def _shares(r: Receipt, rng) -> list[tuple[str, ...]]:
    """A row of net, tax and gross for each of the country's rates; the gross amounts add up."""
    out, left_over = [], r.total
    for place, rate in enumerate(r.country.taxes):
        last = place == len(r.country.taxes) - 1
        gross = left_over if last else round(left_over * rng.uniform(0.2, 0.8))
        net = round(gross / (1 + rate))
        left_over -= gross
        label = f"{'ABCD'[place]} {rate * 100:.3g}%".replace(".", r.country.decimal)
        out.append((label, *(r.amount(v, False) for v in (net, gross - net, gross))))
    return out


def _summary(r: Receipt, money: list[str], rng) -> list[Row]:
    title = one(rng, ("GST Summary", "GST SUMMARY", "GST SUMMARY:", "GST Analysis"))
    net, tax, _ = money
    if rng.random() < 0.5:
        head = Row(
            [
                Cell(title),
                Cell(one(rng, ("Amount(RM)", "Amt(RM)", "Amount")), 0.68, "right"),
                Cell("Tax(RM)", 1.0, "right"),
            ]
        )
        code = one(rng, ("SR @ 6%", "S = 6%", "SR (@ 6%)", "GST S@6%", "Z = 0%", "ZRL @ 0%", "SR"))
        return [head, Row([Cell(code), Cell(net, 0.68, "right"), Cell(tax, 1.0, "right")])]
    marks = {"heavy": True, "under": rng.random() < 0.5}
    head = Row(
        [
            Cell("Tax Code"),
            Cell("%", 0.4, "right"),
            Cell("Amt (RM)", 0.7, "right"),
            Cell("Tax (RM)", 1.0, "right"),
        ],
        **marks,
    )
    body = Row(
        [
            Cell(one(rng, ("SR", "ZRL", "SRL"))),
            Cell("6", 0.4, "right"),
            Cell(net, 0.7, "right"),
            Cell(tax, 1.0, "right"),
        ]
    )
    foot = Row([Cell("Total :", 0.4, "right"), Cell(net, 0.7, "right"), Cell(tax, 1.0, "right")], heavy=True)
    rows = [centre(title) if rng.random() < 0.3 else left(title, heavy=True), head, body, foot]
    if rng.random() < 0.45:
        return [Row([], kind="frame"), *rows, Row([], kind="end")]
    return rows


def _columns(texts) -> Row:
    return Row([Cell(t, x, "left" if x == 0 else "right") for t, x in zip(texts, (0.0, 0.46, 0.74, 1.0))])
