"""Trains the detector, from nothing or on from a checkpoint (`detector.pt`)."""

import multiprocessing as mp
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from .components import boxes, matched
from .detector import Detector
from .imaging import grey, pad
from .pages import Page, read_pages, rendered
from .run import Run, loop, options
from .split import split
from .tiles import median_height, training_tile

BATCH = 8
# Text height at which validation receipts are read: the scanner aims at 19 to 22 px where the page
# is not too large (crates/ml, `tile::GOOD_TEXT` and `tile::LARGEST_TEXT`).
TEXT_HEIGHT = 19.0
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def _work(queue, sroie: Path, names: list[str], synth: Path | None, share: float, seed: int):
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    real = read_pages(sroie, names, folded=True)
    drawn = read_pages(synth, rendered(synth), folded=False) if synth else []
    drawn = [page for page in drawn if page.segments]
    while True:
        tiles = []
        for _ in range(BATCH):
            pages = real if not drawn or rng.random() < share else drawn
            tiles.append(training_tile(pages[int(rng.integers(len(pages)))], rng))
        queue.put((np.stack([t for t, _ in tiles]), np.stack([m for _, m in tiles])))


def start(sroie: Path, names: list[str], synth: Path | None, share: float, seed: int):
    """Returns a queue of (u8 [N, SIZE, SIZE], masks), made in a process of its own; `share` of it is real."""
    queue = mp.Queue(6)
    mp.Process(target=_work, args=(queue, sroie, names, synth, share, seed), daemon=True).start()
    return queue


def loss_of(logits: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Cross-entropy, the rest weighing twice what the text does, plus dice.

    `weights` are those of the text's pixels, 0 beside it (`tiles.mask`).

    Within the rest a pixel weighs what it is taken for text: the easy paper and
    table, nine tenths of a tile, would drown the gaps between lines. With equal
    weights neighbours merge and specks become text.
    """
    target = (weights > 0).float()
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    probabilities = logits.sigmoid()
    rest = (1 - target) * (probabilities.detach() + 0.02)
    balanced = 0.5 * (each * weights).sum() / (weights.sum() + 1) + (each * rest).sum() / (rest.sum() + 1)
    scale = torch.where(target > 0, weights, 1.0)
    shared = (probabilities * weights).sum()
    dice = 1 - 2 * shared / ((probabilities * scale).sum() + weights.sum() + 1)
    return 0.5 * balanced + dice


@torch.no_grad()
def probabilities(model: torch.nn.Module, page: Page) -> tuple[np.ndarray, float]:
    """The page at `TEXT_HEIGHT`, padded to what the network can halve, and the scale used."""
    scale = TEXT_HEIGHT / median_height(page)
    size = (round(page.image.shape[1] * scale), round(page.image.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    plane = grey(cv2.resize(page.image, size, interpolation=how))
    padded = pad(plane, -(-size[1] // 32) * 32, -(-size[0] // 32) * 32)
    device = next(model.parameters()).device
    out = model(torch.from_numpy(padded)[None, None].to(device)).sigmoid()[0, 0].cpu().numpy()
    return out[: size[1], : size[0]], scale


def validate(model: torch.nn.Module, pages: list[Page]) -> dict[float, float]:
    """Segment F1 at IoU 0.5 for each threshold."""
    hits, found, wanted = dict.fromkeys(THRESHOLDS, 0), dict.fromkeys(THRESHOLDS, 0), 0
    for page in pages:
        plane, scale = probabilities(model, page)
        truth = np.float32([[*s.quad.min(0), *s.quad.max(0)] for s in page.segments]) * scale
        wanted += len(truth)
        for threshold in THRESHOLDS:
            mine = boxes(plane, threshold)
            found[threshold] += len(mine)
            hits[threshold] += matched(mine, truth)
    return {t: 2 * hits[t] / max(1, found[t] + wanted) for t in THRESHOLDS}


def report(scores: dict[float, float]) -> str:
    """Every threshold's F1 in one printed line."""
    return "segment F1 " + " ".join(f"{t}:{f1:.4f}" for t, f1 in scores.items())


def main():
    given = options(__doc__, samples=40_000, rate=3e-3, real_share=0.5)
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    train_names, valid_names = split(given.sroie, given.items)
    run = Run(Detector(), "detector", given)
    run.begin(len(train_names), len(rendered(given.synth)) if given.synth else 0)
    every = max(1, len(valid_names) // given.valid_pages)
    valid = read_pages(given.sroie, valid_names[::every], folded=True)
    queue = start(given.sroie, train_names, given.synth, given.real_share, given.seed + run.steps)

    def loss(batch):
        tiles, targets = batch
        target = torch.from_numpy(targets)[:, None].to(given.device).float()
        return loss_of(run.model(run.tensor(tiles[:, None])), target), len(tiles)

    loop(run, queue, loss, lambda model: report(validate(model, valid)))


if __name__ == "__main__":
    main()
