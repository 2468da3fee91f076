"""Makes a checkpoint out of a shipped ONNX file, to train on where the checkpoint itself is gone.

The file's convolutions have their normalisations folded in. Each gets one again,
with the mean and the spread of a real batch, so that training starts where the
file stands. The optimiser's memory is not in the file and starts anew.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from . import batches, train_detector
from .designs import DESIGNS
from .detector import Detector
from .run import Run, options
from .split import split


def weights(path: Path) -> list[tuple[str, np.ndarray]]:
    """Names and values of the file's tensors as f32, in the order of their use."""
    graph = onnx.load(str(path)).graph
    values = {
        t.name.removesuffix("_f16"): numpy_helper.to_array(t).astype(np.float32) for t in graph.initializer
    }
    used = dict.fromkeys(name for node in graph.node if node.op_type != "Cast" for name in node.input)
    return [(name, values[name]) for name in used if name in values]


def _gates(gates: np.ndarray) -> np.ndarray:
    """ONNX orders a GRU's gates update, reset, hidden; PyTorch reset, update, hidden."""
    update, reset, hidden = np.split(gates, 3)
    return np.concatenate([reset, update, hidden])


@torch.no_grad()
def fill(model: torch.nn.Module, tensors: list[tuple[str, np.ndarray]]) -> list[np.ndarray]:
    """Copies the tensors into the model; returns the folded bias of each normalisation."""
    left = iter(tensors)
    biases = []

    def take(parameter: torch.Tensor, turn=lambda v: v):
        parameter.copy_(torch.from_numpy(turn(next(left)[1]).copy()))

    for module in _in_use(model):
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Conv1d, torch.nn.ConvTranspose2d)):
            take(module.weight)
            if module.bias is not None:
                take(module.bias)
        elif isinstance(module, torch.nn.BatchNorm2d):
            biases.append(next(left)[1])
        elif isinstance(module, torch.nn.GRU):
            for layer in range(module.num_layers):
                _fill_gru(module, layer, [next(left)[1] for _ in range(3)])
        elif isinstance(module, torch.nn.Linear):
            take(module.weight, np.transpose)
            take(module.bias)
    assert next(left, None) is None, "tensors are left over"
    return biases


def _fill_gru(gru: torch.nn.GRU, layer: int, tensors: list[np.ndarray]):
    inputs, states, bias = tensors
    for direction, end in enumerate(("", "_reverse")):
        both = np.split(bias[direction], 2)
        named = (
            ("weight_ih", inputs[direction]),
            ("weight_hh", states[direction]),
            ("bias_ih", both[0]),
            ("bias_hh", both[1]),
        )
        for name, value in named:
            getattr(gru, f"{name}_l{layer}{end}").copy_(torch.from_numpy(_gates(value)))


def _in_use(model: torch.nn.Module) -> list[torch.nn.Module]:
    """Leaves in the order in which the forward pass uses them."""
    order: list[torch.nn.Module] = []
    hooks = [
        m.register_forward_hook(lambda module, *_: order.append(module))
        for m in model.modules()
        if not list(m.children())
    ]
    model.eval()
    side = 64 if isinstance(model, Detector) else 32
    model(torch.zeros(1, 1, side, 64))
    for hook in hooks:
        hook.remove()
    return order


@torch.no_grad()
def settle(model: torch.nn.Module, biases: list[np.ndarray], images: torch.Tensor):
    """Gives each normalisation the statistics of `images`, such that it changes nothing but the bias."""
    left = iter(biases)

    def set_up(norm: torch.nn.BatchNorm2d, inputs):
        values = inputs[0]
        mean, spread = values.mean((0, 2, 3)), values.var((0, 2, 3))
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(spread)
        norm.weight.copy_((spread + norm.eps).sqrt())
        norm.bias.copy_(torch.from_numpy(next(left)) + mean)

    hooks = [
        m.register_forward_pre_hook(set_up) for m in model.modules() if isinstance(m, torch.nn.BatchNorm2d)
    ]
    model.eval()
    model(images)
    for hook in hooks:
        hook.remove()


def recall(run: Run, card: str):
    """Takes what was learnt so far from the model card."""

    def number(text: str) -> int:
        return int(text.replace(",", ""))

    if found := re.search(r"([\d,]+) steps,\s+([\d,]+) (?:lines|tiles)[^.]*?, ([\d.]+) h", card):
        run.steps, run.samples = number(found[1]), number(found[2])
        run.seconds = 3600 * float(found[3])
    pages = re.search(r"([\d,]+) synthetic", card)
    receipts = re.search(r"([\d,]+) receipts of ICDAR", card)
    for first, share in re.findall(r"from sample\s+([\d,]+)\s+on\s+a\s+CPU,\s+(\d+)%\s+real", card):
        phase = {"real_share": int(share) / 100, "device": "cpu", "from": number(first)}
        phase |= {"receipts": number(receipts[1]), "pages": number(pages[1]) if share != "100" else 0}
        run.phases.append(phase)


def main():
    parser = argparse.ArgumentParser(description=__doc__, add_help=False)
    parser.add_argument("--file", type=Path, required=True, help="detector.onnx or recogniser.onnx")
    file, rest = parser.parse_known_args()
    given = options(__doc__, 1, 1e-3, 0.55, arguments=rest, design=list(DESIGNS))
    name = file.file.stem
    run = Run(Detector() if name == "detector" else DESIGNS[given.design](), name, given)
    biases = fill(run.model, weights(file.file))
    train_names, _ = split(given.sroie, given.items)
    start = train_detector.start if name == "detector" else batches.start
    queue = start(given.sroie, train_names, given.synth, given.real_share, given.seed)
    images = [run.tensor(_images(queue.get(), name)) for _ in range(4)]
    widest = max(i.shape[3] for i in images)
    padded = [torch.nn.functional.pad(i, (0, widest - i.shape[3]), value=-0.5) for i in images]
    settle(run.model, biases, torch.cat(padded))
    run.average.model.load_state_dict(run.model.state_dict())
    recall(run, file.file.with_suffix(".md").read_text())
    run.save()
    print(f"{run.path}: {run.steps} steps, {run.samples} samples")


def _images(batch, name: str) -> np.ndarray:
    return batch[0][:, None] if name == "detector" else batch[0]


if __name__ == "__main__":
    main()
