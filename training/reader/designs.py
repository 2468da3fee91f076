"""The designs of the recogniser that were compared; `crnn` is the one that ships.

All take [N, 1, 32, W] in [-0.5, 0.5] to [W / 4, N, CLASSES] of log-softmax, blank
first, and share the trunk that turns a line into W / 4 columns of features. They
differ in how a column learns from its neighbours.
"""

import torch
from torch import nn

from .alphabet import CLASSES
from .recogniser import FEATURES, Recogniser, trunk


class _Wide(nn.Module):
    """Looks along the line with one wide kernel a channel, then mixes the channels."""

    def __init__(self, channels: int, kernel: int):
        super().__init__()
        self.along = nn.Conv1d(channels, channels, kernel, padding=kernel // 2, groups=channels, bias=False)
        self.mix = nn.Sequential(
            nn.BatchNorm1d(channels),
            nn.Conv1d(channels, 2 * channels, 1),
            nn.ReLU(inplace=True),
            nn.Conv1d(2 * channels, channels, 1),
        )

    def forward(self, line: torch.Tensor) -> torch.Tensor:
        return line + self.mix(self.along(line))


class WideConv(nn.Module):
    """No recurrence: blocks of wide kernels see 2.5 line heights to each side."""

    def __init__(self, channels: int = 160, kernels: tuple[int, ...] = (9, 11, 13, 15)):
        super().__init__()
        self.trunk = trunk()
        self.lift = nn.Conv1d(FEATURES, channels, 1)
        self.blocks = nn.Sequential(*(_Wide(channels, kernel) for kernel in kernels))
        self.out = nn.Conv1d(channels, CLASSES, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        line = self.lift(self.trunk(image).squeeze(2))
        return self.out(self.blocks(line)).permute(2, 0, 1).log_softmax(2)


class _Attention(nn.Module):
    """Every column looks at every other; heads share the width evenly."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.norm = nn.LayerNorm(width)
        self.ask, self.offer = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, line: torch.Tensor) -> torch.Tensor:
        count, steps, width = line.shape
        parts = self.ask(self.norm(line)).reshape(count, steps, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        weights = (query @ key.transpose(2, 3) * self.scale).softmax(3)
        mixed = (weights @ value).permute(0, 2, 1, 3).reshape(count, steps, width)
        return line + self.offer(mixed)


class Hybrid(nn.Module):
    """Wide kernels tell the order, attention the rest; two blocks of both."""

    def __init__(self, width: int = 144, heads: int = 4, blocks: int = 2):
        super().__init__()
        self.trunk = trunk()
        self.lift = nn.Conv1d(FEATURES, width, 1)
        self.near = nn.ModuleList(_Wide(width, 11) for _ in range(blocks))
        self.far = nn.ModuleList(_Attention(width, heads) for _ in range(blocks))
        self.out = nn.Linear(width, CLASSES)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        line = self.lift(self.trunk(image).squeeze(2))
        for near, far in zip(self.near, self.far):
            line = far(near(line).transpose(1, 2)).transpose(1, 2)
        return self.out(line.permute(2, 0, 1)).log_softmax(2)


DESIGNS = {"crnn": Recogniser, "wideconv": WideConv, "hybrid": Hybrid}
