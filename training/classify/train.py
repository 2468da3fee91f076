"""Trains, calibrates and exports: `python -m classify.train --names DIR --out DIR`.

Two models learn the same drawn names: hashed pieces in one table (the floor), and a small
transformer. The program adds their log-likelihoods. Nothing of the validation files is
read here; `classify.score` measures with them. `--resume` goes on from the checkpoint.
"""

import argparse
import pathlib
import random
import time

import torch

from reader.ema import Average
from reader.run import rate

from .augment import augmented
from .bert import Bert
from .export import export
from .features import BUCKETS, features
from .names import CATEGORIES, SHARES, load
from .pieces import Pieces, learn

DIMENSIONS = 24
VOCABULARY = 3072
BATCH = 256


class Hashed(torch.nn.Module):
    """Summed vectors, a bend, and one linear map."""

    def __init__(self, dimensions=DIMENSIONS):
        super().__init__()
        self.table = torch.nn.EmbeddingBag(BUCKETS, dimensions, mode="sum")
        self.head = torch.nn.Linear(dimensions, len(CATEGORIES))
        torch.nn.init.normal_(self.table.weight, std=0.05)

    def forward(self, indices, offsets, counts, drop=0.0):
        hidden = torch.tanh(self.table(indices, offsets) / counts.sqrt().unsqueeze(1))
        return self.head(torch.nn.functional.dropout(hidden, drop, self.training))


def bags(texts):
    """What `Hashed` takes: indices of all texts, where each begins, how many it has."""
    lists = [features(text) or [0] for text in texts]
    counts = torch.tensor([float(len(found)) for found in lists])
    offsets = torch.tensor([0] + [len(found) for found in lists[:-1]]).cumsum(0)
    return torch.tensor([index for found in lists for index in found]), offsets, counts


def padded(pieces, texts, chance=None, drop=0.0):
    """What `Bert` takes."""
    lists = [torch.tensor(pieces.cut(text, chance, drop)) for text in texts]
    return torch.nn.utils.rnn.pad_sequence(lists, batch_first=True)


def split(sources, share=0.05):
    """Names kept back for calibration; a name is on one side in all sources."""
    kept = {source: [] for source in sources}
    held = []
    for source, names in sources.items():
        for name in names:
            key = random.Random(name[0].lower()).random()
            (held if key < share else kept[source]).append(name)
    return kept, held


def drawer(sources, chance):
    """Draws names: a source by its share, a category by the root of its size."""
    tables = {}
    for source, names in sources.items():
        by_category = {}
        for name in names:
            by_category.setdefault(name[1], []).append(name)
        weights = [len(names) ** 0.5 for names in by_category.values()]
        tables[source] = (list(by_category), weights, by_category)

    def draw():
        source = chance.choices(list(SHARES), SHARES.values())[0]
        categories, weights, names = tables[source]
        return chance.choice(names[chance.choices(categories, weights)[0]])

    return draw


def sample(draw, count, chance, plain=0.25):
    """Drawn names as printed, and their categories."""
    texts, labels = [], []
    for _ in range(count):
        name, category, language = draw()
        texts.append(name if chance.random() < plain else augmented(name, category, language, chance))
        labels.append(category)
    return texts, torch.tensor(labels)


class Learner:
    """A model that learns, its averaged weights, and its highest learning rate."""

    def __init__(self, model, optimiser, peak):
        self.model, self.optimiser, self.peak = model, optimiser, peak
        self.average = Average(model, decay=0.9995)

    def step(self, output, labels, done):
        loss = torch.nn.functional.cross_entropy(output, labels, label_smoothing=0.05)
        for group in self.optimiser.param_groups:
            group["lr"] = rate(done, self.peak)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.average.update()

    def state(self):
        parts = {"model": self.model, "average": self.average.model, "optimiser": self.optimiser}
        return {name: part.state_dict() for name, part in parts.items()} | {"steps": self.average.steps}

    def load(self, state):
        self.model.load_state_dict(state["model"])
        self.average.model.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average.steps = state["steps"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--samples", type=int, default=1_500_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "classifier.pt"
    state = torch.load(checkpoint, weights_only=False) if options.resume else None
    chance = random.Random(options.seed + (state["step"] if state else 0))
    kept, held = split(load(options.names))
    draw = drawer(kept, chance)
    vocabulary = state["vocabulary"] if state else learn(sample(draw, 150_000, chance)[0], VOCABULARY)
    pieces = Pieces(vocabulary)
    hashed, bert = Hashed(), Bert(len(vocabulary))
    learners = {
        "hashed": Learner(hashed, torch.optim.Adam(hashed.parameters()), 8e-3),
        "bert": Learner(bert, torch.optim.AdamW(bert.parameters(), weight_decay=0.01), 1.5e-3),
    }
    models = [learner.average.model for learner in learners.values()]
    step, seconds = 0, 0.0
    if state:
        for name, learner in learners.items():
            learner.load(state[name])
        step, seconds = state["step"], state["seconds"]
    held_texts = [augmented(*name, chance) for name in twice(held)]
    held_labels = torch.tensor([name[1] for name in twice(held)])
    steps, started = options.samples // BATCH, time.time()
    parameters = sum(p.numel() for p in bert.parameters())
    print(f"{sum(map(len, kept.values()))} names, {len(held)} held, {parameters} parameters", flush=True)
    while step < steps:
        texts, labels = sample(draw, BATCH, chance)
        outputs = {
            "hashed": hashed.train()(*bags(texts), drop=0.2),
            "bert": bert.train()(padded(pieces, texts, chance, drop=0.08)),
        }
        for name, learner in learners.items():
            learner.step(outputs[name], labels, step / steps)
        step += 1
        if step % 250 == 0 or step == steps:
            spent = seconds + time.time() - started
            report(step, spent, models, pieces, held_texts, held_labels)
            states = {name: learner.state() for name, learner in learners.items()}
            torch.save({"step": step, "seconds": spent, "vocabulary": vocabulary, **states}, checkpoint)
    # Tills we have not seen print worse than ours: scores are to be honest there too.
    worse = [augmented(text.lower(), name[1], name[2], chance) for text, name in zip(held_texts, twice(held))]
    logits = both(models, pieces, worse)
    export(models, vocabulary, logits, held_labels, options.out)


def twice(held):
    return [name for name in held for _ in range(2)]


@torch.no_grad()
def both(models, pieces, texts):
    """Log-likelihoods of both models."""
    found = []
    for start in range(0, len(texts), 512):
        part = texts[start : start + 512]
        outputs = models[0](*bags(part)), models[1](padded(pieces, part))
        found.append([output.log_softmax(1) for output in outputs])
    return [torch.cat(column) for column in zip(*found)]


def report(step, seconds, models, pieces, texts, labels):
    share = lambda logits: (logits.argmax(1) == labels).float().mean().item()  # noqa: E731
    hashed, bert = both(models, pieces, texts)
    print(
        f"step {step} seconds {seconds:.0f} unseen names: hashed {share(hashed):.4f} bert {share(bert):.4f} "
        f"both {share(hashed + bert):.4f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
