"""Renders whole synthetic receipts.

`pages` fills a folder for training; `sheet` draws a contact sheet of pages, as
a look at what training sees. `fixtures.py` makes the sample and the fixtures.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from . import content, damage, fonts, layout, marks, scans
from .pages import Segment
from .paper import Strip, print_rows
from .wear import legible, wear

# Share of scans among the pictures, the rest are photos; of scans in black and white among them.
SCANS, HARD = 0.5, 0.25
# Grey levels between paper and ink below which a text counts as gone.
FAINTEST = 14
# Scales of the finished picture: a small share is as coarse as whole pages in a scan; and its most pixels.
USUAL, SMALL, LARGEST = (1.1, 2.0), (0.55, 1.0), 4e6


def page(seed: int, names: list[str], font_root: str) -> tuple[np.ndarray, list[Segment]]:
    """Picture and segments of the receipt with this seed."""
    rng = np.random.default_rng(seed)
    type = fonts.pick(font_root, rng)
    receipt = content.receipt(rng, names)
    columns = int(rng.choice([28, 32, 38, 42, 48], p=[0.1, 0.25, 0.3, 0.2, 0.15]))
    advance = type.body.draw("HHHHamount 12.99").advance
    width = int(np.clip(columns * advance, 260, 900))
    strip = print_rows(layout.rows(receipt, rng), type, rng, width, int(rng.uniform(0.02, 0.09) * width))
    clean = _cut(strip, rng)
    ink = wear(clean, min(type.body.height, type.small.height), rng)
    scanned = rng.random() < SCANS
    hard = scanned and rng.random() < HARD
    strip.segments = legible(clean, ink, strip.segments, hard)
    other = np.roll(strip.ink(), 37, 0) if rng.random() < 0.05 else None
    sheet = damage.paper(ink, rng, other)
    marks.leave(sheet, [s.quad for s in strip.segments], rng)
    if scanned:
        picture, segments = scans.scan(sheet, strip.segments, rng, hard)
    else:
        picture, segments = damage.photograph(sheet, strip.segments, rng)
    low, high = SMALL if rng.random() < 0.25 else USUAL
    scale = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    picture, segments = _scaled(picture, segments, min(scale, (LARGEST / picture.size) ** 0.5))
    picture = _stored(picture, rng)
    if rng.random() < 0.06:
        picture = _padded(picture, rng)
    return picture, [s for s in segments if _inside(s, picture.shape) and _visible(s, picture)]


def _cut(strip: Strip, rng: np.random.Generator) -> np.ndarray:
    """The strip's ink; at times cut just above or below a row, whose neighbours go with the rest."""
    ink = strip.ink()
    if rng.random() > 0.15 or len(strip.segments) < 8:
        return ink
    tops = sorted(float(s.quad[0, 1]) for s in strip.segments)
    upper = rng.random() < 0.5
    y = int(tops[int(rng.integers(1, 5)) if upper else -int(rng.integers(1, 5))])
    low, high = (y, len(ink)) if upper else (0, y)
    kept = [s for s in strip.segments if s.quad[0, 1] >= low - 3 and s.quad[3, 1] <= high + 3]
    strip.segments = [Segment(s.quad - np.float32([0, low]), s.text) for s in kept]
    return np.ascontiguousarray(ink[low:high])


def _stored(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What a messenger or an archive leaves of it: fewer pixels, the blocks of a strong JPEG."""
    size = picture.shape[::-1]
    if rng.random() < 0.1:
        share = rng.uniform(0.5, 0.8)
        picture = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    if rng.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(18, 80))]
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_GRAYSCALE)
    return (
        picture if picture.shape[::-1] == size else cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
    )


def _padded(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Black to the right and below, as the scanner's tiles have it."""
    height, width = picture.shape
    down, right = (int(n) for n in rng.uniform(0, 0.2 * width, 2))
    return np.pad(picture, ((0, down), (0, right)))


def _inside(segment: Segment, shape) -> bool:
    """Whether all but a sliver of the text is in the picture."""
    low, high = segment.quad.min(0), segment.quad.max(0)
    slack = 0.2 * np.linalg.norm(segment.quad[3] - segment.quad[0])
    return bool((low >= -slack).all() and high[0] <= shape[1] + slack and high[1] <= shape[0] + slack)


def _visible(segment: Segment, picture: np.ndarray) -> bool:
    """Whether anything is left of the text after the light, the lens and the scanner."""
    low, high = np.floor(segment.quad.min(0)).astype(int), np.ceil(segment.quad.max(0)).astype(int)
    crop = picture[max(0, low[1]) : high[1], max(0, low[0]) : high[0]]
    return crop.size > 0 and float(np.subtract(*np.percentile(crop, (97, 3)))) > FAINTEST


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
