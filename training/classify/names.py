"""Names with their categories, from the lists that may be trained on."""

import csv
import json
import pathlib

CATEGORIES = [
    "produce", "dairy_eggs", "meat", "seafood", "deli_prepared", "bakery", "frozen", "staples", "canned",
    "condiments_spices", "breakfast", "snacks_sweets", "beverages", "alcohol", "baby", "pet", "household",
    "personal_care",
]  # fmt: skip
INDEX = {name: at for at, name in enumerate(CATEGORIES)}

# How often a source is drawn. The lists of nutrition describe food as eaten and are a
# quarter cuts of meat; our lexicon and the till's own words are closer to receipts.
SHARES = {"lexicon_en": 0.24, "lexicon_other": 0.30, "till": 0.20, "keeper": 0.08, "short": 0.11, "long": 0.07}


def _lines(path):
    with open(path, encoding="utf8") as file:
        return [json.loads(line) for line in file]


def _reordered(text):
    """`Cheese, cottage, lowfat` as a person would say it."""
    parts = [part.strip() for part in text.split(",") if part.strip()][:4]
    return " ".join(reversed(parts[:2])) if len(parts) > 1 else text


def load(folder):
    """Pairs (name, category index) by source."""
    folder = pathlib.Path(folder)
    found = {source: [] for source in SHARES}
    with open(pathlib.Path(__file__).parent / "lexicon.tsv", encoding="utf8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            category = INDEX[row.pop("category")]
            for language, names in row.items():
                source = "lexicon_en" if language == "en" else "lexicon_other"
                found[source] += [(name, category) for name in (names or "").split("|") if name]
    for row in _lines(folder / "completejourney_types.jsonl"):
        if row["category"]:
            category = INDEX[row["category"]]
            found["till"].append((row["text"], category))
            found["till"].append((row["product_category"] + " " + row["text"], category))
    for row in _lines(folder / "foodkeeper_names.jsonl"):
        if row["category"]:
            category = INDEX[row["category"]]
            found["keeper"].append((row["text"], category))
            found["keeper"].append((row["text"] + " " + row["subtitle"], category))
    for row in _lines(folder / "sr28_abbreviation_pairs.jsonl"):
        if row["category"]:
            found["short"].append((row["short"], INDEX[row["category"]]))
            found["long"].append((_reordered(row["long"]), INDEX[row["category"]]))
    for row in _lines(folder / "fdc_names.jsonl"):
        if row["category"] and not row["also_in_sr28"]:
            found["long"].append((_reordered(row["text"]), INDEX[row["category"]]))
    return found
