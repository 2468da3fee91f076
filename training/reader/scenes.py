"""What lies behind and beside a receipt: tables, cloth, stone, other papers, fingers."""

import cv2
import numpy as np


def field(shape, cells: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Smooth noise in -1..1 with so many cells down and across."""
    coarse = rng.uniform(-1, 1, (max(2, cells[0]), max(2, cells[1]))).astype(np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def scene(shape, rng: np.random.Generator) -> np.ndarray:
    """A background f32 0..255 with things on it."""
    # Backgrounds are soft: half the size is enough and four times as fast.
    half = (max(16, shape[0] // 2), max(16, shape[1] // 2))
    make = (_wood, _wood, _wood, _cloth, _stone, _plain, _plain)[int(rng.integers(7))]
    out = make(half, rng)
    if rng.random() < 0.25:
        for _ in range(int(rng.integers(1, 4))):
            _thing(out, rng)
    out = cv2.resize(out, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return (out + rng.normal(0, 1, (1, shape[1])).astype(np.float32)).clip(0, 255)


def _wood(shape, rng) -> np.ndarray:
    """Grain along one direction, bent around knots, with planks at times."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.choice([0.0, np.pi / 2]) + rng.normal(0, 0.12)
    along, across = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
    across = across + 14 * field(shape, (3, 3), rng)
    for _ in range(int(rng.integers(0, 3))):
        knot = (rng.uniform(along.min(), along.max()), rng.uniform(across.min(), across.max()))
        near = np.exp(-(((along - knot[0]) / 90) ** 2) - ((across - knot[1]) / 45) ** 2)
        across = across + near * (across - knot[1]) * 0.7
    table = rng.uniform(-1, 1, 4096).astype(np.float32)
    fine, coarse = rng.uniform(0.5, 1.3), rng.uniform(0.03, 0.15)
    strength = rng.uniform(8, 30)
    out = table[((across + 2000) * fine).astype(np.int32) % 4096] * 0.5
    slow = cv2.GaussianBlur(table[None], (0, 0), 3)[0] * 3
    out = out + slow[((across + 2000) * coarse * 8).astype(np.int32) % 4096]
    # Pores are short: the grain comes and goes along its direction.
    out = cv2.GaussianBlur(out, (0, 0), 0.55) * (1 + 0.6 * field(shape, (height // 20, width // 20), rng))
    planks = rng.uniform(60, 240)
    seam = (np.abs(across % planks) < 1.5) if rng.random() < 0.4 else np.zeros(shape, bool)
    return (rng.uniform(40, 150) + strength * out - 40 * seam).astype(np.float32)


def _cloth(shape, rng) -> np.ndarray:
    """Woven threads, at times checked or striped."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    pitch = rng.uniform(2.2, 6)
    bend = 5 * field(shape, (4, 4), rng)
    out = np.sin(2 * np.pi * (x + bend) / pitch) * np.sin(2 * np.pi * (y + bend) / pitch)
    base = rng.uniform(40, 215) + rng.uniform(4, 14) * out + 16 * field(shape, (6, 5), rng)
    if rng.random() < 0.4:
        wide = rng.uniform(15, 70)
        base = base + rng.uniform(-50, 50) * (((x + bend) // wide) % 2)
        if rng.random() < 0.5:
            base = base + rng.uniform(-40, 40) * (((y + bend) // wide) % 2)
    return base.astype(np.float32)


def _stone(shape, rng) -> np.ndarray:
    """Granite's specks or concrete's clouds."""
    height, width = shape
    grain = rng.normal(0, 1, shape).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.6, 2.0))
    grain /= max(float(grain.std()), 1e-3)
    clouds = field(shape, (height // 60 + 2, width // 60 + 2), rng)
    return rng.uniform(60, 215) + rng.uniform(4, 26) * grain + rng.uniform(2, 18) * clouds


def _plain(shape, rng) -> np.ndarray:
    """A desk or a wall, nearly even."""
    return rng.uniform(20, 235) + rng.uniform(1, 9) * field(shape, (4, 4), rng)


def _thing(out: np.ndarray, rng):
    """Another paper with lines like text, a finger, a pen or a card, in place."""
    kind = rng.random()
    height, width = out.shape
    if kind < 0.45:
        _paper(out, rng)
    elif kind < 0.75:
        _finger(out, rng)
    else:
        start, turn = rng.uniform(0, 1, 2) * (width, height), rng.uniform(0, 6.3)
        end = start + np.float32([np.cos(turn), np.sin(turn)]) * rng.uniform(0.4, 0.9) * width
        thick = int(rng.integers(5, 14))
        cv2.line(out, _at(start + 4), _at(end + 4), float(rng.uniform(10, 40)), thick + 2, cv2.LINE_AA)
        cv2.line(out, _at(start), _at(end), float(rng.uniform(10, 230)), thick, cv2.LINE_AA)


def _at(point) -> tuple[int, int]:
    return int(point[0]), int(point[1])


def _paper(out: np.ndarray, rng):
    """A sheet with rows of marks that no one can read."""
    height, width = out.shape
    size = (int(rng.uniform(0.3, 1.0) * width), int(rng.uniform(0.3, 1.2) * width))
    sheet = np.full(size[::-1], rng.uniform(150, 250), np.float32)
    pitch = int(rng.integers(7, 16))
    for y in range(pitch, sheet.shape[0] - pitch, pitch):
        marks = rng.random(max(2, size[0] // 3)) < 0.62
        marks[: int(rng.integers(1, 5))] = False
        marks[int(rng.uniform(0.3, 1) * len(marks)) :] = False
        row = marks.repeat(3)[: size[0]]
        sheet[y : y + pitch // 2, : len(row)] -= row * rng.uniform(20, 130)
    sheet = cv2.GaussianBlur(sheet, (0, 0), rng.uniform(0.8, 1.8))
    matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), float(rng.uniform(-60, 60)), 1.0)
    # Only the rim of the picture: the receipt covers the middle.
    matrix[:, 2] += (rng.choice([0.0, 0.9]) * width - size[0] / 2, rng.uniform(0, 1) * height - size[1] / 2)
    flags = {"borderMode": cv2.BORDER_CONSTANT, "borderValue": -1}
    turned = cv2.warpAffine(sheet, matrix, (width, height), flags=cv2.INTER_LINEAR, **flags)
    np.copyto(out, turned, where=turned >= 60)


def _finger(out: np.ndarray, rng):
    """A thumb or a palm that comes in from the edge."""
    height, width = out.shape
    side = rng.choice([0.0, 1.0])
    middle = (int(side * width), int(rng.uniform(0, 1) * height))
    axes = (int(rng.uniform(0.1, 0.3) * width), int(rng.uniform(0.04, 0.1) * width))
    shade = np.zeros_like(out)
    cv2.ellipse(shade, middle, axes, float(rng.uniform(-40, 40)), 0, 360, 1.0, -1, cv2.LINE_AA)
    shade = cv2.GaussianBlur(shade, (0, 0), 1.5)
    skin = rng.uniform(90, 190) * (0.75 + 0.25 * cv2.GaussianBlur(shade, (0, 0), 8))
    out[:] = out * (1 - shade) + skin * shade
