"""The preprocessing that training and the Rust side share, to 1e-5.

Grey = 0.299 R + 0.587 G + 0.114 B in whole levels, divided by 255, less 0.5;
black is -0.5.
Resizing is bilinear with half-pixel centres and no antialiasing: what
`torch.nn.functional.interpolate(mode="bilinear")` and rten's `resize_image` do.
"""

import numpy as np
import torch
import torch.nn.functional as F

BLACK = -0.5
LINE_HEIGHT = 32
# Columns for a line as wide as it is high: type is read as well a little narrower, and sooner.
COLUMNS_PER_HEIGHT = 30
# Widths the recogniser accepts; wider lines are squeezed (ocrs allows 2400).
MIN_WIDTH, MAX_WIDTH = 10, 1200


def grey(rgb: np.ndarray) -> np.ndarray:
    """u8 [H, W] or [H, W, 3] to f32 [H, W] in [-0.5, 0.5].

    Colours become whole grey levels first, as in the 8-bit pictures of training.
    """
    plane = rgb
    if rgb.ndim == 3:
        plane = (rgb.astype(np.int32) @ np.int32([299, 587, 114]) + 500) // 1000
    return plane.astype(np.float32) / np.float32(255) - np.float32(0.5)


def resize(plane: np.ndarray, height: int, width: int) -> np.ndarray:
    """Bilinear, half-pixel centres, no antialiasing."""
    tensor = torch.from_numpy(np.ascontiguousarray(plane, dtype=np.float32))[None, None]
    return F.interpolate(tensor, (height, width), mode="bilinear", align_corners=False)[0, 0].numpy()


def line_width(width: float, height: float) -> int:
    """Width of a crop of the given size once its height is `LINE_HEIGHT`: a little squeezed."""
    return max(MIN_WIDTH, min(MAX_WIDTH, int(COLUMNS_PER_HEIGHT * width / height)))


# Contrast of every line: grey levels of ink and of paper, where they are looked for in
# the order of the pixels, and the least difference that is more than noise.
INK, PAPER = 60.0, 220.0
INK_SHARE, PAPER_SHARE = 0.02, 0.9
LEAST_CONTRAST = 30.0


def even_out(levels: np.ndarray) -> np.ndarray:
    """Stretches the contrast of a line, f32 in grey levels: faded print looks like any other."""
    ordered = np.sort(levels, axis=None)
    ink, paper = (ordered[int(np.float32(s) * (ordered.size - 1))] for s in (INK_SHARE, PAPER_SHARE))
    if paper - ink < LEAST_CONTRAST:
        return levels
    gain = np.float32((PAPER - INK) / (paper - ink))
    return np.clip(np.float32(INK) + (levels - ink) * gain, 0, 255)


def line(plane: np.ndarray) -> np.ndarray:
    """A cropped line, f32 [h, w] in [-0.5, 0.5], as the recogniser takes it: [32, w']."""
    resized = resize(plane, LINE_HEIGHT, line_width(plane.shape[1], plane.shape[0]))
    return even_out((resized + np.float32(0.5)) * 255) / 255 - np.float32(0.5)


def pad(plane: np.ndarray, height: int, width: int) -> np.ndarray:
    """Pads the bottom and the right with black."""
    out = np.full((height, width), BLACK, np.float32)
    out[: plane.shape[0], : plane.shape[1]] = plane
    return out
