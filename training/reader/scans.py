"""The picture a flatbed or an office scanner makes: flat, bright, at times only black and white."""

import cv2
import numpy as np

from .damage import edges
from .geometry import Pose, View
from .pages import Segment
from .scenes import field


def scan(sheet: np.ndarray, segments: list[Segment], rng: np.random.Generator, hard: bool = False):
    """The sheet as a scanner sees it: (u8 picture, segments in it); `hard` in black and white."""
    width = sheet.shape[1]
    pose = Pose(turn=float(np.radians(rng.normal(0, 0.9)).clip(-0.06, 0.06)))
    if rng.random() < 0.3:
        # The rollers pull unevenly.
        pose.corners = np.float32(rng.normal(0, 0.004 * width, (4, 2)))
    view = View(sheet.shape, pose, _room(sheet.shape, rng))
    u, v = view.maps()
    picture = cv2.remap(sheet, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.remap(edges(sheet.shape, rng), u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    cover = cover.astype(np.float32) / 255
    lid = float(rng.choice([255, 255, 255, 8, 45, 228]))
    picture = picture * cover + (lid - 3 * rng.random()) * (1 - cover)
    if rng.random() < 0.3:
        _rim(picture, cover, rng)
    # The lid must not count as paper, nor as ink.
    seen = picture[cover > 0.9][::7]
    ink, paper = (float(v) for v in np.percentile(seen, (2, 65))) if seen.size else (60.0, 230.0)
    picture = _hard(picture, ink, paper, rng) if hard else _levels(picture, paper, rng)
    if rng.random() < 0.25:
        _dirt(picture, rng)
    moved = [Segment(view.quad(s.quad), s.text) for s in segments]
    return picture.clip(0, 255).astype(np.uint8), moved


def _room(shape, rng: np.random.Generator) -> tuple[int, int, int, int]:
    """Room around the sheet: little, or the rest of a page that the scanner took with it."""
    height, width = shape
    room = rng.uniform(-0.03, 0.05, 4) * width
    kind = rng.random()
    if kind < 0.13:
        room += (rng.uniform(0.2, 0.9) * width, 0, rng.uniform(0.2, 0.9) * width, 0)
        room += (0, rng.uniform(0, 0.3) * width, 0, rng.uniform(0, 0.8) * width)
    elif kind < 0.3:
        room[int(rng.integers(4))] += rng.uniform(0.05, 0.3) * width
    return tuple(int(r) for r in room)


def _rim(picture: np.ndarray, cover: np.ndarray, rng: np.random.Generator):
    """A thin shadow along the paper's edge, and a dark band where the lid did not close."""
    soft = cv2.GaussianBlur(cover, (0, 0), rng.uniform(1, 4))
    picture -= (
        rng.uniform(10, 110)
        * (0.5 + 0.5 * field(cover.shape, (5, 5), rng))
        * 4
        * soft
        * (1 - soft)
        * (cover < 0.5)
    )
    if rng.random() < 0.4:
        band = int(rng.uniform(0.01, 0.05) * picture.shape[1])
        ramp = np.linspace(1, rng.uniform(0.0, 0.7), band, dtype=np.float32)
        if rng.random() < 0.5:
            picture[:, -band:] *= ramp
        else:
            picture[:, :band] *= ramp[::-1]


def _levels(picture: np.ndarray, paper: float, rng: np.random.Generator) -> np.ndarray:
    """How the scanner maps grey: as it is, or so steeply that paper is white."""
    if rng.random() < 0.4:
        return picture + rng.normal(0, rng.uniform(0.5, 4), picture.shape).astype(np.float32)
    # White is cut: only the print, the folds and some dirt are left.
    low, high = rng.uniform(0, 0.3) * paper, rng.uniform(0.75, 1.0) * paper
    out = (picture - low) * (255 / max(high - low, 30))
    return out + rng.normal(0, rng.uniform(0.3, 3), picture.shape).astype(np.float32)


def _hard(picture: np.ndarray, ink: float, paper: float, rng: np.random.Generator) -> np.ndarray:
    """Black and white with broken or clogged strokes."""
    noise = rng.normal(0, 1, picture.shape).astype(np.float32)
    uneven = field(picture.shape, (picture.shape[0] // 25, picture.shape[1] // 60), rng)
    # The threshold lies nearer to the paper: further down faint strokes would vanish whole.
    wild = 0.08 * max(paper - ink, 30)
    edge = paper - (paper - ink) * rng.uniform(0.2, 0.42)
    edge = edge + wild * (rng.uniform(0, 1) * uneven + rng.uniform(0.2, 1) * noise)
    out = (127 + (picture - edge) * rng.uniform(3, 20)).clip(0, 255)
    return cv2.GaussianBlur(out, (0, 0), 0.5) if rng.random() < 0.6 else out


def _dirt(picture: np.ndarray, rng: np.random.Generator):
    """Streaks of the feeder and specks of the glass, in place."""
    height, width = picture.shape
    for _ in range(int(rng.integers(0, 4))):
        x, thin = int(rng.integers(0, width)), int(rng.integers(1, 3))
        picture[:, x : x + thin] += rng.uniform(-90, 40)
    for _ in range(int(rng.integers(0, 30))):
        middle = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        axes = (int(rng.integers(1, 4)), int(rng.integers(1, 3)))
        cv2.ellipse(picture, middle, axes, float(rng.uniform(0, 180)), 0, 360, float(rng.uniform(0, 150)), -1)
