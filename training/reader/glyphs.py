"""Draws type as a till prints it: outline fonts, and the 1-bit cells of thermal printers.

Thermal heads print 12x24 ("Font A") or 9x17 ("Font B") dot cells; double width
and height repeat the dots. Rasterising free outline fonts into such cells gives
that look without the printers' own fonts.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont


@dataclass
class Line:
    """Ink of a printed text, 0..1; rows of the baseline and of the capitals' top."""

    ink: np.ndarray
    top: int
    base: int
    advance: float


class _Font:
    """A font file and which characters it has."""

    def __init__(self, path: str, size: int):
        self.path = path
        self.font = ImageFont.truetype(path, size)
        self.missing = self._mask("\uffff")
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

    def capital(self) -> int:
        """Height of a capital in the font's pixels."""
        return -self.font.getbbox("H", anchor="ls")[1]


class Face(_Font):
    """Draws texts in one font at one size; `dots` says whether 1 bit a pixel.

    `tracking` widens (or tightens) the gap behind each character, in ems.
    """

    def __init__(self, path: str, size: int, stretch: float, dots: bool, bold: float, tracking: float = 0.0):
        self.size, self.stretch, self.dots, self.bold, self.tracking = size, stretch, dots, bold, tracking
        # Bitmap fonts come in few sizes, outline fonts are drawn large and reduced.
        self.fixed = path.endswith(".otb")
        self.over = 1 if self.fixed else 4
        super().__init__(path, strike(size) if self.fixed else size * self.over)
        caps = self.capital()
        self.rise, self.drop, self.caps = 1.45 * caps, 0.42 * caps, caps

    @property
    def height(self) -> float:
        """Height of a capital in pixels."""
        return self.caps / self.over

    def sized(self, size: int) -> "Face":
        """The same face in another size."""
        return Face(self.path, size, self.stretch, self.dots, self.bold, self.tracking)

    def draw(self, text: str, wide: int = 1, tall: int = 1, heavy: bool = False) -> Line:
        """The text on one line, with `wide` and `tall` as the printer repeats dots."""
        gap = self.tracking * self.size * self.over
        length = max(4, int(self.font.getlength(text) + max(0.0, gap) * len(text)) + 4)
        rise, drop = int(self.rise), int(self.drop)
        image = Image.new("L", (length, rise + drop), 0)
        # FreeType cannot thicken bitmap glyphs.
        stroke = 0 if self.fixed else round(self.over * (self.bold + (0.5 if heavy else 0)) / 2)
        end = self._write(ImageDraw.Draw(image), text, rise, gap, stroke)
        image = image.crop((0, 0, max(4, min(length, int(end) + 4)), rise + drop))
        width = max(2, round(image.width / self.over * self.stretch))
        size = (width, max(4, round((rise + drop) / self.over)))
        small = image.resize(size, Image.Resampling.BOX if self.over > 1 else Image.Resampling.NEAREST)
        ink = np.asarray(small, np.float32) / 255
        if self.dots:
            ink = (ink > 0.42).astype(np.float32)
        ink = ink.repeat(wide, 1).repeat(tall, 0)
        per_char = width * wide / max(1, len(text))
        scale = tall / self.over
        return Line(ink, round((rise - self.caps) * scale), round(rise * scale), per_char)

    def _write(self, pen, text: str, rise: int, gap: float, stroke: int) -> float:
        """Draws the text and returns where it ends."""
        if not gap:
            pen.text((2, rise), text, fill=255, font=self.font, anchor="ls", stroke_width=stroke)
            return 2 + self.font.getlength(text)
        x = 2.0
        for char in text:
            pen.text((x, rise), char, fill=255, font=self.font, anchor="ls", stroke_width=stroke)
            x += self.font.getlength(char) + gap
        return x


class Cells(_Font):
    """Draws texts in cells of `wide` x `tall` dots, every character alike wherever it stands.

    `rise` is the share of the cell that a capital takes, `level` the share of a
    dot that the outline must cover to be printed.
    """

    _OVER = 6

    def __init__(self, path: str, wide: int, tall: int, rise: float, level: float):
        self.fixed = path.endswith(".otb")
        if self.fixed:
            super().__init__(path, strike(tall))
            self.caps = self.capital()
            self.cell = (round(self.font.getlength("0")), strike(tall))
        else:
            probe = -ImageFont.truetype(path, 200).getbbox("H", anchor="ls")[1]
            self.caps = round(rise * tall)
            super().__init__(path, round(200 * self.caps * self._OVER / probe))
            self.cell = (wide, tall)
        self.level = level
        self.size = self.cell[1]
        # Accents of capitals need two more dots than the cell has.
        self.above = self.caps + max(5, round(0.3 * self.caps))
        self.below = max(4, round(0.3 * self.caps))
        self._glyphs: dict[str, np.ndarray] = {}

    @property
    def height(self) -> float:
        """Height of a capital in dots."""
        return float(self.caps)

    def _glyph(self, char: str) -> np.ndarray:
        if char not in self._glyphs:
            over = 1 if self.fixed else self._OVER
            advance = max(over, round(self.font.getlength("0")))
            # A few signs are wider than the figures: they are squeezed into the cell.
            image = Image.new(
                "L", (max(advance, round(self.font.getlength(char))), (self.above + self.below) * over), 0
            )
            ImageDraw.Draw(image).text((0, self.above * over), char, fill=255, font=self.font, anchor="ls")
            size = (self.cell[0], self.above + self.below)
            small = image.resize(size, Image.Resampling.BOX if over > 1 else Image.Resampling.NEAREST)
            self._glyphs[char] = (np.asarray(small, np.float32) > 255 * self.level).astype(np.float32)
        return self._glyphs[char]

    def draw(self, text: str, wide: int = 1, tall: int = 1, heavy: bool = False) -> Line:
        """As `Face.draw`; heavy type is struck twice, a dot apart."""
        ink = np.concatenate([self._glyph(c) for c in text or " "], 1)
        if heavy:
            ink = ink.copy()
            ink[:, 1:] = np.maximum(ink[:, 1:], ink[:, :-1])
        ink = ink.repeat(wide, 1).repeat(tall, 0)
        return Line(ink, (self.above - self.caps) * tall, self.above * tall, float(self.cell[0] * wide))


def strike(size: int) -> int:
    """Terminus has strikes at these heights only."""
    return min((12, 14, 16, 18, 20, 22, 24, 28, 32), key=lambda s: abs(s - size))
