"""Trains the model of line types: `python -m classify.lines --into classifier.safetensors`.

A row is the pieces of its words, the shape of its tokens and its place on the paper; the
model sums a vector for each and maps the sum once, as `Hashed` does. It learns from invented
receipts alone. `crates/ml/src/parse/learnt.rs` reads the file.
"""

import argparse
import json
import pathlib
import struct
import time

import torch

from . import features as pieces
from .names import CATEGORIES, HERE, table
from .rows import KINDS, draw

BUCKETS = 1 << 12
DIMENSIONS = 16
BATCH = 512
# Tenths of the paper.
PLACES = 10


def shape(token):
    """`12,50` is `0,0`, `MILK` is `a`: one sign for a run."""
    out = ""
    for char in token:
        sign = "0" if char.isdigit() else "a" if char.isalpha() else char
        if not out or out[-1] != sign or sign not in "0a":
            out += sign
    return out[:12]


def features(text, place):
    """All indices of a row, repeated ones too."""
    found = [index % BUCKETS for index in pieces.features(text)]
    shapes = [shape(token) for token in text.split()[:16]]
    hashed = lambda kind, text: pieces._hash(kind, text) % BUCKETS  # noqa: E731
    found += [hashed("s", one) for one in shapes]
    found += [hashed("t", f"{a} {b}") for a, b in zip(shapes, shapes[1:])]
    if shapes:
        found += [hashed("f", shapes[0]), hashed("l", shapes[-1])]
    found.append(hashed("n", str(min(len(shapes), 8))))
    found += [hashed("r", str(min(int(place * PLACES), PLACES - 1)))] * 2
    return found


class Lines(torch.nn.Module):
    """Summed vectors, a bend, and one linear map."""

    def __init__(self):
        super().__init__()
        self.table = torch.nn.EmbeddingBag(BUCKETS, DIMENSIONS, mode="sum")
        self.head = torch.nn.Linear(DIMENSIONS, len(KINDS))
        torch.nn.init.normal_(self.table.weight, std=0.05)

    def forward(self, lists):
        counts = torch.tensor([float(len(found)) for found in lists])
        offsets = torch.tensor([0] + [len(found) for found in lists[:-1]]).cumsum(0)
        flat = torch.tensor([index for found in lists for index in found])
        return self.head(torch.tanh(self.table(flat, offsets) / counts.sqrt().unsqueeze(1)))


def lexicon():
    """Names with their category, by language."""
    names = {}
    for at, category in enumerate(CATEGORIES):
        for row in table(HERE / "lexicon" / f"{category}.tsv"):
            for language, cell in row.items():
                names.setdefault(language, []).extend((name, at) for name in (cell or "").split("|") if name)
    return names


def export(model, file):
    """Puts the tensors into a classifier's file, as half floats; those of before go."""
    data = pathlib.Path(file).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    kept = {name: about for name, about in header.items() if not name.startswith("lines.")}
    blob = b""
    for name, about in kept.items():
        if name != "__metadata__":
            start, end = about["data_offsets"]
            about["data_offsets"] = [len(blob), len(blob) + end - start]
            blob += body[start:end]
    kept["__metadata__"]["kinds"] = ",".join(KINDS)
    named = {"table": model.table.weight, "head.weight": model.head.weight, "head.bias": model.head.bias}
    for name, tensor in named.items():
        raw = tensor.detach().half().contiguous().numpy().tobytes()
        offsets = [len(blob), len(blob) + len(raw)]
        kept[f"lines.{name}"] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": offsets}
        blob += raw
    head = json.dumps(kept, separators=(",", ":"), ensure_ascii=False).encode()
    head += b" " * (-len(head) % 8)
    pathlib.Path(file).write_bytes(struct.pack("<Q", len(head)) + head + blob)


def main():
    """Trains and writes."""
    args = argparse.ArgumentParser()
    args.add_argument("--into", required=True)
    args.add_argument("--rows", type=int, default=1_500_000)
    args = args.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model, names = Lines(), lexicon()
    steps = args.rows // BATCH
    optimiser = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1e-2, steps)
    rows, start = draw(names, 1), time.time()
    for step in range(steps):
        batch = [next(rows) for _ in range(BATCH)]
        logits = model([features(text, place) for text, _, place in batch])
        kinds = torch.tensor([kind for _, kind, _ in batch])
        loss = torch.nn.functional.cross_entropy(logits, kinds, label_smoothing=0.02)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 200 == 0:
            right = (logits.argmax(1) == kinds).float().mean()
            print(f"{step} of {steps}, {time.time() - start:.0f} s: loss {loss:.3f}, right {right:.3f}", flush=True)
    export(model, args.into)


if __name__ == "__main__":
    main()
