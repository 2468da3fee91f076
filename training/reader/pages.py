"""Receipt pages with their segments, read from SROIE or from our own renders.

Both kinds lie in a folder as `ID.jpg` or `ID.png` beside `ID.json`, whose
`segments` hold a `box` [x0, y0, x1, y1] (SROIE) or a `quad` of four corners
(ours: top left, top right, bottom right, bottom left) and a `text`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .alphabet import spell


@dataclass
class Segment:
    """A run of text: its corners (float32 [4, 2]) in page pixels and its transcript."""

    quad: np.ndarray
    text: str


@dataclass
class Page:
    """One receipt; `folded` says that the case of its transcripts means nothing."""

    name: str
    image: np.ndarray
    segments: list[Segment]
    folded: bool


def _quad(segment: dict) -> np.ndarray:
    if "quad" in segment:
        return np.float32(segment["quad"])
    x0, y0, x1, y1 = segment["box"]
    return np.float32([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def read_page(folder: Path, name: str, folded: bool) -> Page:
    """Reads one page; segments that CTC cannot learn from are left out."""
    path = next(p for p in (folder / f"{name}.jpg", folder / f"{name}.png") if p.exists())
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    record = json.loads((folder / f"{name}.json").read_text())
    segments = [Segment(_quad(s), spell(s["text"])) for s in record["segments"] if not s.get("bad_box")]
    return Page(name, image, [s for s in segments if s.text], folded)


def read_pages(folder: Path, names: list[str], folded: bool) -> list[Page]:
    """Reads pages in the given order."""
    return [read_page(folder, name, folded) for name in names]


def rendered(folder: Path) -> list[str]:
    """Names of the rendered pages that are complete (the image is written first)."""
    return sorted(p.stem for p in folder.glob("*.json"))
