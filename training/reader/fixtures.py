"""Renders the sample receipt of the app and the receipts of the tests.

Each is a JPEG with a JSON of what a reader should find: merchant, date, total,
currency and items. Shops and people are invented; the sums are exact.
"""

import argparse
import datetime as dt
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .content import Item, Receipt
from .countries import BY_CODE
from .fonts import Type
from .geometry import Pose, View
from .glyphs import Face
from .paper import print_rows
from .rows import Cell, Row, centre, pair

# Of the JPEGs: print stays sharp, and the sample stays under 150 kB.
QUALITY = 82


@dataclass
class Fixture:
    """A receipt by hand: who, what, and how the picture is spoiled."""

    country: str
    merchant: str
    about: list[str]
    when: dt.datetime
    date: str
    tax: float
    money: str
    font: str
    size: int
    seed: int
    turn: float
    faded: float
    # (name, quantity, unit, cents a unit)
    goods: list[tuple[str, float, str, int]]


def read() -> dict[str, Fixture]:
    """The fixtures by name; `sample` is the app's."""
    tables = tomllib.loads((Path(__file__).parent / "fixtures.toml").read_text(encoding="utf-8"))
    return {name: Fixture(**table) for name, table in tables.items()}


def receipt(f: Fixture) -> Receipt:
    """The fixture with its amounts worked out."""
    items = [Item(n, round(1000 * q), u, e, round(q * e), "") for n, q, u, e in f.goods]
    return Receipt(
        BY_CODE[f.country],
        f.merchant,
        f.about,
        "",
        "",
        f.when,
        f.date,
        items,
        f.tax,
        "Anna",
        "004217",
        [],
        f.money,
    )


def _item_rows(r: Receipt, item: Item) -> list[Row]:
    rows = [pair(item.text, r.amount(item.price))]
    each = r.amount(item.each, dressed=False)
    if item.unit:
        amount = f"{item.quantity / 1000:.3f}".replace(".", r.country.decimal)
        rows.append(Row([Cell(f"{amount} {item.unit} @ {each}/{item.unit}", 0.06)]))
    elif item.quantity != 1000:
        rows.append(Row([Cell(f"{item.quantity // 1000} x {each}", 0.06)]))
    return rows


def _sums(r: Receipt) -> list[Row]:
    word, currency = r.country.words, r.country.currency
    rate = f"{100 * r.tax_rate:.3g}%".replace(".", r.country.decimal)
    tax = pair(f"{word['tax']} {rate}", r.amount(r.tax, False), gap=0.3 if r.country.taxed else 0)
    total = word["total"] if currency in word["total"] else f"{word['total']} {currency}"
    paid = [
        pair(total, r.amount(r.total, False), heavy=True, tall=2, gap=0.2),
        pair(word["card"], r.amount(r.total, False)),
    ]
    if r.country.taxed:
        return [*paid, tax]
    return [pair(word["subtotal"], r.amount(r.subtotal, False)), tax, *paid]


def rows(r: Receipt) -> list[Row]:
    """A plain layout: head, items, sums, foot."""
    rule, word = Row([], kind="rule", gap=0.1), r.country.words
    head = [centre(r.merchant, wide=2, tall=2, heavy=True, gap=0.4), *(centre(t) for t in r.address)]
    about = [
        pair(f"{word['date']}: {r.date}", f"{word['time']}: {r.when:%H:%M}"),
        Row([Cell(f"{word['cashier']}: {r.cashier}")]),
    ]
    items = [row for item in r.items for row in _item_rows(r, item)]
    foot = [rule, centre(r.country.thanks[0], gap=0.3)]
    return [*head, rule, *about, rule, *items, rule, *_sums(r), *foot]


def picture(f: Fixture, font_root: str) -> np.ndarray:
    """The receipt as a photograph, u8 [H, W, 3]: warm paper on a darker table."""
    rng = np.random.default_rng(f.seed)
    path = next(str(p) for p in sorted(Path(font_root).rglob("*")) if f.font in p.name)
    face = Face(path, f.size, 1.0, False, 0.0)
    width = round(38 * face.draw("Wholemeal Bread 12.99").advance)
    strip = print_rows(rows(receipt(f)), Type(face, face, face), rng, width, round(0.07 * width), 2.0)
    ink = cv2.GaussianBlur(strip.ink(), (0, 0), 0.5) * f.faded
    white = np.full(ink.shape, 238.0, np.float32)
    grain = rng.uniform(-1, 1, (max(2, ink.shape[0] // 90), max(2, ink.shape[1] // 90))).astype(np.float32)
    white += 6 * cv2.resize(grain, ink.shape[::-1], interpolation=cv2.INTER_CUBIC)
    sheet = white * (1 - ink) + 52 * ink
    grey = _developed(sheet, f, rng)
    return np.stack([grey, grey * 0.985, grey * 0.95], 2).clip(0, 255).astype(np.uint8)


def _developed(sheet: np.ndarray, f: Fixture, rng) -> np.ndarray:
    """The sheet turned on its table, softly lit, with a little noise of the sensor."""
    height, width = sheet.shape
    room = round(0.08 * width)
    lean = np.float32(rng.normal(0, 0.004 * width, (4, 2)))
    wave = (width * rng.uniform(0.8, 2.5), rng.uniform(0, 6.3))
    pose = Pose(np.radians(f.turn), curl=1.2, periods=(wave[0], 1.0), phases=(wave[1], 0.0), corners=lean)
    view = View(sheet.shape, pose, (room, room, room, room))
    u, v = view.maps()
    seen = cv2.remap(sheet, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    on_paper = ((u >= 0) & (u < sheet.shape[1]) & (v >= 0) & (v < sheet.shape[0])).astype(np.float32)
    soft = cv2.GaussianBlur(on_paper, (0, 0), 0.8)
    shade = 1 - 0.35 * (cv2.GaussianBlur(on_paper, (0, 0), 9) * (1 - soft))
    planks = rng.uniform(-1, 1, (4, max(2, seen.shape[1] // 7))).astype(np.float32)
    table = 92 + 14 * cv2.resize(planks, seen.shape[::-1], interpolation=cv2.INTER_CUBIC)
    out = seen * soft + table * shade * (1 - soft)
    light = np.float32([[1.0, 0.96], [0.97, 0.88]])
    out *= cv2.resize(light, seen.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return out + rng.normal(0, 1.6, out.shape)


def _decimal(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def expected(f: Fixture) -> dict:
    """What a reader should find; amounts are decimal strings."""
    r = receipt(f)
    items = [
        {
            "text": i.text,
            "quantity": f"{i.quantity / 1000:g}",
            "unit": i.unit or None,
            "price": _decimal(i.price),
        }
        for i in r.items
    ]
    return {
        "merchant": r.merchant,
        "date": f"{r.when:%Y-%m-%d}",
        "time": f"{r.when:%H:%M}",
        "currency": r.country.currency,
        "total": _decimal(r.total),
        "tax": _decimal(r.tax),
        "items": items,
    }


def write(f: Fixture, image: Path, record: Path, font_root: str, side: int):
    """The JPEG with its longer side at most `side`, and the JSON."""
    shot = picture(f, font_root)
    scale = min(1.0, side / max(shot.shape[:2]))
    shot = cv2.resize(shot, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    image.parent.mkdir(parents=True, exist_ok=True)
    record.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(image), shot[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    record.write_text(json.dumps(expected(f), ensure_ascii=False, indent=2) + "\n")
    print(image.name, shot.shape, image.stat().st_size, expected(f)["total"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", type=Path, required=True, help="root of Larder's working tree")
    parser.add_argument("--fonts", default="/usr/share/fonts")
    options = parser.parse_args()
    tests = options.repository / "tests/fixtures"
    for name, f in read().items():
        if name == "sample":
            image = options.repository / "ui/assets/sample-receipt.jpg"
            write(f, image, tests / "sample-receipt.json", options.fonts, 1500)
        else:
            image = tests / f"receipts/{name}.jpg"
            write(f, image, image.with_suffix(".json"), options.fonts, 1300)


if __name__ == "__main__":
    main()
