"""Rows and cells: what a layout hands to the printer."""

from dataclasses import dataclass

from .content import Receipt


@dataclass
class Cell:
    """A text at `x` (0 left edge, 1 right edge of the print) with its own alignment."""

    text: str
    x: float = 0.0
    align: str = "left"


@dataclass
class Row:
    """Cells on one baseline.

    `kind` is "text" or a graphic that carries no text to read: rule, barcode, qr,
    logo; "frame" and "end" open and close a box around the rows between them.
    `voice` chooses the type: body, head (the shop's sign) or small print.
    """

    cells: list[Cell]
    wide: int = 1
    tall: int = 1
    heavy: bool = False
    kind: str = "text"
    gap: float = 0.0
    voice: str = "body"
    under: bool = False
    # White on a black bar as wide as the print.
    inverse: bool = False


def centre(text: str, **how) -> Row:
    return Row([Cell(text, 0.5, "centre")], **how)


def left(text: str, x: float = 0.0, **how) -> Row:
    return Row([Cell(text, x)], **how)


def pair(before: str, behind: str, indent: float = 0.0, **how) -> Row:
    return Row([Cell(before, indent), Cell(behind, 1.0, "right")], **how)


def split(text: str, align: str = "left", **how) -> Row:
    """A phrase of `notes.py`: its parts spread over the row, or alone where `align` says."""
    parts = text.split("\t")
    if len(parts) == 1:
        return centre(text, **how) if align == "centre" else left(text, **how)
    cells = [Cell(parts[0]), *(Cell(p, 0.5, "centre") for p in parts[1:-1]), Cell(parts[-1], 1.0, "right")]
    return Row(cells, **how)


def quantity(r: Receipt, item) -> str:
    """Pieces or weight as this till writes it."""
    if item.unit:
        return f"{item.quantity / 1000:.3f}".replace(".", r.country.decimal)
    return str(item.quantity // 1000)
