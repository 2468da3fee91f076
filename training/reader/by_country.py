"""Scores the recogniser on synthetic receipts by country: the letters that no labelled scan has.

`python -m reader.by_country --recogniser FILE [--pages 6]`. The pages have seeds that no
training has used, and are made anew each time.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import torch

from . import content, score, synth
from .countries import COUNTRIES
from .designs import DESIGNS
from .export import load
from .pages import Page

# Training draws its pages below it.
FIRST_SEED = 900_000


def drawn(pages: int, names: list[str], font_root: str) -> dict[str, list[Page]]:
    """So many pages of each country, by its code."""
    found, codes = defaultdict(list), []
    receipt = content.receipt

    def noted(rng, names):
        made = receipt(rng, names)
        codes.append(made.country.code)
        return made

    content.receipt = noted
    wanted = {country.code for country in COUNTRIES}
    seed = FIRST_SEED
    while any(len(found[code]) < pages for code in wanted):
        picture, segments = synth.page(seed, names, font_root)
        if len(found[codes[-1]]) < pages:
            found[codes[-1]].append(Page(f"{seed}", picture, segments, False))
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
