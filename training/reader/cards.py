"""The model cards: what each network is, what it learnt from, how well it does."""

from .alphabet import ALPHABET
from .score import line_accuracy, word_f1
from .tiles import MOST_WEIGHT, TEXT_HEIGHTS

DATA = """\
## Data

- {receipts} receipts of ICDAR 2019 SROIE (Huang et al., "ICDAR2019 Competition on Scanned Receipt OCR and
  Information Extraction"; corrected labels of github.com/zzzDavid/ICDAR-2019-SROIE, repository MIT;
  the images are reported as CC-BY-4.0). Malaysian, mostly English. No image of it is in this repository.
- {pages} synthetic receipts of `training/reader/synth.py`: invented shops, 20 countries, fonts of Debian
  12. Product names: our own lists, USDA SR28 and FoodKeeper (public domain; credit: U.S. Department of
  Agriculture), commodity types of `completejourney` (CC0 by its packagers; from 84.51).
- Held out: {held_out} SROIE receipts by the rule in `training/reader/split.py`, near-duplicates included.
"""

LICENCE = """\
## Licence

MIT OR Apache-2.0, as the rest of Larder. Please keep the credit to ICDAR 2019 SROIE.
"""

DETECTOR = """\
# detector.onnx

Finds text segments (runs of text on a row) on a receipt.

- Input `image` [1, 1, 480, 448] f32, grey in [-0.5, 0.5], black = -0.5, padded with black at the bottom
  and on the right. Text should be 11 to 24 px high. Nothing in the network depends on the size: the scanner
  writes the wanted one, both sides multiples of 32, over that of input and output in the file.
- Output [1, 1, 480, 448] f32: probability that a pixel lies in a segment shrunk by 2 px on each side.
  Cut at {scanner} and grow each component by 2 px.
- {parameters} parameters, f16 in the file; 2,900 multiply-adds a pixel. A U-Net of plain 3 x 3
  convolutions, finest features at a quarter of the resolution. (With the first design, of depthwise ones
  and 1,100 multiply-adds a pixel, a scan takes one and a half times as long: rten has no fast path for
  them.) Operators: Cast, Conv, ConvTranspose, Relu, Add, Sigmoid.

{data}
## Training

From nothing: {steps} steps, {samples} tiles of 384 x 384, {hours:.1f} h. {phases}
Text stands {low:.0f} to {high:.0f} px high; a lone letter's pixels weigh up to {weight:.0f} times those
of a name. AdamW, one cycle, balanced cross-entropy and dice, moving average of the weights.

## Score

Segment F1 at IoU 0.5 on {count} held-out SROIE receipts, at {text:.0f} px text height: **{f1:.3f}**. (The
best cut was at {best}; the logits are shifted so that it is at {scanner}.)

## Limits

Upright receipts, turned by up to about 4 degrees; handwriting is no target and is found at times. Text
lower than 9 px, and very faint text, is lost. The labels' boxes are loose and split rows by habit, so
that F1 says less than it seems: most of the rest are segments cut elsewhere than the annotators did.

{licence}"""

RECOGNISER = """\
# recogniser.onnx

Reads one line of receipt text.

- Input `image` [N, 1, 32, W] f32, grey in [-0.5, 0.5], black = -0.5; N and W are free, lines are squeezed
  to 15/16 of their width and padded with black on the right.
- Output [W / 4, N, {classes}] f32: log-softmax. Label 0 is CTC's blank, label i the i-th character of
  `alphabet.txt`, counted from 1.
- {parameters} parameters, f16 in the file; about 76 M multiply-adds for a 32 x 320 line. Seven
  convolutions, two bidirectional GRUs of 96, one linear layer.
- Alphabet: ASCII, five signs, letters of Western and Central European languages.

{data}
## Training

From nothing: {steps} steps, {samples} lines, {hours:.1f} h. {phases}
AdamW, one cycle, moving average of the weights. The contrast of every line is evened out first, here as
in the scanner.
SROIE's transcripts are all capitals though its print is mixed: there the loss adds up both cases of a
letter, so that case is learnt from synthetic lines alone.

## Score

On the {lines} labelled boxes of {count} held-out SROIE receipts, best path, case folded:
word F1 **{f1:.3f}**, lines without a slip **{accuracy:.3f}**.

## Limits

Horizontal print only. Letters beyond English were seen in synthetic print alone. Very faded and
dot-matrix print is the weakest. Letters whose two cases have one shape (c, o, s, x, z) may come in the
wrong case.

{licence}"""


def _phase(phase: dict) -> str:
    """One phase of a training in words."""
    where = "a CPU" if phase["device"] == "cpu" else "a GPU"
    return f"from sample {phase['from']:,} on {where}, {phase['real_share']:.0%} real"


def _common(module, counts: dict, held_out: int) -> dict:
    last = counts["phases"][-1]
    return {
        "parameters": f"{sum(p.numel() for p in module.parameters()):,}",
        "steps": f"{counts['steps']:,}",
        "samples": f"{counts['samples']:,}",
        "hours": counts["seconds"] / 3600,
        "phases": "Learnt " + "; ".join(map(_phase, counts["phases"])) + ".",
        "data": DATA.format(pages=f"{last['pages']:,}", receipts=last["receipts"], held_out=held_out),
        "licence": LICENCE,
    }


def detector(module, counts: dict, best: float, scanner: float, f1: float, count: int, text: float) -> str:
    """Card of the detector, scored on `count` receipts with text of a height in pixels."""
    low, high = TEXT_HEIGHTS
    return DETECTOR.format(
        **_common(module, counts, count),
        best=best,
        scanner=scanner,
        f1=f1,
        count=count,
        text=text,
        low=low,
        high=high,
        weight=MOST_WEIGHT,
    )


def recogniser(module, counts: dict, lines: list, count: int) -> str:
    """Card of the recogniser, scored on the lines of `count` receipts."""
    return RECOGNISER.format(
        **_common(module, counts, count),
        classes=len(ALPHABET) + 1,
        lines=f"{len(lines):,}",
        f1=word_f1(lines),
        accuracy=line_accuracy(lines),
        count=count,
    )
