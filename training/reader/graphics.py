"""Rules, barcodes, squares and signs: what the detector must learn to leave alone."""

import cv2
import numpy as np


def rule(face, width: int, rng: np.random.Generator) -> np.ndarray:
    """Ink of a rule over the whole width: a line, or a row of signs."""
    mark = str(rng.choice(["-", "=", "*", "_", "line", "-", ".", "double", "dashes", "-=", "~", "- "]))
    if mark in ("line", "double"):
        out = np.zeros((10, width), np.float32)
        thick = int(rng.integers(1, 4))
        out[2 : 2 + thick] = 1
        if mark == "double":
            out[4 + thick : 4 + 2 * thick] = 1
        return out
    if mark == "dashes":
        on, off = rng.integers(2, 10, 2)
        out = np.zeros((8, width), np.float32)
        out[3:5] = np.arange(width) % (on + off) < on
        return out
    unit = face.draw(mark * 10).ink
    return np.tile(unit, 1 + width // unit.shape[1])[:, :width]


def barcode(width: int, rng: np.random.Generator) -> np.ndarray:
    """Ink of a barcode, centred by the caller."""
    bars = rng.integers(0, 2, int(rng.integers(60, 130))).repeat(int(rng.integers(1, 4)))[:width]
    return np.tile(bars.astype(np.float32), (int(rng.integers(36, 90)), 1))


def square(rng: np.random.Generator) -> np.ndarray:
    """Ink of a QR code as it looks from afar."""
    cells = int(rng.integers(21, 41))
    code = (rng.random((cells, cells)) < 0.5).astype(np.float32)
    eye = np.ones((7, 7), np.float32)
    eye[1:6, 1:6], eye[2:5, 2:5] = 0, 1
    for y, x in ((0, 0), (0, cells - 7), (cells - 7, 0)):
        code[max(0, y - 1) : y + 8, max(0, x - 1) : x + 8] = 0
        code[y : y + 7, x : x + 7] = eye
    return code.repeat(int(rng.integers(3, 7)), 0).repeat(3, 1) if rng.random() < 0.05 else _scaled(code, rng)


def _scaled(code: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    dots = int(rng.integers(3, 7))
    return code.repeat(dots, 0).repeat(dots, 1)


def logo(width: int, rng: np.random.Generator) -> np.ndarray:
    """Ink of a shop's sign made of a few shapes: discs, rings, leaves, swooshes, stars."""
    height = int(rng.integers(50, 130))
    wide = int(min(width, rng.uniform(0.9, 3.5) * height))
    out = np.zeros((height, wide), np.uint8)
    for _ in range(int(rng.integers(1, 5))):
        _shape(out, rng)
    ink = cv2.GaussianBlur(out, (0, 0), 0.6).astype(np.float32) / 255
    kind = rng.random()
    if kind < 0.25:
        y, x = np.mgrid[0:height, 0:wide]
        # Grey is printed as a screen of dots.
        ink *= ((x + y) % 2 if kind < 0.12 else (x // 2 + y // 2) % 2).astype(np.float32)
    return ink


def _shape(out: np.ndarray, rng: np.random.Generator):
    height, wide = out.shape
    middle = (int(rng.uniform(0.25, 0.75) * wide), int(rng.uniform(0.35, 0.65) * height))
    shade, kind = (255 if rng.random() < 0.7 else 0), rng.random()
    thick = -1 if rng.random() < 0.6 else int(rng.integers(2, 9))
    reach = rng.uniform(0.15, 0.5, 2) * (min(wide, 2 * height), height)
    if kind < 0.3:
        axes = (int(reach[0]), int(reach[1]))
        cv2.ellipse(
            out, middle, axes, float(rng.uniform(0, 180)), 0, float(rng.choice([360, 180, 250])), shade, thick
        )
    elif kind < 0.6:
        corners = int(rng.integers(3, 9))
        turn = np.arange(corners * 2) * np.pi / corners + rng.uniform(0, 6.3)
        far = np.where(np.arange(corners * 2) % 2, rng.uniform(0.4, 1.0), 1.0)
        points = np.stack([np.cos(turn) * reach[0], np.sin(turn) * reach[1]], 1) * far[:, None] + middle
        cv2.fillPoly(out, [np.int32(points)], shade, cv2.LINE_AA)
    elif kind < 0.85:
        t = np.linspace(0, 1, 24)
        bend = rng.uniform(-0.5, 0.5, 3) * height
        y = middle[1] + bend[0] * np.sin(np.pi * t) + bend[1] * t + bend[2] * np.sin(2 * np.pi * t) * 0.4
        points = np.stack([t * wide, y], 1)
        cv2.polylines(out, [np.int32(points)], False, shade, int(rng.integers(2, 12)), cv2.LINE_AA)
    else:
        corner = (int(middle[0] - reach[0]), int(middle[1] - reach[1]))
        cv2.rectangle(out, corner, (int(middle[0] + reach[0]), int(middle[1] + reach[1])), shade, thick)
