"""Cuts square training tiles and their target masks out of pages."""

import cv2
import numpy as np

from .crops import spoil
from .pages import Page

SIZE = 384
# Segments are learnt 2 px smaller on each side, so that neighbours stay apart;
# the scanner grows what it finds by the same amount (crates/ml, `segment::SHRUNK`).
SHRINK = 2.0
# Text heights, in pixels, that the detector meets after the scanner has scaled.
TEXT_HEIGHTS = (9.0, 26.0)


def shrunk(quad: np.ndarray) -> np.ndarray:
    """The quad moved in by `SHRINK` on each side; small ones keep 40 % of their height."""
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    width, height = max(np.linalg.norm(across), 1e-3), max(np.linalg.norm(down), 1e-3)
    dx = across / width * min(SHRINK, 0.3 * width)
    dy = down / height * min(SHRINK, 0.3 * height)
    return quad + np.float32([dx + dy, dy - dx, -dx - dy, dx - dy])


# A lone letter (a quantity, a colon) has a thirtieth of the pixels of a name and matters as
# much: the pixels of a segment weigh more the shorter it is, up to this.
MOST_WEIGHT = 4.0
# A segment this many times as long as high weighs 1 a pixel.
USUAL_LENGTH = 6.0


def weight(quad: np.ndarray) -> float:
    """What a pixel of this segment weighs in the loss, in whole ones."""
    width, height = np.linalg.norm(quad[1] - quad[0]), max(np.linalg.norm(quad[3] - quad[0]), 1e-3)
    return float(round(np.clip(USUAL_LENGTH * height / max(width, 1e-3), 1.0, MOST_WEIGHT)))


def mask(quads: list[np.ndarray], height: int, width: int) -> np.ndarray:
    """u8 [height, width]: inside the shrunk quads their weight, elsewhere 0."""
    out = np.zeros((height, width), np.uint8)
    for quad in quads:
        # Four fractional bits place the edges to a sixteenth of a pixel.
        points = np.round((shrunk(quad) - 0.5) * 16).astype(np.int32)
        cv2.fillConvexPoly(out, points, weight(quad), shift=4)
    return out


def median_height(page: Page) -> float:
    """Median text height of a page, in its own pixels."""
    return float(np.median([np.linalg.norm(s.quad[3] - s.quad[0]) for s in page.segments]))


def _background(rng: np.random.Generator) -> np.ndarray:
    """What lies around a receipt: black padding, a table, a cloth."""
    if rng.random() < 0.45:
        return np.zeros((SIZE, SIZE), np.float32)
    cells = int(rng.integers(2, 40))
    coarse = rng.uniform(-1, 1, (cells, max(2, cells // int(rng.integers(1, 8))))).astype(np.float32)
    grain = cv2.resize(coarse, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    return np.clip(rng.uniform(20, 230) + rng.uniform(3, 40) * grain, 0, 255)


def _placement(page: Page, rng: np.random.Generator) -> np.ndarray:
    """Affine map [2, 3] from the page to a tile around a random segment."""
    low, high = np.log(TEXT_HEIGHTS)
    scale = float(np.exp(rng.uniform(low, high))) / median_height(page)
    turn = np.radians(rng.normal(0, 1.6))
    shear = rng.normal(0, 0.01)
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    matrix = np.float32([[cos, -sin + shear * scale, 0], [sin, cos * rng.uniform(0.92, 1.08), 0]])
    centre = page.segments[int(rng.integers(len(page.segments)))].quad.mean(0)
    at = rng.uniform(0.15, 0.85, 2) * SIZE
    matrix[:, 2] = at - matrix[:, :2] @ centre
    return matrix


def _warp(image: np.ndarray, matrix: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The tile's pixels and where the page covers them."""
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    if scale < 0.8 and rng.random() < 0.7:
        # Shrink by area first: plain bilinear would alias.
        size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        ratio = np.float32([image.shape[1] / size[0], image.shape[0] / size[1]])
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        matrix = np.hstack([matrix[:, :2] * ratio, matrix[:, 2:]])
    tile = cv2.warpAffine(image, matrix, (SIZE, SIZE), flags=cv2.INTER_LINEAR)
    cover = cv2.warpAffine(np.full_like(image, 255), matrix, (SIZE, SIZE), flags=cv2.INTER_LINEAR)
    return tile, cover.astype(np.float32) / 255


def _specks(plane: np.ndarray, rng: np.random.Generator):
    """Dirt of the scanner's glass, in place: it must not become text."""
    for x, y in rng.uniform(0, SIZE, (int(rng.integers(3, 40)), 2)):
        axes = (int(rng.integers(1, 4)), int(rng.integers(1, 3)))
        shade = float(rng.uniform(0, 140))
        cv2.ellipse(plane, (int(x), int(y)), axes, float(rng.uniform(0, 180)), 0, 360, shade, -1)


def training_tile(page: Page, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A spoiled tile, u8 [SIZE, SIZE], and the weights of its text, u8, 0 beside it."""
    matrix = _placement(page, rng)
    tile, cover = _warp(page.image, matrix, rng)
    quads = [s.quad @ matrix[:, :2].T + matrix[:, 2] for s in page.segments]
    inside = [q for q in quads if (q.max(0) > 0).all() and (q.min(0) < SIZE).all()]
    target = mask(inside, SIZE, SIZE)
    plane = spoil(tile, rng).astype(np.float32)
    plane = plane * cover + _background(rng) * (1 - cover)
    if rng.random() < 0.15:
        _specks(plane, rng)
    if rng.random() < 0.25:
        # Tiles at the right and the bottom of a page are padded with black.
        x, y = rng.uniform(0.5, 1.3, 2) * SIZE
        plane[:, int(x) :], target[:, int(x) :] = 0, 0
        plane[int(y) :], target[int(y) :] = 0, 0
    return plane.clip(0, 255).astype(np.uint8), target
