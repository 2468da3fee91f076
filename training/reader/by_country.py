"""Scores the recogniser on synthetic receipts by country: the letters that no labelled scan has.

`python -m reader.by_country --recogniser FILE [--pages 6]`. The pages have seeds that no
training has used, and are made anew each time.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from . import content, fonts, score, synth
from .countries import COUNTRIES
from .designs import DESIGNS
from .export import load
from .pages import Page

# Training draws its pages below it.
FIRST_SEED = 900_000


def country(seed: int, names: list[str], font_root: str) -> str:
    """The code of the country of the page with this seed: its receipt is drawn after its type."""
    rng = np.random.default_rng(seed)
    fonts.pick(font_root, rng)
    return content.receipt(rng, names).country.code


def drawn(pages: int, names: list[str], font_root: str) -> dict[str, list[Page]]:
    """So many pages of each country, by its code."""
    found, seed = defaultdict(list), FIRST_SEED
    while any(len(found[known.code]) < pages for known in COUNTRIES):
        own = found[country(seed, names, font_root)]
        if len(own) < pages:
            own.append(Page(f"{seed}", *synth.page(seed, names, font_root), folded=False))
        seed += 1
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recogniser", type=Path, required=True, help="checkpoint recogniser.pt")
    parser.add_argument("--design", choices=list(DESIGNS), default="crnn")
    parser.add_argument("--names", type=Path, help="folder with lists of product names")
    parser.add_argument("--fonts", default="/usr/share/fonts")
    parser.add_argument("--pages", type=int, default=6)
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, _ = load(DESIGNS[options.design](), options.recogniser)
    for code, pages in sorted(drawn(options.pages, content.load_names(options.names), options.fonts).items()):
        print(code, score.report(score.read_lines(model, pages)), flush=True)


if __name__ == "__main__":
    main()
