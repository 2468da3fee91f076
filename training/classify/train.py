"""Trains, calibrates and exports: `python -m classify.train --names DIR --out DIR`.

Nothing of the validation files is read here; `classify.score` measures with them.
"""

import argparse
import json
import pathlib
import random

import numpy
import torch

from .augment import augmented
from .features import BUCKETS, features
from .names import CATEGORIES, SHARES, load

DIMENSIONS = 24


class Model(torch.nn.Module):
    """Summed vectors, a bend, and one linear map."""

    def __init__(self, dimensions=DIMENSIONS):
        super().__init__()
        self.table = torch.nn.EmbeddingBag(BUCKETS, dimensions, mode="sum")
        self.head = torch.nn.Linear(dimensions, len(CATEGORIES))
        torch.nn.init.normal_(self.table.weight, std=0.05)

    def forward(self, indices, offsets, counts, drop=0.0):
        hidden = self.table(indices, offsets) / counts.sqrt().unsqueeze(1)
        hidden = torch.tanh(hidden)
        if drop:
            hidden = torch.nn.functional.dropout(hidden, drop, self.training)
        return self.head(hidden)


def batch(rows):
    lists = [row[0] or [0] for row in rows]
    counts = torch.tensor([float(len(found)) for found in lists])
    offsets = torch.tensor([0] + [len(found) for found in lists[:-1]]).cumsum(0)
    indices = torch.tensor([index for found in lists for index in found])
    return indices, offsets, counts, torch.tensor([row[1] for row in rows])


def split(sources, share=0.06):
    """Names kept back for calibration; a name is on one side in all sources."""
    kept = {source: [] for source in sources}
    held = []
    for source, names in sources.items():
        for name, category in names:
            key = random.Random(name.lower()).random()
            (held if key < share else kept[source]).append((name, category))
    return kept, held


def drawer(sources, chance):
    """Draws names: a source by its share, a category by the root of its size."""
    tables = {}
    for source, names in sources.items():
        by_category = {}
        for name, category in names:
            by_category.setdefault(category, []).append(name)
        weights = [len(names) ** 0.6 for names in by_category.values()]
        tables[source] = (list(by_category), weights, by_category)
    shares = list(SHARES.values())

    def draw():
        source = chance.choices(list(SHARES), shares)[0]
        categories, weights, names = tables[source]
        category = chance.choices(categories, weights)[0]
        return chance.choice(names[category]), category

    return draw


def sample(draw, count, chance, plain=0.25):
    rows = []
    for _ in range(count):
        name, category = draw()
        text = name if chance.random() < plain else augmented(name, chance)
        rows.append((features(text), category))
    return rows


def temperature(logits, labels):
    """The softness that makes the scores honest on names never seen."""
    best = min(
        (torch.nn.functional.cross_entropy(logits / t, labels).item(), t)
        for t in numpy.arange(0.5, 4.0, 0.02)
    )
    return float(best[1])


def threshold(probabilities, labels, accuracy=0.9):
    """The lowest score from which on `accuracy` of the answers are right."""
    score, guess = probabilities.max(1)
    order = score.argsort(descending=True)
    right = (guess == labels)[order].float().cumsum(0) / torch.arange(1, len(order) + 1)
    enough = (right >= accuracy).nonzero()
    return float(score[order[enough[-1]]]) if len(enough) else 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--samples", type=int, default=250_000)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    sources, held = split(load(options.names))
    draw = drawer(sources, chance)
    model = Model()
    optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
    steps = options.epochs * options.samples // 256
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 8e-3, total_steps=steps + 1)
    held_rows = [(features(augmented(name, chance)), category) for name, category in held for _ in range(3)]
    for epoch in range(options.epochs):
        rows = sample(draw, options.samples, chance)
        model.train()
        total = 0.0
        for start in range(0, len(rows) - 255, 256):
            indices, offsets, counts, labels = batch(rows[start : start + 256])
            loss = torch.nn.functional.cross_entropy(
                model(indices, offsets, counts, drop=0.2), labels, label_smoothing=0.05
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        model.eval()
        with torch.no_grad():
            indices, offsets, counts, labels = batch(held_rows)
            logits = model(indices, offsets, counts)
        accuracy = (logits.argmax(1) == labels).float().mean().item()
        print(f"epoch {epoch} loss {256 * total / len(rows):.3f} unseen names {accuracy:.3f}", flush=True)
    heat = temperature(logits, labels)
    sure = threshold(torch.softmax(logits / heat, 1), labels)
    print(f"temperature {heat:.2f} sure from {sure:.3f}")
    export(model, heat, sure, pathlib.Path(options.out))


def export(model, heat, sure, out):
    """Writes `classifier.safetensors`: f16 weights; temperature and threshold as metadata."""
    tensors = {
        "table": model.table.weight.detach().numpy().astype("<f2"),
        "head.weight": (model.head.weight.detach().numpy()).astype("<f2"),
        "head.bias": (model.head.bias.detach().numpy()).astype("<f2"),
    }
    header = {"__metadata__": {
        "format": "larder-classifier-1", "temperature": f"{heat:.4f}", "sure": f"{sure:.4f}",
        "categories": ",".join(CATEGORIES),
    }}  # fmt: skip
    body = b""
    for name, tensor in tensors.items():
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + tensor.nbytes]}
        body += tensor.tobytes()
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    out.mkdir(parents=True, exist_ok=True)
    (out / "classifier.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + body)


if __name__ == "__main__":
    main()
