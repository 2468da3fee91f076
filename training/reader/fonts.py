"""Type as a till prints it: outline fonts, and the 1-bit cells of thermal printers.

Thermal heads print 12x24 ("Font A") or 9x17 ("Font B") dot cells; double width
and height repeat the dots. Rasterising free outline fonts into such cells gives
that look without the printers' own fonts.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

# Path fragments of Debian's packages, each with the share of receipts it prints.
MONO = {
    "DejaVuSansMono": 3,
    "LiberationMono": 3,
    "FreeMono": 1,
    "NotoMono": 2,
    "Hack": 2,
    "Inconsolata": 2,
    "Anonymous Pro": 2,
    "Courier Prime": 1,
    "JetBrainsMono": 1,
    "Cousine": 3,
    "B612Mono": 1,
    "Go-Mono": 2,
    "gnutypewriter": 1,
    "OCRA.ttf": 1,
    "OCRB.otf": 2,
    "3270": 2,
    "spleen-12x24": 3,
    "spleen-8x16": 3,
    "spleen-16x32": 2,
    "unifont.otf": 2,
    "NimbusMonoPS": 1,
    "ProggyTiny": 1,
    "terminus-normal": 2,
    "terminus-bold": 2,
    "NotoSansMono": 1,
}
SANS = {
    "Roboto-": 3,
    "RobotoCondensed": 4,
    "Lato-": 1,
    "OpenSans-": 2,
    "LiberationSans-": 4,
    "LiberationSansNarrow": 4,
    "DejaVuSansCondensed": 3,
    "DejaVuSans.": 2,
    "NimbusSans-": 2,
    "NimbusSansNarrow": 2,
    "Arimo": 3,
    "FreeSans": 1,
    "B612-": 1,
    "Tinos": 1,
    "LiberationSerif": 1,
    "Go-Regular": 1,
    "Go-Medium": 1,
    "Go-Bold": 1,
}
_SKIPPED = (
    "Italic",
    "Oblique",
    "Thin",
    "Hairline",
    "ExtraLight",
    "/type1/",
    "/Type1/",
    "Smallcaps",
    "BoldItal",
)


@functools.cache
def find(root: str, group: str) -> tuple[tuple[str, int], ...]:
    """(path, weight) of the installed fonts of a group, in a fixed order."""
    wanted = MONO if group == "mono" else SANS
    out = []
    for path in sorted(map(str, Path(root).rglob("*"))):
        if not path.endswith((".ttf", ".otf", ".otb")) or any(s in path for s in _SKIPPED):
            continue
        weight = max((w for name, w in wanted.items() if name in path), default=0)
        if weight:
            out.append((path, weight))
    return tuple(out)


@dataclass
class Line:
    """Ink of a printed text, 0..1; rows of the baseline and of the capitals' top."""

    ink: np.ndarray
    top: int
    base: int
    advance: float


class Face:
    """Draws texts in one font at one size; `dots` says whether 1 bit a pixel."""

    def __init__(self, path: str, size: int, stretch: float, dots: bool, bold: float):
        self.path, self.size, self.stretch, self.dots, self.bold = path, size, stretch, dots, bold
        # Bitmap fonts come in few sizes, outline fonts are drawn large and reduced.
        self.fixed = path.endswith(".otb")
        self.over = 1 if self.fixed else 4
        self.font = ImageFont.truetype(path, _strike(path, size) if self.fixed else size * self.over)
        self.missing = self._mask("\uffff")
        box = self.font.getbbox("H", anchor="ls")
        self.rise, self.drop = -box[1] + 0.45 * -box[1], 0.42 * -box[1]
        self.caps = -box[1]
        self._known: dict[str, bool] = {}

    def _mask(self, char: str) -> bytes:
        mask = self.font.getmask(char)
        return bytes(mask) + repr(mask.size).encode()

    def has(self, char: str) -> bool:
        """Whether the font draws this character and not its empty box."""
        if char not in self._known:
            self._known[char] = char == " " or (
                self._mask(char) != self.missing and self.font.getmask(char).getbbox() is not None
            )
        return self._known[char]

    def draw(self, text: str, wide: int = 1, tall: int = 1, heavy: bool = False) -> Line:
        """The text on one line, with `wide` and `tall` as the printer repeats dots."""
        length = max(4, int(self.font.getlength(text)) + 4)
        rise, drop = int(self.rise), int(self.drop)
        image = Image.new("L", (length, rise + drop), 0)
        pen = ImageDraw.Draw(image)
        # FreeType cannot thicken bitmap glyphs.
        stroke = 0 if self.fixed else round(self.over * (self.bold + (0.5 if heavy else 0)) / 2)
        pen.text((2, rise), text, fill=255, font=self.font, anchor="ls", stroke_width=stroke)
        width = max(2, round(length / self.over * self.stretch))
        height = max(4, round((rise + drop) / self.over))
        small = image.resize(
            (width, height), Image.Resampling.BOX if self.over > 1 else Image.Resampling.NEAREST
        )
        ink = np.asarray(small, np.float32) / 255
        if self.dots:
            ink = (ink > 0.42).astype(np.float32)
        ink = ink.repeat(wide, 1).repeat(tall, 0)
        per_char = width * wide / max(1, len(text))
        scale = tall / self.over
        return Line(ink, round((rise - self.caps) * scale), round(rise * scale), per_char)


def _strike(path: str, size: int) -> int:
    """Terminus has strikes at these heights only."""
    return min((12, 14, 16, 18, 20, 22, 24, 28, 32), key=lambda s: abs(s - size))


def pick(root: str, rng: np.random.Generator) -> Face:
    """A random face for one receipt: two in three are printer cells."""
    group = "mono" if rng.random() < 0.7 else "sans"
    found = find(root, group)
    weights = np.float64(
        [w / sum(name.split("/")[-1][:6] == p.split("/")[-1][:6] for p, _ in found) for name, w in found]
    )
    path = found[int(rng.choice(len(found), p=weights / weights.sum()))][0]
    dots = bool(rng.random() < (0.75 if group == "mono" else 0.4))
    size = int(rng.choice([17, 20, 22, 24, 26, 30]))
    bold = float(rng.choice([0, 0, 0, 0.4, 0.8]))
    return Face(path, size, float(rng.uniform(0.8, 1.2)), dots, bold)
