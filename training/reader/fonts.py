"""Chooses the type of a receipt among the installed fonts; `glyphs.py` draws it."""

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .glyphs import Cells, Face

# Path fragments of Debian's packages, each with the share of receipts it prints.
MONO = {
    "DejaVuSansMono": 3,
    "LiberationMono": 3,
    "FreeMono": 1,
    "NotoMono": 2,
    "Hack": 2,
    "Inconsolata": 2,
    "Anonymous Pro": 2,
    "Courier Prime": 1,
    "JetBrainsMono": 1,
    "Cousine": 3,
    "B612Mono": 1,
    "Go-Mono": 2,
    "gnutypewriter": 1,
    "OCRA.ttf": 1,
    "OCRB.otf": 2,
    "3270": 2,
    "spleen-12x24": 3,
    "spleen-8x16": 3,
    "spleen-16x32": 2,
    "unifont.otf": 2,
    "NimbusMonoPS": 1,
    "ProggyTiny": 1,
    "terminus-normal": 2,
    "terminus-bold": 2,
    "NotoSansMono": 1,
    "spleen-6x12": 1,
    "CourierPrimeSans": 1,
}
SANS = {
    "Roboto-": 3,
    "RobotoCondensed": 4,
    "Lato-": 1,
    "OpenSans-": 2,
    "LiberationSans-": 4,
    "LiberationSansNarrow": 4,
    "DejaVuSansCondensed": 3,
    "DejaVuSans.": 2,
    "NimbusSans-": 2,
    "NimbusSansNarrow": 2,
    "Arimo": 3,
    "FreeSans": 1,
    "B612-": 1,
    "Tinos": 1,
    "LiberationSerif": 1,
    "Go-Regular": 1,
    "Go-Medium": 1,
    "Go-Bold": 1,
    "FreeSansBold": 1,
    "Lato-Bold": 1,
    "OpenSans-CondBold": 1,
    "P052-Roman": 1,
}
# Signs above the shop: heavy, narrow, or of another kind than the rest.
HEAD = {
    "Lato-Black": 3,
    "Lato-Heavy": 2,
    "Roboto-Black": 3,
    "Roboto-Bold": 2,
    "RobotoCondensed-Bold": 2,
    "OpenSans-ExtraBold": 3,
    "URWBookman-Demi": 2,
    "URWGothic-Demi": 3,
    "URWGothic-Book": 1,
    "P052-Bold": 2,
    "C059-Bold": 2,
    "C059-BdIta": 2,
    "Z003": 2,
    "NimbusSans-Bold": 2,
    "NimbusSansNarrow-Bold": 2,
    "NimbusRoman-Bold": 2,
    "LiberationSerif-BoldItalic": 2,
    "LiberationSans-BoldItalic": 2,
    "LiberationSans-Bold": 3,
    "DejaVuSerif-Bold": 2,
    "DejaVuSans-Bold": 2,
    "FreeSerifBold": 1,
    "Lato-Thin": 1,
    "Lato-Light": 1,
}
_GROUPS = {"mono": MONO, "sans": SANS, "head": HEAD}
_SKIPPED = (
    "Italic",
    "Oblique",
    "Thin",
    "Hairline",
    "ExtraLight",
    "/type1/",
    "/Type1/",
    "Smallcaps",
    "BoldItal",
)


@functools.cache
def find(root: str, group: str) -> tuple[tuple[str, int], ...]:
    """(path, weight) of the installed fonts of a group, in a fixed order."""
    wanted = _GROUPS[group]
    out = []
    for path in sorted(map(str, Path(root).rglob("*"))):
        if not path.endswith((".ttf", ".otf", ".otb")) or (
            group != "head" and any(s in path for s in _SKIPPED)
        ):
            continue
        weight = max((w for name, w in wanted.items() if name in path), default=0)
        if weight:
            out.append((path, weight))
    return tuple(out)


@dataclass
class Type:
    """The faces of one receipt: body, small print, and the shop's sign."""

    body: Face | Cells
    small: Face | Cells
    head: Face | Cells

    def of(self, voice: str) -> Face | Cells:
        return {"body": self.body, "small": self.small, "head": self.head}[voice]


def _path(root: str, group: str, rng: np.random.Generator) -> str:
    found = find(root, group)
    shared = [sum(_family(name) == _family(p) for p, _ in found) for name, _ in found]
    weights = np.float64([w / s for (_, w), s in zip(found, shared)])
    return found[int(rng.choice(len(found), p=weights / weights.sum()))][0]


def _family(path: str) -> str:
    return path.split("/")[-1][:6]


# Cells of printers' dots, with the share of receipts that each prints.
CELLS = ((12, 24), (9, 17), (10, 24), (9, 24), (8, 16), (11, 22), (12, 20), (13, 24), (10, 18), (14, 28))
_SHARES = (0.32, 0.12, 0.16, 0.12, 0.06, 0.09, 0.03, 0.03, 0.03, 0.04)


def _cells(path: str, cell: tuple[int, int], rng: np.random.Generator) -> Cells:
    return Cells(path, *cell, rise=float(rng.uniform(0.68, 0.88)), level=float(rng.uniform(0.28, 0.5)))


def _outline(path: str, size: int, mono: bool, rng: np.random.Generator) -> Face:
    # Tills squeeze what is wide by nature: a character is 0.48 to 0.8 capitals wide.
    face = Face(path, size, 1.0, False, 0.0)
    natural = face.draw("amount TOTAL 12.99").advance / face.height
    stretch = rng.uniform(0.48, 0.8) / natural if mono else rng.uniform(0.82, 1.12)
    bold = float(rng.choice([0, 0, 0, 0, 0.4, 0.8]))
    tracking = 0.0 if rng.random() < 0.6 else float(rng.uniform(-0.09, 0.06))
    return Face(path, size, float(np.clip(stretch, 0.55, 1.2)), bool(rng.random() < 0.45), bold, tracking)


def pick(root: str, rng: np.random.Generator) -> Type:
    """Random faces for one receipt: more than half are printer cells, a third is proportional."""
    group = "mono" if rng.random() < 0.68 else "sans"
    path = _path(root, group, rng)
    if group == "mono" and rng.random() < 0.8:
        body = _cells(path, CELLS[int(rng.choice(len(CELLS), p=_SHARES))], rng)
        small = _cells(path, (9, 17), rng)
    else:
        body = _outline(path, int(rng.choice([17, 19, 21, 23, 25, 28])), group == "mono", rng)
        small = Face(path, max(14, int(0.75 * body.size)), body.stretch, body.dots, 0.0)
    small = small if rng.random() < 0.4 else body
    size = int(body.height * np.exp(rng.uniform(np.log(1.2), np.log(4.5))))
    sign = Face(_path(root, "head", rng), size, float(rng.uniform(0.8, 1.25)), bool(rng.random() < 0.5), 0.0)
    return Type(body, small, sign)
