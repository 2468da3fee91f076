"""A training run: its checkpoint, its schedule, its loop. Both networks use it."""

import argparse
import math
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import torch

from .ema import Average


def options(
    text: str, samples: int, rate: float, real_share: float, arguments: list[str] | None = None, **more
) -> argparse.Namespace:
    """The command line of a training; `more` maps further options to their choices, the usual one first."""
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--sroie", type=Path, required=True, help="folder of SROIE receipts")
    parser.add_argument("--items", type=Path, required=True, help="folder of labelled items (validation ids)")
    parser.add_argument("--synth", type=Path, help="folder of rendered pages")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--real-share", type=float, default=real_share)
    parser.add_argument("--samples", type=int, default=samples, help="length of the schedule")
    parser.add_argument("--rate", type=float, default=rate, help="highest learning rate")
    parser.add_argument("--eval-minutes", type=float, default=15)
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--valid-pages", type=int, default=30, help="validation receipts while training")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    for name, choices in more.items():
        parser.add_argument(f"--{name}", choices=choices, default=choices[0])
    return parser.parse_args(arguments)


def rate(done: float, peak: float) -> float:
    """One-cycle learning rate: up over the first 4 %, then a cosine down to 1 %."""
    if done < 0.04:
        return peak * (0.1 + 0.9 * done / 0.04)
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, (done - 0.04) / 0.96))))


class Run:
    """The state of one training: what a checkpoint holds."""

    def __init__(self, model: torch.nn.Module, name: str, given: argparse.Namespace):
        given.out.mkdir(parents=True, exist_ok=True)
        self.given, self.path = given, given.out / f"{name}.pt"
        # Channels last trains about 1.5 times as fast on a CPU.
        self.model = model.to(given.device, memory_format=torch.channels_last)
        self.average = Average(self.model)
        self.optimiser = torch.optim.AdamW(self.model.parameters(), lr=given.rate, weight_decay=1e-2)
        self.samples = self.steps = 0
        self.seconds = 0.0
        self.phases: list[dict] = []
        if given.resume:
            self._load()

    def _load(self):
        state = torch.load(self.path, map_location=self.given.device)
        self.model.load_state_dict(state["model"])
        self.average.model.load_state_dict(state["average"])
        self.average.steps = state["steps"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.samples, self.steps, self.seconds = state["samples"], state["steps"], state["seconds"]
        self.phases = state["phases"]

    def begin(self, receipts: int, pages: int):
        """Notes what is learnt from now on, for the model card."""
        share = self.given.real_share if pages else 1.0
        phase = {"real_share": share, "receipts": receipts, "pages": pages, "device": self.given.device}
        if not self.phases or self.phases[-1] | {"from": 0} != phase | {"from": 0}:
            self.phases.append(phase | {"from": self.samples})

    def save(self):
        """Writes the checkpoint aside and renames it: a kill never leaves half of one."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "samples": self.samples,
            "steps": self.steps,
            "seconds": self.seconds,
            "phases": self.phases,
        }
        temporary = self.path.with_suffix(".tmp")
        torch.save(state, temporary)
        os.replace(temporary, self.path)

    def tensor(self, images) -> torch.Tensor:
        """u8 [N, 1, H, W] as the networks take it."""
        tensor = torch.from_numpy(images).to(self.given.device).float() / 255 - 0.5
        return tensor.contiguous(memory_format=torch.channels_last)

    def step(self, loss: torch.Tensor, count: int) -> float:
        """One step down the loss of `count` samples."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate(self.samples / self.given.samples, self.given.rate)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimiser.step()
        self.average.update()
        self.samples += count
        self.steps += 1
        return loss.item()


# Seconds; a batch takes a few even on a busy machine.
PATIENCE = 1800


def loop(run: Run, queue, loss_of: Callable, report: Callable):
    """Trains until the schedule ends or SIGTERM comes.

    `loss_of(batch)` returns the loss and the number of samples, `report(model)`
    a line of scores.
    """
    stop: list[bool] = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    losses: list[float] = []
    saved = scored = last = time.monotonic()
    while run.samples < run.given.samples and not stop:
        # A worker that died would leave us waiting for ever.
        losses.append(run.step(*loss_of(queue.get(timeout=PATIENCE))))
        now = time.monotonic()
        run.seconds, last = run.seconds + now - last, now
        if run.steps % 100 == 0:
            mean = sum(losses) / len(losses)
            print(
                f"step {run.steps} samples {run.samples} loss {mean:.4f} seconds {run.seconds:.0f}",
                flush=True,
            )
            losses.clear()
        if now - saved > 60 * run.given.save_minutes:
            run.save()
            saved = now
        if now - scored > 60 * run.given.eval_minutes:
            print(f"samples {run.samples} {report(run.average.model)}", flush=True)
            scored = last = time.monotonic()
    run.save()
    if not stop:
        print(f"samples {run.samples} {report(run.average.model)}", flush=True)
