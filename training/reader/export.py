"""Writes the ONNX files that the reader ships, with their alphabet and cards.

Weights are stored as f16 and cast to f32 in the graph: half the download, and
the arithmetic stays f32 everywhere (rten drops the casts at load). Files are
written aside and renamed, so that a build never sees half of one.
"""

import argparse
import os
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from . import cards, score, train_detector
from .alphabet import ALPHABET
from .designs import DESIGNS
from .detector import HEIGHT, WIDTH, Detector, Probabilities
from .pages import Page, read_pages
from .split import split

# 17 is the newest that the TorchScript exporter and rten 0.26 both know well.
OPSET = 17
# Smaller tensors (biases) stay f32: nothing is won.
LEAST_HALVED = 64
# The scanner's threshold (crates/ml, `segment::THRESHOLD`). The best one of the
# trained detector is moved there by a shift of its logits.
SCANNER_THRESHOLD = 0.3


def halve(model: onnx.ModelProto) -> onnx.ModelProto:
    """Stores the large f32 initialisers as f16 behind a cast."""
    graph, casts = model.graph, []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < LEAST_HALVED:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + "_f16"))
        casts.append(helper.make_node("Cast", [name + "_f16"], [name], to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def convert(module: torch.nn.Module, example: torch.Tensor, dynamic: dict, path: Path):
    """Exports with the TorchScript exporter.

    The newer one writes GRU with linear_before_reset = 0, which is wrong and
    which rten refuses (pytorch#189225).
    """
    temporary = path.with_suffix(".tmp")
    torch.onnx.export(
        module.eval(),
        (example,),
        str(temporary),
        dynamo=False,
        opset_version=OPSET,
        input_names=["image"],
        output_names=["output"],
        dynamic_axes=dynamic,
        do_constant_folding=True,
    )
    onnx.save(halve(onnx.load(str(temporary))), str(temporary))
    check(module, example, temporary)
    os.replace(temporary, path)


@torch.no_grad()
def check(module: torch.nn.Module, example: torch.Tensor, path: Path):
    """The file must answer as the module does, but for the rounding to f16."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    theirs = session.run(None, {"image": example.numpy()})[0]
    mine = module(example).exp().numpy() if "recogniser" in path.name else module(example).numpy()
    theirs = np.exp(theirs) if "recogniser" in path.name else theirs
    error = float(np.abs(mine - theirs).max())
    print(f"{path.name}: {path.stat().st_size} bytes, largest difference of a probability {error:.4f}")
    assert error < 0.05, "export changed the answers"


def _logit(p: float) -> float:
    return float(np.log(p / (1 - p)))


def shifted(detector: Detector, best: float) -> Detector:
    """The detector with `best` moved to the scanner's threshold."""
    with torch.no_grad():
        detector.head.bias += _logit(SCANNER_THRESHOLD) - _logit(best)
    return detector


def load(module: torch.nn.Module, path: Path) -> tuple[torch.nn.Module, dict]:
    """The averaged weights of a checkpoint, and its counts."""
    state = torch.load(path, map_location="cpu")
    module.load_state_dict(state["average"])
    return module.eval(), {k: state[k] for k in ("samples", "steps", "seconds", "phases")}


def export_detector(options: argparse.Namespace, valid: list[Page]):
    detector, counts = load(Detector(), options.detector)
    scores = train_detector.validate(detector, valid)
    best = max(scores, key=scores.get)
    module = Probabilities(shifted(detector, best))
    convert(module, torch.rand(1, 1, HEIGHT, WIDTH) - 0.5, {}, options.out / "detector.onnx")
    print(f"detector {counts} best threshold {best} {train_detector.report(scores)}")
    height = train_detector.TEXT_HEIGHT
    card = cards.detector(detector, counts, best, SCANNER_THRESHOLD, scores[best], len(valid), height)
    (options.out / "detector.md").write_text(card)


def export_recogniser(options: argparse.Namespace, valid: list[Page]):
    recogniser, counts = load(DESIGNS[options.design](), options.recogniser)
    dynamic = {"image": {0: "batch", 3: "width"}, "output": {0: "steps", 1: "batch"}}
    convert(recogniser, torch.rand(2, 1, 32, 320) - 0.5, dynamic, options.out / "recogniser.onnx")
    temporary = options.out / "alphabet.tmp"
    temporary.write_text(ALPHABET, encoding="utf-8")
    os.replace(temporary, options.out / "alphabet.txt")
    lines = score.read_lines(recogniser, valid)
    print(f"recogniser {counts} {score.report(lines)}")
    (options.out / "recogniser.md").write_text(cards.recogniser(recogniser, counts, lines, len(valid)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sroie", type=Path, required=True, help="folder of SROIE receipts")
    parser.add_argument("--items", type=Path, required=True, help="folder of labelled items (validation ids)")
    parser.add_argument("--detector", type=Path, help="checkpoint detector.pt")
    parser.add_argument("--recogniser", type=Path, help="checkpoint recogniser.pt")
    parser.add_argument("--design", choices=list(DESIGNS), default="crnn", help="of the recogniser")
    parser.add_argument("--out", type=Path, required=True, help="crates/ml/models")
    parser.add_argument("--every", type=int, default=1, help="score every n-th validation receipt only")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    names = split(options.sroie, options.items)[1]
    valid = read_pages(options.sroie, names[:: options.every], folded=True)
    if options.detector:
        export_detector(options, valid)
    if options.recogniser:
        export_recogniser(options, valid)


if __name__ == "__main__":
    main()
