"""A moving average of a model's weights, which reads better than the last step."""

import copy

import torch


class Average:
    """Follows `source`; the decay grows with the steps so that the start is forgotten."""

    def __init__(self, source: torch.nn.Module, decay: float = 0.998):
        self.source, self.decay, self.steps = source, decay, 0
        self.model = copy.deepcopy(source).eval().requires_grad_(False)

    @torch.no_grad()
    def update(self):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for mine, theirs in zip(self.model.parameters(), self.source.parameters()):
            mine.lerp_(theirs, 1 - decay)
        for mine, theirs in zip(self.model.buffers(), self.source.buffers()):
            if mine.is_floating_point():
                mine.lerp_(theirs, 1 - decay)
            else:
                mine.copy_(theirs)
