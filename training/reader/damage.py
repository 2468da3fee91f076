"""The paper with its print and folds, and the picture that a camera or a scanner takes (ocr.md, D3).

Baked into the rendered pages: paper, pose, light, background, the scanner's
levels. More blur, noise and JPEG come anew with every training crop.
"""

import cv2
import numpy as np

from .geometry import Pose, View
from .pages import Segment
from .scenes import field, scene


def paper(ink: np.ndarray, rng: np.random.Generator, other: np.ndarray | None = None) -> np.ndarray:
    """Ink on paper, f32 0..255; `other` shines through mirrored from the back."""
    height, width = ink.shape
    white = np.full((height, width), rng.uniform(185, 252), np.float32)
    if rng.random() < 0.6:
        white += rng.uniform(1, 7) * field(ink.shape, (height // 90, width // 90), rng)
    if rng.random() < 0.45:
        for _ in range(int(rng.integers(1, 5))):
            _crease(white, rng)
    if rng.random() < 0.12:
        _crumple(white, rng)
    if other is not None:
        back = np.zeros_like(ink)
        part = cv2.GaussianBlur(other[:height, :width][:, ::-1], (0, 0), 1.6)
        back[: part.shape[0], : part.shape[1]] = part
        white *= 1 - rng.uniform(0.05, 0.22) * back
    black = rng.uniform(5, 70)
    return (white * (1 - ink) + black * ink).clip(0, 255)


def _crease(white: np.ndarray, rng: np.random.Generator):
    """A fold: a thin line, lighter on one side and darker on the other."""
    height, width = white.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = (np.pi / 2 if rng.random() < 0.7 else 0.0) + rng.normal(0, 0.1)
    distance = (x - rng.uniform(0, width)) * np.cos(angle) + (y - rng.uniform(0, height)) * np.sin(angle)
    reach = rng.uniform(3, 60)
    white += rng.uniform(-22, 22) * np.sign(distance) * np.exp(-np.abs(distance) / reach)
    white -= rng.uniform(-10, 25) * np.exp(-((distance / rng.uniform(0.8, 2.0)) ** 2))


def _crumple(white: np.ndarray, rng: np.random.Generator):
    """Facets of paper that was crushed: each tilts its own way to the light."""
    height, width = white.shape
    small = (max(8, height // 6), max(8, width // 6))
    seeds = rng.uniform(0, 1, (int(rng.integers(12, 50)), 2)).astype(np.float32) * small[::-1]
    y, x = np.mgrid[0 : small[0], 0 : small[1]].astype(np.float32)
    away = np.stack([(x - sx) ** 2 + (y - sy) ** 2 for sx, sy in seeds])
    facet = away.argmin(0)
    tilt = rng.normal(0, 1, (len(seeds), 3)).astype(np.float32)
    shade = (
        tilt[facet, 0]
        + (tilt[facet, 1] * (x - seeds[facet, 0]) + tilt[facet, 2] * (y - seeds[facet, 1])) / 25
    )
    shade = cv2.GaussianBlur(shade.astype(np.float32), (0, 0), 0.7)
    white += rng.uniform(2, 9) * cv2.resize(shade, (width, height), interpolation=cv2.INTER_LINEAR)


def edges(shape, rng: np.random.Generator) -> np.ndarray:
    """Where the sheet is paper, u8: the cutter leaves teeth, a hand tears."""
    height, width = shape
    out = np.full(shape, 255, np.uint8)
    for end in range(2):
        kind = rng.random()
        if kind < 0.45:
            continue
        x = np.arange(width)
        if kind < 0.85:
            pitch = rng.uniform(5, 14)
            depth = rng.uniform(1.5, 6) * np.abs((x / pitch) % 1 - 0.5) * 2
        else:
            depth = np.abs(field((1, width), (1, width // 9), rng)[0]) * 7 + 3
        depth = depth + rng.uniform(0, 5) * (field((1, width), (1, 3), rng)[0] + 1)
        depth = depth.astype(int).clip(0, height // 8)
        rows = np.arange(int(depth.max()) + 1)[:, None] < depth
        view = out[: len(rows)] if end else out[::-1][: len(rows)]
        view[rows] = 0
    return out


def photograph(sheet: np.ndarray, segments: list[Segment], rng: np.random.Generator):
    """The sheet as a camera sees it: (u8 picture, segments in it)."""
    height, width = sheet.shape
    tilted = rng.random() < 0.5
    limit = np.radians(15)
    pitch, yaw = (np.radians(rng.normal(0, 6, 2)) if tilted else np.zeros(2)).clip(-limit, limit)
    curled, swayed = rng.random() < 0.5, rng.random() < 0.35
    pose = Pose(
        turn=float(np.radians(rng.normal(0, 2.2)).clip(-0.12, 0.12)),
        pitch=float(pitch),
        yaw=float(yaw),
        far=float(rng.uniform(1.2, 2.5)),
        curl=float(min(abs(rng.normal(0, 0.006)) * width, 7)) if curled else 0.0,
        sway=float(min(abs(rng.normal(0, 0.01)) * width, 14)) if swayed else 0.0,
        periods=(width * rng.uniform(0.9, 2.5), width * rng.uniform(0.9, 3.0)),
        phases=tuple(rng.uniform(0, 6.3, 2)),
    )
    around = rng.uniform(-0.03, 0.35 if rng.random() < 0.45 else 0.1, 4) * width
    view = View(sheet.shape, pose, tuple(int(r) for r in around))
    u, v = view.maps()
    picture = cv2.remap(sheet, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.remap(edges(sheet.shape, rng), u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    cover = cv2.GaussianBlur(cover, (0, 0), 0.7).astype(np.float32) / 255
    behind = scene(view.size, rng) * _shadow(cover, rng)
    picture = (picture * cover + behind * (1 - cover)) * _light(view.size, rng)
    picture = _lens(picture, rng)
    return picture.clip(0, 255).astype(np.uint8), [Segment(view.quad(s.quad), s.text) for s in segments]


def _shadow(cover: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """How the sheet darkens the table beside it."""
    small = cv2.resize(cover, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    shift = np.float32([[1, 0, rng.uniform(-3, 3)], [0, 1, rng.uniform(-3, 3)]])
    small = cv2.warpAffine(small, shift, small.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(small, (0, 0), rng.uniform(0.8, 5))
    return 1 - rng.uniform(0.1, 0.7) * cv2.resize(soft, cover.shape[::-1])


def _light(shape, rng: np.random.Generator) -> np.ndarray:
    """A lamp from one side, dark corners, and at times the edge of a shadow."""
    coarse = rng.uniform(0.76, 1.08, (int(rng.integers(2, 4)), int(rng.integers(2, 4)))).astype(np.float32)
    small = (48, 32)
    out = cv2.resize(coarse, small[::-1], interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[-1 : 1 : small[0] * 1j, -1 : 1 : small[1] * 1j].astype(np.float32)
    out *= 1 - rng.uniform(0, 0.22) * (x**2 + y**2) / 2
    out = cv2.resize(out, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.25:
        turn, soft = rng.uniform(0, 6.3), rng.uniform(0.01, 0.3)
        y, x = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j].astype(np.float32)
        side = (x * np.cos(turn) + y * np.sin(turn) - rng.uniform(-0.6, 0.6)) / soft
        out *= 1 - rng.uniform(0.12, 0.42) * ((side + 1) / 2).clip(0, 1)
    return out.clip(0.25, 1.1)


def _lens(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Focus, the hand's tremor, sharpening and the sensor's noise."""
    kind = rng.random()
    if kind < 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.3))
    elif kind < 0.38:
        length = int(rng.integers(2, 6))
        kernel = np.full((1, length), 1 / length, np.float32)
        picture = cv2.filter2D(picture, -1, kernel if rng.random() < 0.5 else kernel.T)
    elif kind < 0.55:
        # Phones sharpen: a bright rim around the ink.
        picture = picture + rng.uniform(0.3, 1.0) * (picture - cv2.GaussianBlur(picture, (0, 0), 1.2))
    if rng.random() < 0.6:
        grain = rng.normal(0, 1, picture.shape).astype(np.float32)
        if rng.random() < 0.5:
            grain = cv2.GaussianBlur(grain, (0, 0), 0.8) * 2
        # Dark pictures are noisy, yet never so that the print drowns.
        picture = picture + rng.uniform(1, 7) * min(1.0, float(picture.mean()) / 140) * grain
    return picture
