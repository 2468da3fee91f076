"""The line recogniser: a small CRNN read with CTC.

Input [N, 1, 32, W] in [-0.5, 0.5]; output [W / 4, N, CLASSES] of log-softmax,
blank first. About 0.62 M parameters and 76 M multiply-adds for a 32 x 320 line:
width is given up early, because receipt type needs only three or four steps a
character and the reader must be quick in a browser.
"""

import torch
from torch import nn

from .alphabet import CLASSES

HIDDEN = 96


def _conv(inputs: int, outputs: int, stride=1, kernel=3, padding=1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


# Channels of a column of features.
FEATURES = 128


def trunk() -> nn.Sequential:
    """[N, 1, 32, W] to [N, FEATURES, 1, W / 4].

    Every reduction is a stride of a convolution. Pooling after a convolution at
    full resolution reads no better and takes 1.7 times as long in rten.
    """
    return nn.Sequential(
        _conv(1, 16, 2),
        _conv(16, 32, 2),
        _conv(32, 64, (2, 1)),
        _conv(64, 64),
        _conv(64, 96, (2, 1)),
        _conv(96, 96),
        # The last two rows become one: only the width is left as time.
        _conv(96, FEATURES, kernel=(2, 3), padding=(0, 1)),
    )


class Recogniser(nn.Module):
    """Seven convolutions, two bidirectional GRUs, one linear layer."""

    def __init__(self):
        super().__init__()
        self.trunk = trunk()
        self.rnn = nn.GRU(FEATURES, HIDDEN, num_layers=2, bidirectional=True)
        self.out = nn.Linear(2 * HIDDEN, CLASSES)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        features = self.trunk(image).squeeze(2).permute(2, 0, 1)
        states, _ = self.rnn(features)
        return self.out(states).log_softmax(2)
