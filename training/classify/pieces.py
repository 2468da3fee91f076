"""Names as pieces of words: what the transformer reads.

A word is cut from the left into the longest pieces of the vocabulary; `_` marks one that
begins a word. Every letter is a piece, so nothing is unknown.
`crates/ml/src/classify/pieces.rs` does the same; the golden logits prove it.
"""

import collections

from .features import words

PAD, START = 0, 1
MAX_PIECES = 32
LONGEST = 8
LETTERS = "abcdefghijklmnopqrstuvwxyz0"


def learn(texts, size):
    """The vocabulary: byte-pair merges over the words of the texts, by how often they occur."""
    counts = collections.Counter()
    for text in texts:
        counts.update(words(text))
    split = {word: ["_" + word[0], *word[1:]] for word in counts}
    vocabulary = ["[pad]", "[start]", *("_" + c for c in LETTERS), *LETTERS]
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for word, parts in split.items():
        for pair in zip(parts, parts[1:]):
            pairs[pair] += counts[word]
            where[pair].add(word)
    known = set(vocabulary)
    while len(vocabulary) < size and pairs:
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        joined = best[0] + best[1]
        if len(joined.lstrip("_")) > LONGEST:
            del pairs[best]
            continue
        if joined not in known:
            known.add(joined)
            vocabulary.append(joined)
        for word in list(where.pop(best, ())):
            parts = split[word]
            for pair in zip(parts, parts[1:]):
                pairs[pair] -= counts[word]
            merged, at = [], 0
            while at < len(parts):
                if at + 1 < len(parts) and (parts[at], parts[at + 1]) == best:
                    merged.append(joined)
                    at += 2
                else:
                    merged.append(parts[at])
                    at += 1
            split[word] = merged
            for pair in zip(merged, merged[1:]):
                pairs[pair] += counts[word]
                where[pair].add(word)
        pairs.pop(best, None)
    return vocabulary


class Pieces:
    """A vocabulary that cuts names."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.index = {piece: at for at, piece in enumerate(vocabulary)}

    def cut(self, text, random=None, drop=0.0):
        """Indices of a name's pieces; with `drop`, some are cut shorter than they need be."""
        found = [START]
        for word in words(text):
            at = 0
            while at < len(word) and len(found) < MAX_PIECES:
                mark = "" if at else "_"
                longest = min(LONGEST, len(word) - at)
                if drop and longest > 1 and random.random() < drop:
                    longest = random.randint(1, longest)
                for length in range(longest, 0, -1):
                    index = self.index.get(mark + word[at : at + length])
                    if index is not None:
                        found.append(index)
                        at += length
                        break
        return found
