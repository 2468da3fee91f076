"""What receipts say besides the goods: facts of the sale, card slips, loyalty, notices, odd strings.

A text with a tab (a bar in `phrases.toml`) is a pair: the part behind it stands at the right edge.
"""

import re
import tomllib
from pathlib import Path

import numpy as np

from .alphabet import ALPHABET, LETTERS
from .countries import Country
from .invent import one, pattern

_TABLES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
# Pairs and triples that readers of receipts confuse.
CONFUSABLES = "0O1Il5S8B2Z6G.,-"
_PLAIN_LETTERS = "abcdefghijklmnopqrstuvwxyzEAIOU"
_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def _phrases(of: Country) -> dict[str, list[str]]:
    return _TABLES[_TABLES["languages"].get(of.code, "en")]


def some(rng: np.random.Generator, of: Country, what: str, low: int, high: int, **more: str) -> list[str]:
    """`low` to `high` - 1 different phrases of a kind, filled in."""
    texts = _phrases(of)[what]
    count = min(len(texts), int(rng.integers(low, high)))
    chosen = rng.choice(len(texts), count, replace=False)
    filled = [pattern(rng, texts[i], **more).replace("|", "\t") for i in chosen]
    if of.decimal == ",":
        filled = [re.sub(r"(?<=\d)\.(?=\d\d$)", ",", text) for text in filled]
    return filled


def blocks(rng: np.random.Generator, of: Country, **more: str) -> list[list[str]]:
    """Groups of rows below the sums, in the order they are printed."""
    out = []
    if rng.random() < 0.35:
        out.append(some(rng, of, "slip", 3, 12, **more))
    if rng.random() < 0.25:
        out.append(some(rng, of, "loyalty", 1, 4, **more))
    if rng.random() < 0.6:
        out.append([odd(rng) for _ in range(int(rng.integers(1, 7)))])
    if rng.random() < 0.6:
        out.append(some(rng, of, "notices", 1, 6, **more))
    return [out[i] for i in rng.permutation(len(out))]


def _letters(rng: np.random.Generator, choices: str, low: int, high: int) -> str:
    return "".join(one(rng, choices) for _ in range(int(rng.integers(low, high))))


def odd(rng: np.random.Generator) -> str:
    """Codes and strings that no dictionary helps with; every letter of the alphabet gets its turn."""
    kind = int(rng.choice(8, p=[0.18, 0.12, 0.26, 0.12, 0.11, 0.08, 0.06, 0.07]))
    if kind == 0:
        return _letters(rng, CONFUSABLES, 3, 12)
    if kind == 1:
        return _letters(rng, _CODE, 4, 18)
    if kind == 2:
        # Small letters twice as often: tills that print capitals only take away half of them.
        some_letters = LETTERS + LETTERS.lower() + (_PLAIN_LETTERS if rng.random() < 0.5 else "")
        return " ".join(_letters(rng, some_letters, 2, 8) for _ in range(int(rng.integers(1, 5))))
    if kind == 3:
        return _letters(rng, ALPHABET[1:95], 3, 14)
    if kind == 4:
        # What the signs of ASCII look like where receipts use them.
        return pattern(rng, one(rng, _SIGNS))
    if kind == 5:
        return _letters(rng, "0123456789", 8, 21)
    if kind == 6:
        return " ".join(_letters(rng, "0123456789O", 1, 5) for _ in range(int(rng.integers(2, 6))))
    words = (_letters(rng, "abcdefghijklmnopqrstuvwxyz", 2, 9) for _ in range(int(rng.integers(1, 5))))
    return " ".join(w.capitalize() if rng.random() < 0.4 else w for w in words)


_SIGNS = (
    "[{n}] {A3}",
    "{A3}-{4}/{2}_{A1}",
    "<{4}>",
    "{{n}}",
    "@{2}.{2}",
    "#{5}",
    "+{n} pts",
    "{n} @ {m}",
    "={m}",
    "~{m}",
    "{A2}&{A2}",
    "({A1}) {m}",
    "*{m}*",
    "{2}% OFF",
    '"{A4}"',
    '{n}" x {n}"',
    "3. {2}",
    "{n} .{2}",
    "{n}, {2}",
    "{A1}/{A1}",
    "?{A2}",
    "{2}|{2}",
    "{4};{3}",
    "C:\\{A3}\\{4}",
    "^{A2}{2}",
    "`{A2}`",
    "{n}:{2}:{2}",
    "1{1}1l{1}I",
    "{A4}_{2}",
    "§{2} {m}",
    "{n}°C",
    "·{m}",
    "£{m}",
    "€{m}",
    "{m}€",
    "${m}",
    "-{m}-",
    "--{m}",
    "{m}-",
    "{n}x{n}x{n}MM",
    '{n}/{n}" {A3}',
    "{A2}{4}-{A1}/{2}",
    "<{A1}> {m}",
    "{m} {A1}*",
    "[{A2}]",
    "!{A2}!",
)
