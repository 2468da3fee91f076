"""Writes the golden tensors that prove the Rust side preprocesses as training does.

Five pictures as PNG, each with the tensor that a network is fed, raw little-endian
f32 without the batch axes and without padding, and `index.json`:

- `name`, `image` (PNG), `file` (tensor), `shape` [rows, columns];
- `kind`: "line" is the whole picture as the recogniser takes it, "page" the
  picture reduced by `step` (picture pixels for one page pixel) for the detector;
- `box` [x0, y0, x1, y1]: the part that is read, here always all of it.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .imaging import grey, line, resize
from .synth import page

# (name, seed of the page, which segment, height of the picture, in colour)
LINES = (
    ("line_enlarged", 12, 2, 24, False),
    ("line_reduced", 21, 5, 47, False),
    ("line_colour", 33, 4, 30, True),
)
# (name, seed, width and height of the picture, step)
PAGES = (("page_same", 5, (72, 96), 1.0), ("page_reduced", 9, (100, 130), 1.25))


def _line_picture(seed: int, which: int, height: int, coloured: bool, font_root: str) -> np.ndarray:
    picture, segments = page(seed, [], font_root)
    quads = [s.quad for s in segments if 6 <= len(s.text) <= 12]
    quad = quads[which % len(quads)]
    (x0, y0), (x1, y1) = np.floor(quad.min(0)).astype(int), np.ceil(quad.max(0)).astype(int)
    crop = picture[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2]
    width = max(10, round(crop.shape[1] * height / crop.shape[0]))
    crop = cv2.resize(crop, (width, height), interpolation=cv2.INTER_AREA)
    return np.stack([crop, crop // 8 * 7, crop // 5 * 4], 2) if coloured else crop


def _page_picture(seed: int, size: tuple[int, int], font_root: str) -> np.ndarray:
    picture, segments = page(seed, [], font_root)
    x, y = np.int32(segments[3].quad[0])
    part = picture[max(0, y - 2 * size[1]) : y + 2 * size[1], max(0, x - size[0]) : x + 3 * size[0]]
    return cv2.resize(part, size, interpolation=cv2.INTER_AREA)


def _write(folder: Path, name: str, kind: str, picture: np.ndarray, tensor: np.ndarray, step: float) -> dict:
    stored = picture[..., ::-1] if picture.ndim == 3 else picture
    cv2.imwrite(str(folder / f"{name}.png"), stored, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    tensor.astype("<f4").tofile(folder / f"{name}.f32")
    height, width = picture.shape[:2]
    return {
        "name": name,
        "image": f"{name}.png",
        "kind": kind,
        "file": f"{name}.f32",
        "shape": list(tensor.shape),
        "box": [0, 0, width, height],
        "step": step,
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="crates/ml/tests/golden")
    parser.add_argument("--fonts", default="/usr/share/fonts")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    index = []
    for name, seed, which, height, coloured in LINES:
        picture = _line_picture(seed, which, height, coloured, options.fonts)
        index.append(_write(options.out, name, "line", picture, line(grey(picture)), picture.shape[0] / 32))
    for name, seed, size, step in PAGES:
        picture = _page_picture(seed, size, options.fonts)
        shape = (round(size[1] / step), round(size[0] / step))
        index.append(_write(options.out, name, "page", picture, resize(grey(picture), *shape), step))
    (options.out / "index.json").write_text(json.dumps(index, indent=2) + "\n")


if __name__ == "__main__":
    main()
