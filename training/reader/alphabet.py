"""The characters the recogniser can write, and the folding of their case.

Label 0 is CTC's blank; label i + 1 is the i-th character of `ALPHABET`. The
order is frozen with the weights: append only, and retrain.
"""

import unicodedata

import torch

ASCII = "".join(map(chr, range(32, 127)))
SIGNS = "€£§°·"
# Letters of de fr it es pt nl sv da no fi is pl cs sk hu tr ro hr sl lt lv et.
LETTERS = (
    "ÄäÖöÜüẞß"
    "ÀàÂâÆæÇçÈèÉéÊêËëÎîÏïÔôŒœÙùÛûŸÿ"
    "ÌìÒòÁáÍíÑñÓóÚú¿¡ÃãÕõ"
    "ÅåØøÐðÝýÞþ"
    "ĄąĆćĘęŁłŃńŚśŹźŻż"
    "ČčĎďĚěŇňŘřŠšŤťŮůŽžĹĺĽľŔŕ"
    "ŐőŰű"
    "ĞğİıŞş"
    "ĂăȘșȚț"
    "Đđ"
    "ĀāĒēĖėĢģĪīĮįĶķĻļŅņŪūŲų"
)
ALPHABET = ASCII + SIGNS + LETTERS
CLASSES = len(ALPHABET) + 1
LABEL = {c: i + 1 for i, c in enumerate(ALPHABET)}

# What print or annotators use for a character that we do write.
_SPELLING = str.maketrans("‘’´`“”„–—−×•…¥", "''''\"\"\"---x·.Y")


def spell(text: str) -> str:
    """Text as the recogniser can write it; unknown characters are dropped."""
    text = unicodedata.normalize("NFC", text).translate(_SPELLING)
    return " ".join("".join(c for c in text if c in LABEL).split())


def encode(text: str) -> list[int]:
    """Labels of a text that `spell` has cleaned."""
    return [LABEL[c] for c in text]


def decode(labels) -> str:
    """Text of a best path: repeats merged, blanks dropped."""
    out, last = [], 0
    for label in map(int, labels):
        if label and label != last:
            out.append(ALPHABET[label - 1])
        last = label
    return "".join(out)


def _upper(c: str) -> str:
    """The capital of a letter when it is one letter of ours, else itself."""
    up = c.upper()
    return up if up in LABEL else c


# SROIE's transcripts are all capitals though the print is mixed: their loss is
# taken over folded labels, where "a" and "A" are one.
FOLDED = sorted({_upper(c) for c in ALPHABET})
_FOLDED_LABEL = {c: i + 1 for i, c in enumerate(FOLDED)}


def encode_folded(text: str) -> list[int]:
    """Folded labels of a text that `spell` has cleaned."""
    return [_FOLDED_LABEL[_upper(c)] for c in text]


def folding() -> torch.Tensor:
    """Matrix [CLASSES, folded classes] that adds up the two cases of a letter."""
    matrix = torch.zeros(CLASSES, len(FOLDED) + 1)
    matrix[0, 0] = 1
    for c, label in LABEL.items():
        matrix[label, _FOLDED_LABEL[_upper(c)]] = 1
    return matrix


def fold_log(log_probs: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    """Log-probabilities over folded labels; the floor keeps the gradient finite."""
    return (log_probs.exp() @ matrix).clamp_min(1e-8).log()
