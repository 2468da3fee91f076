"""Trains the recogniser, from nothing or on from a checkpoint (`recogniser.pt`)."""

import torch
import torch.nn.functional as F

from . import batches
from .alphabet import encode, encode_folded, fold_log, folding
from .designs import DESIGNS
from .pages import read_pages, rendered
from .run import Run, loop, options
from .score import read_lines, report
from .split import split


def ctc(log_probs: torch.Tensor, texts: list[str], encoder) -> torch.Tensor:
    """Sum over the batch of CTC's loss, each divided by the length of its text."""
    targets = [encoder(t) for t in texts]
    lengths = torch.tensor([len(t) for t in targets])
    steps = torch.full((len(texts),), log_probs.shape[0])
    flat = torch.tensor([label for t in targets for label in t])
    each = F.ctc_loss(log_probs, flat, steps, lengths, reduction="none", zero_infinity=True)
    return (each / lengths.to(each.device)).sum()


def batch_loss(log_probs, texts, folded, matrix) -> torch.Tensor:
    """Mean loss: over folded labels where the case of the transcript is unknown."""
    total = log_probs.new_zeros(())
    for flag in (False, True):
        chosen = [i for i in range(len(texts)) if bool(folded[i]) == flag]
        if not chosen:
            continue
        part, words = log_probs[:, chosen], [texts[i] for i in chosen]
        total = total + (
            ctc(fold_log(part, matrix), words, encode_folded) if flag else ctc(part, words, encode)
        )
    return total / len(texts)


def main():
    given = options(__doc__, samples=300_000, rate=1.5e-3, real_share=0.55, design=list(DESIGNS))
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    train_names, valid_names = split(given.sroie, given.items)
    run = Run(DESIGNS[given.design](), "recogniser", given)
    run.begin(len(train_names), len(rendered(given.synth)) if given.synth else 0)
    every = max(1, len(valid_names) // given.valid_pages)
    valid = read_pages(given.sroie, valid_names[::every], folded=True)
    queue = batches.start(given.sroie, train_names, given.synth, given.real_share, given.seed + run.steps)
    matrix = folding().to(given.device)

    def loss_of(batch):
        images, texts, folded = batch
        return batch_loss(run.model(run.tensor(images)), texts, folded, matrix), len(texts)

    print(
        f"{len(train_names)} training and {len(valid)} of {len(valid_names)} validation receipts", flush=True
    )
    loop(run, queue, loss_of, lambda model: report(read_lines(model, valid)))


if __name__ == "__main__":
    main()
