"""Prints rows on a strip of paper: clean ink, and the exact corners of every segment."""

import numpy as np

from .alphabet import spell
from .fonts import Face
from .layout import Row
from .pages import Segment

# A gap wider than this many characters starts a new segment (SROIE's habit).
SPLIT = 1.2


class Strip:
    """Ink 0..1 growing downwards, with the segments printed so far."""

    def __init__(self, face: Face, width: int, margin: int, leading: float):
        self.face, self.width, self.margin, self.leading = face, width, margin, leading
        self.parts: list[np.ndarray] = []
        self.height = 0
        self.segments: list[Segment] = []

    def _room(self, height: int) -> np.ndarray:
        block = np.zeros((height, self.width + 2 * self.margin), np.float32)
        self.parts.append(block)
        self.height += height
        return block

    def space(self, height: float):
        self._room(max(1, round(height)))

    def text(self, row: Row):
        """Prints a row; cells that come close share a segment, cells that collide move right."""
        drawn, x_free = [], 0.0
        cells = [(cell, text) for cell in row.cells if (text := self._printable(cell.text))]
        lines = [self.face.draw(text, row.wide, row.tall, row.heavy) for _, text in cells]
        if sum(line.ink.shape[1] for line in lines) > 0.95 * self.width:
            lines = [self.face.draw(text, 1, row.tall, row.heavy) for _, text in cells]
        for (cell, text), line in zip(cells, lines):
            shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[cell.align] * line.ink.shape[1]
            # Cells may push into the margin but never over their neighbour.
            x = max(cell.x * self.width - shift, x_free)
            drawn.append((x, line, text))
            x_free = x + line.ink.shape[1] + 0.6 * line.advance
        if not drawn:
            return
        block = self._room(max(line.ink.shape[0] for _, line, _ in drawn))
        top = self.height - block.shape[0]
        placed = [self._stamp(block, top, x, line, text) for x, line, text in drawn]
        self._join([p for p in placed if p])

    def _printable(self, text: str) -> str:
        """The text with what the face lacks left out."""
        return " ".join("".join(c for c in spell(text) if self.face.has(c)).split())

    def _stamp(self, block, top: int, x: float, line, text: str):
        """Copies the ink and returns (box, text, advance), or nothing if the paper is too narrow."""
        left = self.margin + round(x)
        base = block.shape[0] - line.ink.shape[0]
        if left + line.ink.shape[1] > block.shape[1]:
            return None
        view = block[base : base + line.ink.shape[0], left : left + line.ink.shape[1]]
        np.maximum(view, line.ink, out=view)
        inked = line.ink > 0.3
        columns, lines = np.flatnonzero(inked.any(0)), np.flatnonzero(inked.any(1))
        if not len(columns):
            return None
        # Lower case alone, a full stop, a dash: the box still has a capital's height.
        low, high = min(lines[0], line.top), max(lines[-1] + 1, line.base)
        box = [left + columns[0], top + base + low, left + columns[-1] + 1, top + base + high]
        return box, text, line.advance

    def _join(self, placed: list):
        groups: list[list] = []
        for piece in placed:
            if groups and piece[0][0] - groups[-1][-1][0][2] < SPLIT * piece[2]:
                groups[-1].append(piece)
            else:
                groups.append([piece])
        for group in groups:
            boxes = np.float32([p[0] for p in group])
            (x0, y0), (x1, y1) = boxes[:, :2].min(0), boxes[:, 2:].max(0)
            # As loose as SROIE's boxes, so that both teach the same border.
            slack = 0.07 * (y1 - y0)
            x0, y0, x1, y1 = x0 - slack, y0 - slack, x1 + slack, y1 + slack
            quad = np.float32([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
            self.segments.append(Segment(quad, " ".join(p[1] for p in group)))

    def graphic(self, kind: str, rng: np.random.Generator):
        """Rules, barcodes and logos: what the detector must learn to leave alone."""
        {"rule": self._rule, "barcode": self._barcode, "logo": self._logo}[kind](rng)

    def _rule(self, rng):
        mark = str(rng.choice(["-", "=", "*", "_", "line", "-", "."]))
        if mark == "line":
            block = self._room(8)
            block[3 : 3 + int(rng.integers(1, 4)), self.margin : -self.margin or None] = 1
            return
        unit = self.face.draw(mark * 10).ink
        block = self._room(unit.shape[0])
        across = np.tile(unit, 1 + self.width // unit.shape[1])[:, : self.width]
        block[:, self.margin : self.margin + across.shape[1]] = across

    def _barcode(self, rng):
        block = self._room(int(rng.integers(40, 90)))
        bars = rng.integers(0, 2, int(rng.integers(60, 110))).repeat(int(rng.integers(2, 4)))[: self.width]
        left = self.margin + (self.width - len(bars)) // 2
        block[4:-4, left : left + len(bars)] = bars

    def _logo(self, rng):
        """A few shapes: what stands for a shop's sign."""
        size = int(rng.integers(50, 110))
        block = self._room(size)
        middle, half = self.margin + self.width // 2, int(rng.integers(30, 120))
        y, x = np.mgrid[0:size, 0 : 2 * half]
        shape = ((x / half - 1) ** 2 + (2 * y / size - 1) ** 2 < 1).astype(np.float32)
        if rng.random() < 0.5:
            shape *= ((x // 8 + y // 8) % 2).astype(np.float32)
        left = max(0, middle - half)
        view = block[:, left : left + 2 * half]
        np.maximum(view, shape[:, : view.shape[1]], out=view)

    def ink(self) -> np.ndarray:
        return np.concatenate(self.parts)


def print_rows(rows: list[Row], face: Face, rng: np.random.Generator, width: int, margin: int) -> Strip:
    """All rows on one strip, with paper above and below."""
    pitch = face.caps / face.over
    strip = Strip(face, width, margin, pitch * rng.uniform(0.0, 0.7))
    strip.space(pitch * rng.uniform(1, 4))
    for row in rows:
        strip.space(strip.leading + row.gap * pitch * 2)
        strip.text(row) if row.kind == "text" else strip.graphic(row.kind, rng)
    strip.space(pitch * rng.uniform(1, 5))
    return strip
