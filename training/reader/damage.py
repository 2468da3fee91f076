"""What happens to paper between the printer and the picture (ocr.md, D3).

Baked into the rendered pages: a worn head, fading, bleed-through, creases, the
camera's angle and the table. Blur, noise and JPEG come anew with every crop.
"""

import cv2
import numpy as np

from .pages import Segment


def wear(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Faults of the print head and of thermal paper: ink 0..1 in and out."""
    height, width = ink.shape
    ink = needles(ink, int(rng.integers(2, 4)), rng) if rng.random() < 0.12 else ink.copy()
    if rng.random() < 0.25:
        ink *= rng.random(ink.shape, dtype=np.float32) > rng.uniform(0.02, 0.2)
    if rng.random() < 0.2:
        for x in rng.integers(0, width, int(rng.integers(1, 7))):
            ink[:, x : x + int(rng.integers(1, 3))] *= rng.uniform(0, 0.5)
    if rng.random() < 0.15:
        ink[:: int(rng.integers(2, 5))] *= rng.uniform(0.2, 0.8)
    kind = rng.random()
    if kind < 0.2:
        ink = cv2.dilate(ink, np.ones((2, 2), np.uint8))
    elif kind < 0.4:
        ink = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.4, 0.9))
    return ink * _fading(height, width, rng)


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


def _fading(height: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """Strength of the ink over the paper: even, in bands, or in patches."""
    level = rng.uniform(0.25, 1.0) ** 0.6
    field = np.full((height, width), level, np.float32)
    kind = rng.random()
    if kind < 0.2:
        bands = rng.uniform(0.35, 1, (max(2, height // 120), 1)).astype(np.float32)
        field *= cv2.resize(bands, (width, height), interpolation=cv2.INTER_CUBIC)
    elif kind < 0.35:
        patches = rng.uniform(0.4, 1, (max(2, height // 200), 3)).astype(np.float32)
        field *= cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC)
    return field.clip(0.1, 1)


def paper(ink: np.ndarray, rng: np.random.Generator, other: np.ndarray | None = None) -> np.ndarray:
    """Ink on paper, f32 0..255; `other` shines through mirrored from the back."""
    height, width = ink.shape
    white = np.full((height, width), rng.uniform(175, 255), np.float32)
    if rng.random() < 0.6:
        grain = rng.uniform(-1, 1, (max(2, height // 60), max(2, width // 60))).astype(np.float32)
        white += rng.uniform(2, 16) * cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.4:
        for _ in range(int(rng.integers(1, 5))):
            _crease(white, rng)
    if other is not None:
        back = np.zeros_like(ink)
        part = cv2.GaussianBlur(other[:height, :width][:, ::-1], (0, 0), 1.6)
        back[: part.shape[0], : part.shape[1]] = part
        white *= 1 - rng.uniform(0.05, 0.22) * back
    black = rng.uniform(5, 70)
    return (white * (1 - ink) + black * ink).clip(0, 255)


def _crease(white: np.ndarray, rng: np.random.Generator):
    """A fold: lighter on one side of a line and darker on the other."""
    height, width = white.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.25)
    distance = (x - rng.uniform(0, width)) * np.cos(angle) + (y - rng.uniform(0, height)) * np.sin(angle)
    reach = rng.uniform(4, 40)
    white += rng.uniform(-28, 28) * np.sign(distance) * np.exp(-np.abs(distance) / reach)


def scribble(page: np.ndarray, rng: np.random.Generator):
    """A pen stroke or a tick across the paper, in place."""
    height, width = page.shape
    start = rng.uniform((0.1 * width, 0.1 * height), (0.9 * width, 0.9 * height))
    steps = rng.normal(0, width / 16, (int(rng.integers(3, 9)), 2)).cumsum(0)
    points = np.int32(np.vstack([start, start + steps]))
    cv2.polylines(page, [points], False, float(rng.uniform(20, 120)), int(rng.integers(1, 4)), cv2.LINE_AA)


def maps(shape, turn: float, lean: float, curl: float, room: int, rng):
    """Backward maps for a turned, slightly perspective and curled sheet, and the forward map of points."""
    height, width = shape
    out_h, out_w = height + 2 * room, width + 2 * room
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    cos, sin = np.cos(turn), np.sin(turn)
    middle = np.float32([width / 2, height / 2])
    moved = (corners - middle) @ np.float32([[cos, sin], [-sin, cos]]) + middle + room
    moved += np.float32(rng.normal(0, lean * width, (4, 2)))
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    period, phase = width * rng.uniform(0.8, 2.5), rng.uniform(0, 6.3)

    def wave(x):
        return curl * np.sin(2 * np.pi * x / period + phase)

    y, x = np.mgrid[0:out_h, 0:out_w].astype(np.float32)
    inverse = np.linalg.inv(matrix).astype(np.float32)
    depth = inverse[2, 0] * x + inverse[2, 1] * y + inverse[2, 2]
    u = (inverse[0, 0] * x + inverse[0, 1] * y + inverse[0, 2]) / depth
    v = (inverse[1, 0] * x + inverse[1, 1] * y + inverse[1, 2]) / depth

    def forward(points: np.ndarray) -> np.ndarray:
        # The picture at (u, v) shows the sheet at (u, v + wave(u)).
        bent = points - np.stack([np.zeros(len(points)), wave(points[:, 0])], 1)
        return cv2.perspectiveTransform(np.float32(bent)[None], matrix)[0]

    return u, (v + wave(u)).astype(np.float32), forward


def photograph(sheet: np.ndarray, segments: list[Segment], rng: np.random.Generator, strength: float = 1.0):
    """The sheet as a camera or a scanner sees it: (u8 picture, segments in it)."""
    turn = np.radians(rng.normal(0, 1.3) * strength)
    lean = abs(rng.normal(0, 0.01)) * strength
    curl = abs(rng.normal(0, 2.0)) * strength if rng.random() < 0.5 else 0.0
    room = int(rng.uniform(0.0, 0.12) * sheet.shape[1]) if rng.random() < 0.7 else 0
    return develop(sheet, segments, rng, turn, lean, curl, room)


def develop(sheet, segments, rng, turn: float, lean: float, curl: float, room: int):
    """As `photograph`, with everything given but the table and the light."""
    u, v, forward = maps(sheet.shape, turn, lean, curl, room, rng)
    picture = cv2.remap(sheet.astype(np.float32), u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    on_paper = (u >= 0) & (u < sheet.shape[1]) & (v >= 0) & (v < sheet.shape[0])
    picture = np.where(on_paper, picture, table(picture.shape, rng))
    if rng.random() < 0.5:
        picture *= _light(picture.shape, rng)
    moved = []
    for segment in segments:
        quad = forward(segment.quad)
        moved.append(Segment(np.float32(quad), segment.text))
    return picture.clip(0, 255).astype(np.uint8), moved


def table(shape, rng: np.random.Generator) -> np.ndarray:
    """What the receipt lies on: wood, cloth, stone, or a scanner's black or white."""
    height, width = shape
    kind = rng.random()
    if kind < 0.25:
        return np.full(shape, rng.choice([0.0, 255.0, 30.0]), np.float32)
    base = rng.uniform(25, 190)
    cells = (max(2, int(height / rng.uniform(4, 80))), max(2, int(width / rng.uniform(4, 200))))
    grain = rng.uniform(-1, 1, cells).astype(np.float32)
    if kind < 0.6:
        grain = grain.T.copy()
    return base + rng.uniform(4, 35) * cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)


def _light(shape, rng: np.random.Generator) -> np.ndarray:
    """A lamp from one side, or a hand's shadow."""
    coarse = rng.uniform(0.55, 1.05, (int(rng.integers(2, 4)), int(rng.integers(2, 4)))).astype(np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC).clip(0.3, 1.1)
