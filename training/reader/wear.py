"""Faults of the print head, the ribbon and the paper: ink 0..1 in and out."""

import cv2
import numpy as np

from .pages import Segment
from .scenes import field

# Needles that a capital takes at least: with fewer, letters turn into each other.
NEEDLES = 7
# Share of its ink that each half of a character must keep; of the best print's where only black is left.
LEFT, HARD = 0.12, 0.5


def wear(ink: np.ndarray, capital: float, rng: np.random.Generator) -> np.ndarray:
    """The ink as it really came onto the paper; `capital` is the height of its smallest capitals."""
    height, width = ink.shape
    coarsest = int(capital / NEEDLES)
    if rng.random() < 0.12 and coarsest > 1:
        ink = needles(ink, int(rng.integers(2, min(coarsest, 4) + 1)), rng)
    else:
        ink = _heat(ink, capital, rng)
    if rng.random() < 0.22:
        ink = _gaps(ink, rng)
    if rng.random() < 0.2:
        ink = ink.copy()
        for x in rng.integers(0, width, int(rng.integers(1, 7))):
            ink[:, x : x + int(rng.integers(1, 3))] *= rng.uniform(0, 0.5)
    return ink * _fading(height, width, rng)


def legible(
    clean: np.ndarray, worn: np.ndarray, segments: list[Segment], hard: bool = False
) -> list[Segment]:
    """The segments of which every part is left; the others are wiped off `worn` altogether.

    What no one can read must neither be a target of the detector nor look like text.
    `hard` says that the scanner will keep black and white alone.
    """
    found = [_left(clean, worn, segment) for segment in segments]
    best = float(np.percentile(found, 90)) if found else 0.0
    least = max(LEFT, HARD * best) if hard else LEFT
    kept = []
    for segment, left in zip(segments, found):
        if left >= least:
            kept.append(segment)
        else:
            worn[_slices(segment)] = 0
    return kept


def _slices(segment: Segment) -> tuple[slice, slice]:
    (x0, y0), (x1, y1) = np.floor(segment.quad[0]).astype(int), np.ceil(segment.quad[2]).astype(int)
    return slice(max(0, y0), y1), slice(max(0, x0), x1)


def _left(clean: np.ndarray, worn: np.ndarray, segment: Segment) -> float:
    """The least share of its ink that half a character of the segment has kept."""
    box = _slices(segment)
    before, after = clean[box].sum(0), worn[box].sum(0)
    starts = np.arange(0, before.size, max(2, before.size // (2 * len(segment.text) + 1)))
    if not len(starts):
        return 0.0
    before, after = np.add.reduceat(before, starts), np.add.reduceat(after, starts)
    # What is hardly printed tells nothing.
    told = before > 0.3 * np.median(before)
    return float((after[told] / np.maximum(before[told], 1e-3)).min()) if told.any() else 0.0


def _heat(ink: np.ndarray, capital: float, rng: np.random.Generator) -> np.ndarray:
    """Dots that spread or stay small, with a rough rim: what heat does to paper."""
    kind = rng.random()
    if kind < 0.2 and capital > 15:
        # Struck hard: dots spread to the right or down and close small counters.
        kernel = np.ones(((1, 2), (2, 1))[int(rng.integers(2))], np.uint8)
        ink = cv2.dilate(ink, kernel)
    elif kind < 0.35:
        ink = np.minimum(ink, 0.45 + cv2.erode(ink, np.ones((1, 2), np.uint8)))
    if rng.random() < 0.7:
        # Round dots: a small blur, then a soft threshold that noise moves up and down.
        soft = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.45, 0.85))
        rough = cv2.GaussianBlur(rng.normal(0, 1, ink.shape).astype(np.float32), (0, 0), 0.7)
        soft = soft + rng.uniform(0.0, 0.22) * rough * (soft > 0.02)
        # Thin strokes blur to less than full black: the threshold follows them, or they would vanish.
        struck = soft[ink > 0.5]
        thin = float(np.percentile(struck[::7], 25)) if struck.size > 70 else 1.0
        steep = rng.uniform(2.0, 7.0)
        ink = ((soft - rng.uniform(0.4, 0.65) * thin) * steep + 0.5).clip(0, 1)
    if rng.random() < 0.2:
        ink = ink * (rng.random(ink.shape, dtype=np.float32) > rng.uniform(0.02, 0.2))
    return ink.astype(np.float32)


def needles(ink: np.ndarray, pitch: int, rng: np.random.Generator) -> np.ndarray:
    """The ink as a dot-matrix printer hits it: round dots, `pitch` pixels apart."""
    height, width = ink.shape
    small = cv2.resize(ink, (max(1, width // pitch), max(1, height // pitch)), interpolation=cv2.INTER_AREA)
    hit = (small > rng.uniform(0.3, 0.45)).astype(np.float32)
    dots = np.zeros((hit.shape[0] * pitch, hit.shape[1] * pitch), np.float32)
    dots[pitch // 2 :: pitch, pitch // 2 :: pitch] = hit
    dots = cv2.GaussianBlur(dots, (0, 0), 0.36 * pitch)
    dots = (dots * rng.uniform(0.8, 1.1) / max(float(dots.max()), 1e-3)).clip(0, 1)
    return cv2.resize(dots, (width, height), interpolation=cv2.INTER_LINEAR)


def _gaps(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Spots, wider than high, where the paper missed the head: words lose their middle."""
    height, width = ink.shape
    cells = (int(height / rng.uniform(14, 40)), int(width / rng.uniform(40, 140)))
    spots = field(ink.shape, cells, rng)
    edge = rng.uniform(0.5, 0.9)
    return ink * (1 - ((spots - edge) * 6).clip(0, 1) * rng.uniform(0.4, 0.9))


def _fading(height: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """Strength of the ink over the paper: even, in bands, in patches, or weak on one side."""
    level = rng.uniform(0.25, 1.0) ** 0.5
    out = np.full((height, width), level, np.float32)
    kind = rng.random()
    if kind < 0.15:
        out *= 0.68 + 0.32 * field(out.shape, (height // 120, 1), rng)
    elif kind < 0.35:
        out *= 0.7 + 0.3 * field(out.shape, (height // 150, 4), rng)
    elif kind < 0.45:
        ramp = np.linspace(1, rng.uniform(0.3, 0.8), width, dtype=np.float32)
        out *= ramp if rng.random() < 0.5 else ramp[::-1]
    return out.clip(0.08, 1)
