"""Which receipts are for validation only; training never sees these.

The Rust bench applies the same rule, so a score measured there is honest.
"""

import json
import zlib
from pathlib import Path


def held_out(receipt_id: str) -> bool:
    """True for one id in ten, the same ones on every machine."""
    return zlib.crc32(receipt_id.encode()) % 10 == 0


def split(sroie: Path, items: Path) -> tuple[list[str], list[str]]:
    """Returns the sorted (training, validation) ids of the folder `sroie`.

    Validation holds the receipts whose items are labelled in `items`, the
    held-out tenth, and every near-duplicate of one of those: two prints of the
    same till slip on both sides would flatter the score.
    """
    groups = {p.stem: json.loads(p.read_text()).get("near_duplicate_group") for p in sroie.glob("*.json")}
    labelled = {p.stem.removeprefix("sroie_") for p in items.glob("sroie_*.json")}
    chosen = {i for i in groups if i in labelled or held_out(i)}
    touched = {groups[i] for i in chosen} - {None}
    chosen |= {i for i, group in groups.items() if group in touched}
    return sorted(set(groups) - chosen), sorted(chosen)
