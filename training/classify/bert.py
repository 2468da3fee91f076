"""The transformer, named and computed as candle-transformers' `BertModel`.

Post-norm blocks of BERT (Devlin et al. 2019) with a rectifier; one type of token.
"""

import torch

from .names import CATEGORIES

CONFIG = {"hidden": 128, "layers": 3, "heads": 4, "inner": 320, "positions": 32, "epsilon": 1e-6}


class Block(torch.nn.Module):
    def __init__(self, hidden, heads, inner, drop):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (torch.nn.Linear(hidden, hidden) for _ in range(4))
        self.norm = torch.nn.LayerNorm(hidden, CONFIG["epsilon"])
        self.up, self.down = torch.nn.Linear(hidden, inner), torch.nn.Linear(inner, hidden)
        self.last_norm = torch.nn.LayerNorm(hidden, CONFIG["epsilon"])
        self.drop = torch.nn.Dropout(drop)

    def forward(self, x, mask):
        rows, steps, hidden = x.shape
        split = [
            part(x).view(rows, steps, self.heads, hidden // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        seen = torch.nn.functional.scaled_dot_product_attention(*split, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(rows, steps, hidden)
        x = self.norm(x + self.drop(self.output(seen)))
        return self.last_norm(x + self.drop(self.down(torch.relu(self.up(x)))))


class Bert(torch.nn.Module):
    def __init__(self, vocabulary, drop=0.1):
        super().__init__()
        hidden = CONFIG["hidden"]
        self.words = torch.nn.Embedding(vocabulary, hidden)
        self.places = torch.nn.Embedding(CONFIG["positions"], hidden)
        self.kinds = torch.nn.Embedding(1, hidden)
        for table in (self.words, self.places, self.kinds):
            torch.nn.init.normal_(table.weight, std=0.05)
        self.norm = torch.nn.LayerNorm(hidden, CONFIG["epsilon"])
        self.drop = torch.nn.Dropout(drop)
        self.blocks = torch.nn.ModuleList(
            Block(hidden, CONFIG["heads"], CONFIG["inner"], drop) for _ in range(CONFIG["layers"])
        )
        self.head = torch.nn.Linear(hidden, len(CATEGORIES))

    def forward(self, pieces):
        """Logits of the categories; `pieces` [rows, steps] is padded with zeros."""
        mask = torch.where(pieces[:, None, None, :] == 0, -1e4, 0.0)
        x = self.words(pieces) + self.kinds.weight[0] + self.places.weight[: pieces.shape[1]]
        x = self.drop(self.norm(x))
        for block in self.blocks:
            x = block(x, mask)
        return self.head(x[:, 0])

    def tensors(self):
        """The weights by the names that candle-transformers gives them."""
        named = {
            "embeddings.word_embeddings.weight": self.words.weight,
            "embeddings.position_embeddings.weight": self.places.weight,
            "embeddings.token_type_embeddings.weight": self.kinds.weight,
            "embeddings.LayerNorm.weight": self.norm.weight,
            "embeddings.LayerNorm.bias": self.norm.bias,
            "category.weight": self.head.weight,
            "category.bias": self.head.bias,
        }
        for at, block in enumerate(self.blocks):
            for name, part in {
                "attention.self.query": block.query, "attention.self.key": block.key,
                "attention.self.value": block.value, "attention.output.dense": block.output,
                "attention.output.LayerNorm": block.norm, "intermediate.dense": block.up,
                "output.dense": block.down, "output.LayerNorm": block.last_norm,
            }.items():  # fmt: skip
                named[f"encoder.layer.{at}.{name}.weight"] = part.weight
                named[f"encoder.layer.{at}.{name}.bias"] = part.bias
        return named
