"""Compares the designs of the recogniser: their heads learn the same lines on one trunk.

All designs share the trunk of a trained checkpoint, which stays as it is; what
follows it starts from nothing and learns the same features in the same order. So a
design is judged by how it reads along the line, within minutes. The trunk was
trained below the `crnn` head, which may flatter that one a little.

Prints a table and writes `recogniser_DESIGN.onnx` for `cargo xtask bench line`.
"""

import torch
from torch import nn

from . import batches, export
from .alphabet import folding
from .designs import DESIGNS
from .pages import read_pages
from .run import Run, options, rate
from .score import line_accuracy, read_lines, word_f1
from .split import split
from .train_recogniser import batch_loss

EPOCHS = 3


class _Given(nn.Module):
    """Stands where the trunk was: what comes in are its features already."""

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        return features


@torch.no_grad()
def features(trunk: nn.Module, queue, count: int, run: Run) -> list[tuple]:
    """Features, texts and flags of batches with `count` lines altogether, features as f16."""
    out, lines = [], 0
    while lines < count:
        images, texts, folded = queue.get()
        out.append((trunk(run.tensor(images)).half(), texts, folded))
        lines += len(texts)
    return out


def learn(model: nn.Module, cache: list[tuple], peak: float, matrix: torch.Tensor):
    """Trains the head on the cached batches, `EPOCHS` times over."""
    head = [p for name, p in model.named_parameters() if not name.startswith("trunk.")]
    optimiser = torch.optim.AdamW(head, lr=peak, weight_decay=1e-2)
    trunk, model.trunk = model.trunk, _Given()
    model.train()
    steps = EPOCHS * len(cache)
    for step in range(steps):
        values, texts, folded = cache[step % len(cache)]
        for group in optimiser.param_groups:
            group["lr"] = rate(step / steps, peak)
        loss = batch_loss(model(values.float()), texts, folded, matrix)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(head, 2.0)
        optimiser.step()
    model.trunk = trunk
    model.eval()


def main():
    given = options(__doc__, samples=24_000, rate=3e-3, real_share=0.55)
    given.resume = True
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    train_names, valid_names = split(given.sroie, given.items)
    run = Run(DESIGNS["crnn"](), "recogniser", given)
    trunk = run.average.model.trunk.eval()
    queue = batches.start(given.sroie, train_names, given.synth, given.real_share, given.seed)
    cache = features(trunk, queue, given.samples, run)
    every = max(1, len(valid_names) // given.valid_pages)
    valid = read_pages(given.sroie, valid_names[::every], folded=True)
    dynamic = {"image": {0: "batch", 3: "width"}, "output": {0: "steps", 1: "batch"}}
    for name, design in DESIGNS.items():
        torch.manual_seed(given.seed)
        model = design()
        model.trunk.load_state_dict(trunk.state_dict())
        model.eval()
        learn(model, cache, given.rate, folding())
        lines = read_lines(model, valid)
        size = sum(p.numel() for p in model.parameters())
        print(f"| {name} | {size:,} | {word_f1(lines):.3f} | {line_accuracy(lines):.3f} |", flush=True)
        example = torch.rand(2, 1, 32, 320) - 0.5
        export.convert(model, example, dynamic, given.out / f"recogniser_{name}.onnx")


if __name__ == "__main__":
    main()
