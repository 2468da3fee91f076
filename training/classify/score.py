"""Measures an exported model and writes golden logits.

`python -m classify.score --model FILE --validation FILE... [--golden FILE]`: accuracy on
JSON Lines of `text` and `category12`, by `lang` where given.
"""

import argparse
import collections
import json
import pathlib

import numpy

from .features import features
from .names import CATEGORIES

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
    def __init__(self, path):
        raw = pathlib.Path(path).read_bytes()
        size = int.from_bytes(raw[:8], "little")
        header = json.loads(raw[8 : 8 + size])
        body = raw[8 + size :]
        self.metadata = header.pop("__metadata__")
        self.tensors = {}
        for name, entry in header.items():
            start, end = entry["data_offsets"]
            self.tensors[name] = numpy.frombuffer(body[start:end], "<f2").reshape(entry["shape"]).astype("<f4")

    def logits(self, text):
        found = features(text) or [0]
        hidden = numpy.tanh(self.tensors["table"][found].sum(0) / numpy.sqrt(numpy.float32(len(found))))
        return self.tensors["head.weight"] @ hidden + self.tensors["head.bias"]

    def scores(self, text):
        logits = self.logits(text) / float(self.metadata["temperature"])
        scores = numpy.exp(logits - logits.max())
        return scores / scores.sum()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--validation", nargs="*", default=[])
    parser.add_argument("--golden")
    options = parser.parse_args()
    model = Exported(options.model)
    for path in options.validation:
        report(model, pathlib.Path(path))
    if options.golden:
        rows = [{"text": text, "logits": [round(float(x), 5) for x in model.logits(text)]} for text in GOLDEN]
        pathlib.Path(options.golden).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")


def report(model, path):
    collapsed = [COLLAPSED.get(name, name) for name in CATEGORIES]
    tally = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    sure = float(model.metadata["sure"])
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        scores = model.scores(row["text"])
        order = [collapsed[i] for i in scores.argsort()[::-1]]
        top3 = list(dict.fromkeys(order))[:3]
        right = order[0] == row["category12"]
        certain = scores.max() >= sure
        for key in ("all", row.get("lang", "")):
            if key:
                for at, add in enumerate((1, right, row["category12"] in top3, certain, certain and right)):
                    tally[key][at] += int(add)
    for key, (count, first, third, certain, certain_right) in tally.items():
        print(
            f"{path.name} {key}: {count} lines, top-1 {first / count:.3f}, top-3 {third / count:.3f}, "
            f"sure {certain / count:.3f} of which right {certain_right / max(certain, 1):.3f}"
        )


if __name__ == "__main__":
    main()
