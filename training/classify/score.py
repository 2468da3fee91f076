"""Measures an exported model and writes golden logits.

`python -m classify.score --model FILE --validation FILE... [--golden FILE]`: accuracy on
JSON Lines of `text` and `category12`, by `lang` where given.
"""

import argparse
import collections
import json
import math
import pathlib

import numpy
import torch

from .bert import Bert
from .names import CATEGORIES
from .pieces import Pieces
from .train import Hashed, both

COLLAPSED = {
    "meat": "meat_seafood", "seafood": "meat_seafood", "staples": "pantry", "canned": "pantry",
    "condiments_spices": "pantry", "breakfast": "pantry", "pet": "nonfood", "household": "nonfood",
    "personal_care": "nonfood",
}  # fmt: skip

GOLDEN = [
    "Whole milk", "GV WHL MLK GAL", "PCO GRN ONION", "Gemüse-Brühe 500g", "Bio Äpfel", "fromage râpé", "jambon blanc 4 tr",
    "Piña en su jugo", "TOMATE TRITURADO 400", "toilet paper 12pk", "Spülmittel", "DOG FD BEEF 2KG", "0.5L COLA ZERO",
    "Œufs plein air", "ŁOSOŚ", "a", "", "   ", "1234567890", "牛乳 MILK",
]  # fmt: skip


class Exported:
    """The models of a file, as the program runs them."""

    def __init__(self, path):
        raw = pathlib.Path(path).read_bytes()
        size = int.from_bytes(raw[:8], "little")
        header = json.loads(raw[8 : 8 + size])
        body = raw[8 + size :]
        self.metadata = header.pop("__metadata__")
        tensors = {}
        for name, entry in header.items():
            start, end = entry["data_offsets"]
            values = numpy.frombuffer(body[start:end], "<f2").reshape(entry["shape"]).astype("<f4")
            tensors[name] = torch.from_numpy(values)
        self.pieces = Pieces(self.metadata["vocabulary"].split(" "))
        self.models = Hashed().eval(), Bert(len(self.pieces.vocabulary)).eval()
        hashed = {"table.weight": "table", "head.weight": "head.weight", "head.bias": "head.bias"}
        self.models[0].load_state_dict({mine: tensors["hashed." + theirs] for mine, theirs in hashed.items()})
        with torch.no_grad():
            for name, weight in self.models[1].tensors().items():
                weight.copy_(tensors[name])

    def logits(self, texts, share=None):
        """Mixed log-likelihoods [texts, categories]; `share` is the transformer's."""
        share = float(self.metadata["share"]) if share is None else share
        hashed, bert = both(self.models, self.pieces, texts)
        return (1 - share) * hashed + share * bert

    def scores(self, texts, share=None):
        heat = float(self.metadata["temperature"])
        return torch.softmax(self.logits(texts, share) / heat, 1).numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--validation", nargs="*", default=[])
    parser.add_argument("--golden")
    options = parser.parse_args()
    model = Exported(options.model)
    for path in options.validation:
        for name, share in (("hashed", 0.0), ("transformer", 1.0), ("both", None)):
            report(model, pathlib.Path(path), name, share)
    if options.golden:
        logits = model.logits(GOLDEN)
        rows = [{"text": t, "logits": [round(float(x), 5) for x in row]} for t, row in zip(GOLDEN, logits)]
        pathlib.Path(options.golden).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")


def report(model, path, name, share):
    collapsed = [COLLAPSED.get(category, category) for category in CATEGORIES]
    tally = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    for row, scores in zip(rows, model.scores([row["text"] for row in rows], share)):
        order = [collapsed[i] for i in scores.argsort()[::-1]]
        top3 = list(dict.fromkeys(order))[:3]
        right = order[0] == row["category12"]
        likely = scores.max() >= 0.5
        for key in ("all", row.get("lang", "")):
            if key:
                for at, add in enumerate((1, right, row["category12"] in top3, likely, likely and right)):
                    tally[key][at] += int(add)
    for key, (count, first, third, likely, likely_right) in tally.items():
        interval = 1.96 * math.sqrt(first / count * (1 - first / count) / count)
        print(
            f"{path.name} {name} {key}: {count} lines, top-1 {first / count:.3f} ± {interval:.3f}, top-3 {third / count:.3f}, "
            f"score of a half for {likely / count:.3f}, of which right {likely_right / max(likely, 1):.3f}"
        )


if __name__ == "__main__":
    main()
