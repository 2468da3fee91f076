"""Makes the recogniser's batches in one process of its own, beside training."""

import multiprocessing as mp
import random
from pathlib import Path

import cv2
import numpy as np

from .crops import training_crop
from .pages import Page, read_pages, rendered

# A batch holds about this many columns, so that each costs the same time.
COLUMNS = 12000
LARGEST = 96
# Few different shapes: oneDNN plans (and caches) its work for each one anew.
STEP = 32
# Crops are made in pools of this size, sorted by width, and cut into batches.
POOL = 1024


def collate(crops: list[np.ndarray], step: int = 4, more: int = 0) -> np.ndarray:
    """u8 [N, 1, 32, W]: padded with black on the right to a multiple of `step`, and `more`."""
    width = -(-max(c.shape[1] for c in crops) // step) * step + more
    out = np.zeros((len(crops), 1, 32, width), np.uint8)
    for row, crop in zip(out, crops):
        row[0, :, : crop.shape[1]] = crop
    return out


def _endless(pages: list[Page], rng: random.Random):
    """Every segment of the pages once a round, in a new order each round."""
    pairs = [(p, s) for p in pages for s in p.segments]
    while pairs:
        rng.shuffle(pairs)
        yield from pairs


def _pool(sources, share: float, rng: np.random.Generator) -> list[tuple]:
    """`POOL` samples (crop, text, folded), narrow ones first."""
    samples = []
    while len(samples) < POOL:
        page, segment = next(sources[0] if rng.random() < share else sources[1])
        crop = training_crop(page, segment, rng)
        # CTC needs a step for every character and one more between doubles.
        if crop.shape[1] // 4 > len(segment.text) * 1.15:
            samples.append((crop, segment.text, page.folded))
    return sorted(samples, key=lambda s: s[0].shape[1])


def _cut(samples: list[tuple]) -> list[list[tuple]]:
    """Batches of neighbours in width that fill about `COLUMNS` columns."""
    batches = []
    while samples:
        widest = -(-samples[-1][0].shape[1] // STEP) * STEP
        size = min(LARGEST, COLUMNS // widest)
        batches.append(samples[-size:])
        samples = samples[:-size]
    return batches


def _work(queue, sroie: Path, names: list[str], synth: Path | None, share: float, seed: int):
    cv2.setNumThreads(1)
    rng, order = np.random.default_rng(seed), random.Random(seed)
    real = _endless(read_pages(sroie, names, folded=True), order)
    drawn = read_pages(synth, rendered(synth), folded=False) if synth else []
    sources = (real, _endless(drawn, order) if drawn else real)
    while True:
        batches = _cut(_pool(sources, share, rng))
        order.shuffle(batches)
        for batch in batches:
            crops, texts, folded = zip(*batch)
            queue.put((collate(list(crops), STEP, STEP * int(rng.integers(0, 2))), texts, np.array(folded)))


def start(sroie: Path, names: list[str], synth: Path | None, share: float, seed: int):
    """Returns a queue of (u8 [N, 1, 32, W], texts, folded flags); `share` of it is real."""
    queue = mp.Queue(24)
    mp.Process(target=_work, args=(queue, sroie, names, synth, share, seed), daemon=True).start()
    return queue
