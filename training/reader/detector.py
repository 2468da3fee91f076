"""The text detector: a small U-Net of plain 3 x 3 convolutions.

Input [1, 1, H, W] in [-0.5, 0.5], both sides multiples of 32; output, of the same shape,
is the probability that a pixel lies inside a text segment. The finest features are at a
quarter of the resolution; each tells the 4 x 4 pixels below it. The first design, of
depthwise convolutions, has 1,100 multiply-adds a pixel to this one's 2,900, but rten has
no fast path for them: a scan takes one and a half times as long (docs/benchmarks.md).
Skips are added and not joined, so the file needs only Conv, ConvTranspose, Relu, Add,
Sigmoid.
"""

import torch
from torch import nn

# The size that stands in the file; the scanner writes its own over it.
HEIGHT, WIDTH = 480, 448
# Channels at 1/4, 1/8, 1/16 and 1/32 of the resolution.
DEPTHS = (32, 48, 96, 128)


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class _Up(nn.Module):
    """Doubles the resolution and adds the skip."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.grow = nn.ConvTranspose2d(inputs, outputs, 2, 2)
        self.mix = _conv(outputs, outputs)

    def forward(self, deep: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        return self.mix(self.grow(deep) + skip)


class Detector(nn.Module):
    """Returns logits; `Probabilities` adds the sigmoid for the file."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, DEPTHS[0], 8, 4, 2, bias=False),
            nn.BatchNorm2d(DEPTHS[0]),
            nn.ReLU(inplace=True),
        )
        self.levels = nn.ModuleList(
            nn.Sequential(_conv(shallow, deep, 2), _conv(deep, deep))
            for shallow, deep in zip(DEPTHS, DEPTHS[1:])
        )
        self.ups = nn.ModuleList(_Up(d, s) for s, d in zip(DEPTHS[-2::-1], DEPTHS[:0:-1]))
        self.head = nn.ConvTranspose2d(DEPTHS[0], 1, 4, 4)
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
