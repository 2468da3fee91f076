"""Calibrates both models together and writes `classifier.safetensors`: f16 weights, and the
vocabulary, the shares, the temperature and the threshold as metadata."""

import json

import numpy
import torch

from .bert import CONFIG
from .names import CATEGORIES


def temperature(logits, labels):
    """The softness that makes the scores honest on names never seen."""
    candidates = numpy.arange(0.5, 4.0, 0.02)
    return float(min(candidates, key=lambda t: torch.nn.functional.cross_entropy(logits / t, labels).item()))


SURE, ACCURACY = 0.5, 0.9


def prudent(logits, labels, heat):
    """The least softness, from `heat` on, at which `ACCURACY` of the answers that score
    `SURE` and more are right: the score that goes without a question means one thing."""
    for candidate in numpy.arange(heat, 4.0, 0.01):
        score, guess = torch.softmax(logits / candidate, 1).max(1)
        if (guess == labels)[score >= SURE].float().mean() >= ACCURACY:
            return float(candidate)
    return 4.0


def mixed(logits, share):
    return (1 - share) * logits[0] + share * logits[1]


def calibrated(logits, labels):
    """The transformer's share and the temperature."""
    candidates = [
        (torch.nn.functional.cross_entropy(mixed(logits, s) / t, labels).item(), s, t)
        for s in numpy.arange(0.0, 1.01, 0.1)
        for t in [temperature(mixed(logits, s), labels)]
    ]
    _, share, heat = min(candidates)
    return float(share), prudent(mixed(logits, share), labels, heat)


def export(models, vocabulary, logits, labels, out):
    share, heat = calibrated(logits, labels)
    print(f"share {share:.1f} temperature {heat:.2f}")
    hashed, bert = models
    tensors = {
        "hashed.table": hashed.table.weight,
        "hashed.head.weight": hashed.head.weight,
        "hashed.head.bias": hashed.head.bias,
        **bert.tensors(),
    }
    header = {"__metadata__": {
        "format": "larder-classifier-2", "share": f"{share:.4f}", "temperature": f"{heat:.4f}",
        "sure": f"{SURE:.4f}", "categories": ",".join(CATEGORIES), "vocabulary": " ".join(vocabulary),
        **{name: str(value) for name, value in CONFIG.items()},
    }}  # fmt: skip
    body = b""
    for name, tensor in tensors.items():
        tensor = tensor.detach().numpy().astype("<f2")
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + tensor.nbytes]}
        body += tensor.tobytes()
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    (out / "classifier.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + body)
