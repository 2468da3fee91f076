"""Marks that people leave on receipts: pen, highlighter, stamps, punched holes; in place on f32 0..255."""

import cv2
import numpy as np


def leave(sheet: np.ndarray, boxes: list[np.ndarray], rng: np.random.Generator):
    """A few marks, some of them around printed boxes [4, 2]."""
    if rng.random() < 0.16:
        _writing(sheet, rng)
    if boxes and rng.random() < 0.07:
        _circle(sheet, boxes[int(rng.integers(len(boxes)))], rng)
    if boxes and rng.random() < 0.05:
        for _ in range(int(rng.integers(1, 6))):
            _tick(sheet, boxes[int(rng.integers(len(boxes)))], rng)
    if boxes and rng.random() < 0.04:
        _highlight(sheet, boxes[int(rng.integers(len(boxes)))], rng)
    if rng.random() < 0.06:
        _stroke(sheet, rng)
    if rng.random() < 0.05:
        _stamp(sheet, rng)
    if rng.random() < 0.04:
        _holes(sheet, rng)


def _pen(rng) -> tuple[float, int]:
    return float(rng.uniform(10, 130)), int(rng.integers(1, 4))


def _writing(sheet: np.ndarray, rng):
    """A word or a number as of a hand, most often above or below the print."""
    height, width = sheet.shape
    shade, thick = _pen(rng)
    for _ in range(int(rng.integers(1, 3))):
        size, slant = rng.uniform(0.035, 0.075) * width, rng.uniform(-0.1, 0.45)
        joined = rng.random() < 0.5
        share = rng.uniform(0.005, 0.06) if rng.random() < 0.6 else rng.uniform(0.1, 0.98)
        at = np.float32([rng.uniform(-0.02, 0.75) * width, share * height])
        climb = rng.normal(0, 0.08)
        for _ in range(int(rng.integers(2, 9))):
            tall = rng.choice([0.55, 0.6, 1.0, 1.25])
            letter = _letter(rng) * (0.55 * size, tall * size)
            letter[:, 0] += slant * (size - letter[:, 1])
            letter += at - (0, tall * size)
            _pull(sheet, letter, shade, thick)
            step = rng.uniform(0.5, 0.8) * size
            if joined:
                _pull(sheet, np.stack([letter[-1], at + (step, -0.1 * size)]), shade, thick)
            at = at + np.float32([step, climb * step])


def _letter(rng) -> np.ndarray:
    """A curve [N, 2] through a few corners of the unit square: what a letter looks like when it is none."""
    count = int(rng.integers(3, 6))
    corners = rng.choice([0.0, 0.5, 1.0], (count, 2)) + rng.normal(0, 0.08, (count, 2))
    t = np.linspace(0, count - 1, 8 * count)
    path = np.stack([np.interp(t, np.arange(count), corners[:, i]) for i in range(2)], 1)
    soft = np.ones(7) / 7
    return np.stack([np.convolve(np.pad(path[:, i], 3, "edge"), soft, "valid") for i in range(2)], 1)


def _pull(sheet: np.ndarray, points: np.ndarray, shade: float, thick: int):
    cv2.polylines(sheet, [np.int32(points * 8)], False, shade, thick, cv2.LINE_AA, 3)


def _circle(sheet: np.ndarray, box: np.ndarray, rng):
    """A hand-drawn loop around a printed number."""
    shade, thick = _pen(rng)
    low, high = box.min(0), box.max(0)
    if high[0] - low[0] > 0.5 * sheet.shape[1]:
        low[0] = high[0] - 0.25 * sheet.shape[1]
    middle, reach = (low + high) / 2, (high - low) / 2 * rng.uniform((1.1, 1.3), (1.5, 2.2))
    t = np.linspace(0, 2 * np.pi * rng.uniform(0.95, 1.3), 50) + rng.uniform(0, 6.3)
    wobble = 1 + 0.06 * np.sin(2.3 * t + rng.uniform(0, 6.3))
    points = np.stack([np.cos(t), np.sin(t)], 1) * reach * wobble[:, None] + middle
    _pull(sheet, points, shade, thick)


def _tick(sheet: np.ndarray, box: np.ndarray, rng):
    shade, thick = _pen(rng)
    size = float(box[:, 1].max() - box[:, 1].min()) * rng.uniform(0.6, 1.4)
    at = np.float32([box[:, 0].max() + rng.uniform(2, 20), box[:, 1].mean()])
    points = at + np.float32([[-0.3, 0], [0, 0.45], [0.8, -0.7]]) * size
    _pull(sheet, points, shade, thick)


def _highlight(sheet: np.ndarray, box: np.ndarray, rng):
    """A broad pen over a text: the paper darkens, the ink stays."""
    (x0, y0), (x1, y1) = np.int32(box.min(0)), np.int32(box.max(0))
    view = sheet[max(0, y0) : y1, max(0, x0 - 6) : x1 + 6]
    view *= rng.uniform(0.7, 0.93)


def _stroke(sheet: np.ndarray, rng):
    """A stray line of the pen."""
    height, width = sheet.shape
    shade, thick = _pen(rng)
    start = rng.uniform((0.1 * width, 0.1 * height), (0.9 * width, 0.9 * height))
    steps = rng.normal(0, width / 16, (int(rng.integers(2, 9)), 2)).cumsum(0)
    _pull(sheet, np.vstack([start, start + steps]), shade, thick)


def _stamp(sheet: np.ndarray, rng):
    """A rubber stamp: a ring or a box with smudged rows, turned, half of it missing."""
    height, width = sheet.shape
    size = int(rng.uniform(0.2, 0.45) * width)
    plate = np.zeros((size, size), np.float32)
    middle, thick = (size // 2, size // 2), int(rng.integers(2, 5))
    if rng.random() < 0.5:
        axes = (size // 2 - 5, int(size * rng.uniform(0.25, 0.48)) - 4)
        cv2.ellipse(plate, middle, axes, 0, 0, 360, 1.0, thick, cv2.LINE_AA)
        cv2.ellipse(plate, middle, (axes[0] * 4 // 5, axes[1] * 4 // 5), 0, 0, 360, 1.0, 1, cv2.LINE_AA)
    else:
        half = int(size * rng.uniform(0.12, 0.3))
        cv2.rectangle(plate, (6, middle[1] - half), (size - 6, middle[1] + half), 1.0, thick)
    for row in range(int(rng.integers(1, 4))):
        y = middle[1] + (row - 1) * size // 9
        for x in range(size // 4, 3 * size // 4, max(4, size // 16)):
            end = (x + int(rng.integers(-3, 6)), y + int(rng.integers(-size // 18, size // 18 + 1)))
            cv2.line(plate, (x, y + int(rng.integers(-4, 5))), end, 1.0, thick, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D(middle, float(rng.uniform(-35, 35)), 1.0)
    plate = cv2.warpAffine(plate, matrix, (size, size))
    patches = cv2.resize(rng.uniform(-0.2, 1.4, (7, 7)).astype(np.float32), (size, size))
    x, y = int(rng.uniform(0, width - size)), int(rng.uniform(0, max(1, height - size)))
    view = sheet[y : y + size, x : x + size]
    part = (plate * patches.clip(0, 1))[: view.shape[0], : view.shape[1]]
    view *= 1 - part * rng.uniform(0.3, 0.8)


def _holes(sheet: np.ndarray, rng):
    """Holes of a punch at the left edge."""
    height, width = sheet.shape
    radius = int(rng.uniform(0.012, 0.025) * width)
    y, shade = int(rng.uniform(0.2, 0.7) * height), float(rng.choice([0, 20, 255]))
    for step in range(int(rng.integers(1, 3))):
        cv2.circle(sheet, (int(0.035 * width), y + step * width // 3), radius, shade, -1, cv2.LINE_AA)
