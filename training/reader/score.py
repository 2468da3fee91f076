"""Scores the recogniser on labelled boxes: SROIE task 2's words, and whole lines."""

from collections import Counter

import numpy as np
import torch

from .alphabet import decode
from .batches import collate
from .crops import plain_crop
from .pages import Page

BATCH = 32


@torch.no_grad()
def read_lines(model: torch.nn.Module, pages: list[Page]) -> list[tuple[str, str, str]]:
    """(page, expected, read) of every segment, by best path."""
    device = next(model.parameters()).device
    items = [(p.name, s.text, plain_crop(p, s)) for p in pages for s in p.segments]
    items.sort(key=lambda item: item[2].shape[1])
    out = []
    for start in range(0, len(items), BATCH):
        part = items[start : start + BATCH]
        images = torch.from_numpy(collate([crop for _, _, crop in part])).to(device).float() / 255 - 0.5
        best = model(images).argmax(2).T.cpu().numpy()
        out += [(name, text, decode(row)) for (name, text, _), row in zip(part, best)]
    return out


def word_f1(lines: list[tuple[str, str, str]]) -> float:
    """Case-folded multiset of words a page, precision and recall over all pages."""
    expected, read = Counter(), Counter()
    for name, text, guess in lines:
        expected.update((name, word) for word in text.casefold().split())
        read.update((name, word) for word in guess.casefold().split())
    hits = sum((expected & read).values())
    return 2 * hits / max(1, sum(expected.values()) + sum(read.values()))


def line_accuracy(lines: list[tuple[str, str, str]]) -> float:
    """Share of lines read without a slip, case folded."""
    return float(np.mean([text.casefold() == guess.casefold() for _, text, guess in lines]))


def report(lines: list[tuple[str, str, str]]) -> str:
    """Both scores in one printed line."""
    return f"word F1 {word_f1(lines):.4f} lines {line_accuracy(lines):.4f} of {len(lines)}"
