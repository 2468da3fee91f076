"""The text detector: a small U-Net of depthwise-separable convolutions.

Input [1, 1, 480, 448] in [-0.5, 0.5]; output, of the same shape, is the
probability that a pixel lies inside a text segment. The finest features are at
half resolution and few, which keeps a tile under 0.25 G multiply-adds. Skips are added
and not joined, so the file needs only Conv, ConvTranspose, Relu, Add, Sigmoid.
"""

import torch
from torch import nn

HEIGHT, WIDTH = 480, 448
# Channels at 1/2, 1/4, 1/8, 1/16 and 1/32 of the resolution.
DEPTHS = (8, 32, 64, 96, 128)


def _act(channels: int) -> list[nn.Module]:
    return [nn.BatchNorm2d(channels), nn.ReLU(inplace=True)]


def _separable(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    # Nothing stands between the two: memory traffic, not arithmetic, is the cost.
    return nn.Sequential(
        nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False),
        nn.Conv2d(inputs, outputs, 1, bias=False),
        *_act(outputs),
    )


class _Up(nn.Module):
    """Doubles the resolution and adds the skip."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.grow = nn.ConvTranspose2d(inputs, outputs, 2, 2)
        self.mix = _separable(outputs, outputs)

    def forward(self, deep: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        return self.mix(self.grow(deep) + skip)


class Detector(nn.Module):
    """Returns logits; `Probabilities` adds the sigmoid for the file."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, DEPTHS[0], 3, 2, 1, bias=False), *_act(DEPTHS[0]))
        self.levels = nn.ModuleList()
        for shallow, deep in zip(DEPTHS, DEPTHS[1:]):
            blocks = [_separable(deep, deep) for _ in range(2)]
            self.levels.append(nn.Sequential(_separable(shallow, deep, stride=2), *blocks))
        self.ups = nn.ModuleList(_Up(d, s) for s, d in zip(DEPTHS[-2::-1], DEPTHS[:0:-1]))
        self.head = nn.ConvTranspose2d(DEPTHS[0], 1, 2, 2)
        # Text covers about a tenth of a page: start from there.
        nn.init.constant_(self.head.bias, -2.0)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        features = self.stem(image)
        skips = [features]
        for level in self.levels:
            features = level(features)
            skips.append(features)
        for up, skip in zip(self.ups, skips[-2::-1]):
            features = up(features, skip)
        return self.head(features)


class Probabilities(nn.Module):
    """The detector as it is exported."""

    def __init__(self, detector: Detector):
        super().__init__()
        self.detector = detector

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.detector(image).sigmoid()
