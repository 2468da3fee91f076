"""Prints rows on a strip of paper: clean ink, and the exact corners of every segment."""

import numpy as np

from . import graphics
from .alphabet import spell
from .content import plain
from .fonts import Type
from .pages import Segment
from .rows import Row

# A gap wider than this many characters starts a new segment (SROIE's habit).
SPLIT = 1.2
# Feeds from baseline to baseline in heights of a capital: 24 dots for 17 is tight, 30 the printers' default.
TIGHT, LOOSE = (1.32, 1.65), (1.65, 2.4)


class Strip:
    """Stamps of ink 0..1 placed downwards, with the segments printed so far."""

    def __init__(self, type: Type, width: int, margin: int, pitch: float):
        self.type, self.width, self.margin, self.pitch = type, width, margin, pitch
        self.stamps: list[tuple[int, int, np.ndarray]] = []
        self.y = 0.0
        self.framed = 0
        self.segments: list[Segment] = []

    def space(self, height: float):
        """Feeds paper."""
        self.y += height

    def _stamp(self, y: float, x: float, ink: np.ndarray):
        self.stamps.append((max(0, round(y)), max(0, round(x)), ink))

    def text(self, row: Row):
        """Prints a row; cells that come close share a segment, cells that collide move right."""
        face, placed, x_free = self.type.of(row.voice), [], 0.0
        cells = [(cell, text) for cell in row.cells if (text := self._printable(face, cell.text))]
        if row.voice == "head" and cells:
            face = self._sign(face, cells[0][1])
        lines = self._drawn(face, row, [text for _, text in cells])
        if not lines:
            return
        # The baseline lies a feed below the last row's, whose ink may reach down to it.
        tall = max(line.base - line.top for line, _ in lines)
        base = self.y = self.y + max(self.pitch * self.type.body.height, 1.25 * tall)
        for (cell, _), (line, text) in zip(cells, lines):
            shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[cell.align] * line.ink.shape[1]
            # Cells may push into the margin but never over their neighbour.
            x = max(cell.x * self.width - shift, x_free)
            x_free = x + line.ink.shape[1] + 0.6 * line.advance
            placed.append(self._place(x, base, line, text))
        placed = [p for p in placed if p]
        self._join(placed)
        if row.inverse and placed:
            top, foot = min(p[0][1] for p in placed), max(p[0][3] for p in placed)
            edge = max(4, round(0.2 * (foot - top)))
            bar = np.full((int(foot - top) + 2 * edge, self.width), -1.0, np.float32)
            self._stamp(top - edge, self.margin, bar)
            self.space(edge)
        if row.under and placed:
            x0, x1 = min(p[0][0] for p in placed), max(p[0][2] for p in placed)
            self._stamp(base + 4, x0, np.ones((2, int(x1 - x0)), np.float32))

    def _sign(self, face, text: str):
        """The face made small enough for the shop's name to fit."""
        room = 0.96 * self.width / max(1, face.draw(text).ink.shape[1])
        return face if room >= 1 else face.sized(max(14, int(face.size * room)))

    def _drawn(self, face, row: Row, texts: list[str]) -> list[tuple]:
        """Lines with their texts, narrowed and cut until they fit on the paper."""
        wide = row.wide
        lines = [face.draw(text, wide, row.tall, row.heavy) for text in texts]
        if sum(line.ink.shape[1] for line in lines) > 0.95 * self.width:
            wide = 1
            lines = [face.draw(text, wide, row.tall, row.heavy) for text in texts]
        over = sum(line.ink.shape[1] + 0.6 * line.advance for line in lines) - self.width
        if over > 0:
            which = max(range(len(texts)), key=lambda i: lines[i].ink.shape[1])
            keep = len(texts[which]) - int(np.ceil(over / lines[which].advance * 1.15))
            texts = [*texts[:which], texts[which][: max(keep, 1)].strip(), *texts[which + 1 :]]
            lines[which] = face.draw(texts[which], wide, row.tall, row.heavy)
        return list(zip(lines, texts))

    def _printable(self, face, text: str) -> str:
        """The text with letters that the face lacks without their accents, or left out."""
        chars = (c if face.has(c) else plain(c) for c in spell(text))
        return " ".join("".join(c for c in "".join(chars) if face.has(c)).split())

    def _place(self, x: float, base: float, line, text: str):
        """Stamps the ink and returns (box, text, advance), or nothing if the paper is too narrow."""
        left, top = self.margin + round(x), round(base) - line.base
        if left + line.ink.shape[1] > self.width + 2 * self.margin:
            return None
        inked = line.ink > 0.3
        columns, rows = np.flatnonzero(inked.any(0)), np.flatnonzero(inked.any(1))
        if not len(columns) or top < 0:
            return None
        self._stamp(top, left, line.ink)
        # Lower case alone, a full stop, a dash: the box still has a capital's height.
        low, high = min(rows[0], line.top), max(rows[-1] + 1, line.base)
        box = [left + columns[0], top + low, left + columns[-1] + 1, top + high]
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
        """A rule, barcode, square code or logo in the middle; `frame` and `end` box what lies between."""
        below = 0.45 * self.type.body.height
        if kind == "frame":
            self.space(below + 4)
            self.framed = round(self.y)
            return
        if kind == "end":
            self.space(below + 2)
            self._frame(int(rng.integers(1, 4)))
            return
        if kind == "rule":
            ink = graphics.rule(self.type.body, self.width, rng)
        elif kind == "barcode":
            ink = graphics.barcode(self.width, rng)
        else:
            ink = graphics.square(rng) if kind == "qr" else graphics.logo(self.width, rng)
        ink = ink[:, : self.width]
        inked = np.flatnonzero(ink.any(1))
        if not len(inked):
            return
        ink = ink[inked[0] : inked[-1] + 1]
        # A row of signs hangs where the text would, everything else keeps clear of it.
        self.space(below + (0 if kind == "rule" else 8))
        self._stamp(self.y, self.margin + (self.width - ink.shape[1]) // 2, ink)
        self.space(ink.shape[0] + (0 if kind == "rule" else 8))

    def _frame(self, thick: int):
        """Draws the box that `frame` opened."""
        x, wide, tall = max(0, self.margin - 4), self.width + 8, round(self.y) - self.framed
        across, down = np.ones((thick, wide), np.float32), np.ones((tall, thick), np.float32)
        self._stamp(self.framed, x, across)
        self._stamp(self.framed + tall - thick, x, across)
        self._stamp(self.framed, x, down)
        self._stamp(self.framed, x + wide - thick, down)

    def ink(self) -> np.ndarray:
        """All stamps on one strip."""
        out = np.zeros((max(1, round(self.y)), self.width + 2 * self.margin), np.float32)
        for y, x, ink in self.stamps:
            view = out[y : y + ink.shape[0], x : x + ink.shape[1]]
            part = ink[: view.shape[0], : view.shape[1]]
            # A bar of -1 turns what is already printed to white on black.
            view[:] = 1 - view if part.min() < 0 else np.maximum(view, part)
        return out


def print_rows(
    rows: list[Row], type: Type, rng: np.random.Generator, width: int, margin: int, pitch: float | None = None
) -> Strip:
    """All rows on one strip, with paper above and below; `pitch` is the feed in heights of a capital."""
    height = type.body.height
    pitch = pitch or float(rng.uniform(*(TIGHT if rng.random() < 0.45 else LOOSE)))
    strip = Strip(type, width, margin, pitch)
    strip.space(height * rng.uniform(0.3, 4))
    for row in rows:
        strip.space(row.gap * height * 2)
        strip.text(row) if row.kind == "text" else strip.graphic(row.kind, rng)
    strip.space(height * rng.uniform(0.5, 5))
    return strip
