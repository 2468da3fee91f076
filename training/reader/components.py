"""From the detector's probabilities to boxes, and the boxes' score."""

import cv2
import numpy as np

from .tiles import SHRINK

# Components of fewer pixels are specks, as for the scanner (crates/ml, `segment::SMALLEST_AREA`).
SMALLEST = 8


def boxes(probabilities: np.ndarray, threshold: float) -> np.ndarray:
    """Axis-aligned boxes [n, 4] of what touches above the threshold, diagonally too, as for the scanner."""
    binary = (probabilities > threshold).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(binary, connectivity=8)
    stats = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= SMALLEST]
    x, y, w, h = (stats[:, i].astype(np.float32) for i in range(4))
    return np.stack([x - SHRINK, y - SHRINK, x + w + SHRINK, y + h + SHRINK], 1)


def overlaps(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union [n, m] of boxes."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(2)
    areas_a, areas_b = ((x[:, 2:] - x[:, :2]).prod(1) for x in (a, b))
    return shared / (areas_a[:, None] + areas_b[None] - shared + 1e-6)


def matched(found: np.ndarray, wanted: np.ndarray, least: float = 0.5) -> int:
    """Pairs, each box used once, the best overlaps first."""
    if not len(found) or not len(wanted):
        return 0
    table, hits = overlaps(found, wanted), 0
    while table.max() >= least:
        i, j = np.unravel_index(table.argmax(), table.shape)
        table[i], table[:, j] = -1, -1
        hits += 1
    return hits
