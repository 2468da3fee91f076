"""Renders whole synthetic receipts.

`pages` fills a folder for training; `sheet` draws a contact sheet of pages, as
a look at what training sees. `fixtures.py` makes the sample and the fixtures.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from . import content, damage, fonts, layout
from .pages import Segment
from .paper import print_rows


def page(seed: int, names: list[str], font_root: str) -> tuple[np.ndarray, list[Segment]]:
    """Picture and segments of the receipt with this seed."""
    rng = np.random.default_rng(seed)
    face = fonts.pick(font_root, rng)
    receipt = content.receipt(rng, names)
    columns = int(rng.choice([28, 32, 38, 42, 48], p=[0.1, 0.25, 0.3, 0.2, 0.1 + 0.05]))
    advance = face.draw("HHHHamount 12.99").advance
    width = int(np.clip(columns * advance, 260, 900))
    strip = print_rows(layout.rows(receipt, rng), face, rng, width, int(rng.uniform(0.02, 0.09) * width))
    ink = damage.wear(strip.ink(), rng)
    other = np.roll(strip.ink(), 37, 0) if rng.random() < 0.06 else None
    sheet = damage.paper(ink, rng, other)
    if rng.random() < 0.1:
        damage.scribble(sheet, rng)
    picture, segments = damage.photograph(sheet, strip.segments, rng)
    return _scaled(picture, segments, float(rng.uniform(0.9, 1.5)))


def _scaled(picture: np.ndarray, segments: list[Segment], scale: float):
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    ratio = np.float32([size[0] / picture.shape[1], size[1] / picture.shape[0]])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, size, interpolation=how), [Segment(s.quad * ratio, s.text) for s in segments]


def write_page(folder: Path, name: str, picture: np.ndarray, segments: list[Segment]):
    """The image first: a page counts once its json is there."""
    cv2.imwrite(str(folder / f"{name}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    record = {"segments": [{"quad": np.round(s.quad, 2).tolist(), "text": s.text} for s in segments]}
    (folder / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False))


def sheet(count: int, first: int, names: list[str], font_root: str, boxes: bool) -> np.ndarray:
    """A picture of several pages side by side."""
    columns = []
    for seed in range(first, first + count):
        picture, segments = page(seed, names, font_root)
        if boxes:
            for s in segments:
                cv2.polylines(picture, [np.int32(s.quad)], True, 0, 1)
        scale = min(1000 / picture.shape[0], 460 / picture.shape[1])
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        tile = np.full((1000, 460), 60, np.uint8)
        tile[: picture.shape[0], : picture.shape[1]] = picture
        columns.append(tile)
    return np.concatenate(columns, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pages", "sheet"))
    parser.add_argument("--out", type=Path, required=True, help="folder of pages, or the sheet's file")
    parser.add_argument("--names", type=Path, help="folder with lists of product names")
    parser.add_argument("--fonts", default="/usr/share/fonts")
    parser.add_argument("--first", type=int, default=0, help="seed of the first page")
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--boxes", action="store_true")
    options = parser.parse_args()
    names = content.load_names(options.names)
    cv2.setNumThreads(1)
    if options.what == "sheet":
        cv2.imwrite(
            str(options.out), sheet(options.count, options.first, names, options.fonts, options.boxes)
        )
        return
    options.out.mkdir(parents=True, exist_ok=True)
    for seed in range(options.first, options.first + options.count):
        write_page(options.out, f"{seed:06d}", *page(seed, names, options.fonts))


if __name__ == "__main__":
    main()
