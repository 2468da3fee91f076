"""Cuts line crops out of pages the way the scanner does at run time, and spoils them.

The scanner reads a box along its text, a little turned at times. ocrs crops the
bounding box and paints what lies outside the turned box black: some crops here
do too, so that the weights serve both.
"""

import cv2
import numpy as np

from .imaging import LINE_HEIGHT, even_out, line_width
from .pages import Page, Segment

# A detected box misses the true one by up to about 15 % of the text height.
VERTICAL_ERROR = 0.15


def _jittered(quad: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The quad with its edges moved in or out along its own axes."""
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    height = max(float(np.linalg.norm(down)), 1.0)
    right = across / max(float(np.linalg.norm(across)), 1.0) * height
    top, bottom = rng.uniform(-0.10, VERTICAL_ERROR + 0.05, 2)
    left, end = rng.uniform(-0.04, 0.35, 2)
    slant = rng.normal(0, 0.03) * down
    moved = [
        quad[0] - right * left - down * top - slant,
        quad[1] + right * end - down * top + slant,
        quad[2] + right * end + down * bottom + slant,
        quad[3] - right * left + down * bottom - slant,
    ]
    return np.float32(moved)


def cut(page: np.ndarray, quad: np.ndarray, turn: float, scale: float, mask: bool) -> np.ndarray:
    """Crop of the quad's bounding box, u8, after turning the page by `turn` radians and scaling it."""
    centre = quad.mean(0)
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    matrix = np.float32([[cos, -sin, 0], [sin, cos, 0]])
    matrix[:, 2] = -matrix[:, :2] @ centre
    turned = quad @ matrix[:, :2].T + matrix[:, 2]
    low, high = np.floor(turned.min(0)), np.ceil(turned.max(0))
    width, height = np.maximum(high - low, 4).astype(int)
    matrix[:, 2] -= low
    # Outside the page the scanner has nothing either: the edge pixel repeats.
    flags = cv2.INTER_LINEAR
    crop = cv2.warpAffine(
        page, matrix, (int(width), int(height)), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    if mask:
        keep = np.zeros_like(crop)
        cv2.fillConvexPoly(keep, np.round(turned - low).astype(np.int32), 255)
        crop = np.where(keep > 0, crop, 0)
    return crop


def _light(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Contrast, brightness, gamma and a shadow, f32 in 0..255."""
    plane = crop.astype(np.float32)
    low, high = np.percentile(plane, (2, 98))
    if rng.random() < 0.5:
        paper = rng.uniform(110, 255)
        ink = paper * (1 - rng.uniform(0.12, 1.0) ** 0.7)
        plane = ink + (plane - low) * (paper - ink) / max(high - low, 20)
    if rng.random() < 0.3:
        ramp = np.linspace(rng.uniform(0.55, 1), rng.uniform(0.55, 1), plane.shape[1], dtype=np.float32)
        plane = plane * ramp
    if rng.random() < 0.3:
        plane = 255 * np.power(np.clip(plane, 0, 255) / 255, rng.uniform(0.6, 1.7))
    return plane


def _soften(plane: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blur of the lens, of the hand or of a coarse camera; sometimes thicker or thinner ink."""
    kind = rng.random()
    if kind < 0.25:
        plane = cv2.GaussianBlur(plane, (0, 0), rng.uniform(0.3, 1.5) * plane.shape[0] / 32)
    elif kind < 0.32:
        length = int(rng.integers(2, 6))
        kernel = np.full((1, length), 1 / length, np.float32)
        plane = cv2.filter2D(plane, -1, kernel if rng.random() < 0.6 else kernel.T)
    elif kind < 0.42:
        kernel = np.ones((2, 2), np.uint8)
        plane = cv2.erode(plane, kernel) if rng.random() < 0.6 else cv2.dilate(plane, kernel)
    if rng.random() < 0.12:
        small = rng.uniform(0.45, 0.8)
        size = (max(4, int(plane.shape[1] * small)), max(6, int(plane.shape[0] * small)))
        plane = cv2.resize(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), plane.shape[::-1])
    return plane


def _noise(plane: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Sensor noise, missing dots, dead printer columns, JPEG blocks; u8 out."""
    if rng.random() < 0.35:
        plane = plane + rng.normal(0, rng.uniform(2, 22), plane.shape).astype(np.float32)
    if rng.random() < 0.12:
        missing = rng.random(plane.shape, dtype=np.float32) < rng.uniform(0.03, 0.25)
        plane = np.where(missing, np.percentile(plane, 95), plane)
    if rng.random() < 0.06:
        x = int(rng.integers(0, plane.shape[1]))
        plane[:, x : x + int(rng.integers(1, 3))] = np.percentile(plane, 95)
    out = np.clip(plane, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        quality = int(rng.integers(25, 90))
        out = cv2.imdecode(
            cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE
        )
    return out


def spoil(plane: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """All of the above, u8 in and out."""
    return _noise(_soften(_light(plane, rng), rng), rng)


def training_crop(page: Page, segment: Segment, rng: np.random.Generator) -> np.ndarray:
    """A spoiled crop, u8 [32, w]."""
    quad = _jittered(segment.quad, rng)
    height = max(float(np.linalg.norm(quad[3] - quad[0])), 4.0)
    # The scanner's page has text of 16 to 34 px; a crop from the full photo is larger.
    scale = min(1.6, rng.uniform(18, 44) / height) if rng.random() < 0.7 else 1.0
    source = page.image
    if scale < 0.6:
        source, quad, scale = _shrunk(source, quad, scale)
    turn = np.radians(rng.normal(0, 0.9)) if rng.random() < 0.5 else 0.0
    crop = cut(source, quad, turn, scale, mask=rng.random() < 0.05)
    out = spoil(crop, rng)
    out[crop == 0] = 0
    width = line_width(out.shape[1], out.shape[0])
    # Stretching teaches narrow and wide type alike.
    width = max(10, min(1200, int(width * rng.uniform(0.85, 1.2)))) if rng.random() < 0.4 else width
    return _fed(out, width)


def _fed(crop: np.ndarray, width: int) -> np.ndarray:
    """The crop as the recogniser gets it, but in whole grey levels."""
    small = cv2.resize(crop, (width, LINE_HEIGHT), interpolation=cv2.INTER_LINEAR)
    return np.round(even_out(small.astype(np.float32))).astype(np.uint8)


def _shrunk(source: np.ndarray, quad: np.ndarray, scale: float) -> tuple[np.ndarray, np.ndarray, float]:
    """The quad's surroundings reduced by area, so that strong scaling does not alias."""
    low = np.maximum(np.floor(quad.min(0) - 40), 0).astype(int)
    high = np.ceil(quad.max(0) + 40).astype(int)
    part = source[low[1] : high[1], low[0] : high[0]]
    size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
    factor = np.float32([size[0] / part.shape[1], size[1] / part.shape[0]])
    return cv2.resize(part, size, interpolation=cv2.INTER_AREA), (quad - low) * factor, 1.0


def plain_crop(page: Page, segment: Segment) -> np.ndarray:
    """The crop of the labelled box as it is, u8 [32, w]: what validation reads."""
    low, high = np.floor(segment.quad.min(0)).astype(int), np.ceil(segment.quad.max(0)).astype(int)
    low = np.maximum(low, 0)
    crop = page.image[low[1] : high[1], low[0] : high[0]]
    return _fed(crop, line_width(crop.shape[1], crop.shape[0]))
