"""Names with their categories, from the lists that may be trained on.

A name is a triple (text, index of its category, language or None). Our own lexicon has a
file a category, a column a language; the brands and the abbreviations are those that the
program itself uses.
"""

import csv
import json
import pathlib

CATEGORIES = [
    "produce", "dairy_eggs", "meat", "seafood", "deli_prepared", "bakery", "frozen", "staples", "canned",
    "condiments_spices", "breakfast", "snacks_sweets", "beverages", "alcohol", "baby", "pet", "household",
    "personal_care",
]  # fmt: skip
INDEX = {name: at for at, name in enumerate(CATEGORIES)}

HERE = pathlib.Path(__file__).parent
PRINTS = HERE.parent.parent / "crates" / "ml" / "words"

# How often a source is drawn. The lists of nutrition describe food as eaten and are a
# quarter cuts of meat; our lexicon and the till's own words are closer to receipts.
SHARES = {
    "lexicon_en": 0.28, "lexicon_other": 0.36, "brand": 0.08, "till": 0.12, "keeper": 0.04, "short": 0.07,
    "long": 0.05,
}  # fmt: skip


def _lines(path):
    with open(path, encoding="utf8") as file:
        return [json.loads(line) for line in file]


def table(path):
    """The rows of a file of tab-separated values by column."""
    with open(path, encoding="utf8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _reordered(text):
    """`Cheese, cottage, lowfat` as a person would say it."""
    parts = [part.strip() for part in text.split(",") if part.strip()][:4]
    return " ".join(reversed(parts[:2])) if len(parts) > 1 else text


def brands():
    """Prints of makers by category index, and the prints of shops that sell all sorts."""
    makers, shops = {}, []
    for row in table(PRINTS / "brands.tsv"):
        categories = [INDEX[name] for name in (row["categories"] or "").split("|") if name]
        if not categories:
            shops.append(row["print"])
        for category in categories:
            makers.setdefault(category, []).append(row["print"])
    return makers, shops


def abbreviations():
    """What tills print for a word, by language and plain small word."""
    found = {}
    for row in table(PRINTS / "abbreviations.tsv"):
        found.setdefault(row["lang"], {}).setdefault(row["full"].lower(), []).append(row["short"])
    return found


def load(folder):
    """Names by source."""
    folder = pathlib.Path(folder)
    found = {source: [] for source in SHARES}
    for category, index in INDEX.items():
        for row in table(HERE / "lexicon" / f"{category}.tsv"):
            for language, names in row.items():
                source = "lexicon_en" if language == "en" else "lexicon_other"
                found[source] += [(name, index, language) for name in (names or "").split("|") if name]
    for row in table(PRINTS / "brands.tsv"):
        if row["categories"]:
            found["brand"].append((row["print"], INDEX[row["categories"].split("|")[0]], None))
    for row in _lines(folder / "completejourney_types.jsonl"):
        if row["category"]:
            category = INDEX[row["category"]]
            found["till"].append((row["text"], category, "en"))
            found["till"].append((row["product_category"] + " " + row["text"], category, "en"))
    for row in _lines(folder / "foodkeeper_names.jsonl"):
        if row["category"]:
            category = INDEX[row["category"]]
            found["keeper"].append((row["text"], category, "en"))
            found["keeper"].append((row["text"] + " " + row["subtitle"], category, "en"))
    for row in _lines(folder / "sr28_abbreviation_pairs.jsonl"):
        if row["category"]:
            found["short"].append((row["short"], INDEX[row["category"]], "en"))
            found["long"].append((_reordered(row["long"]), INDEX[row["category"]], "en"))
    for row in _lines(folder / "fdc_names.jsonl"):
        if row["category"] and not row["also_in_sr28"]:
            found["long"].append((_reordered(row["text"]), INDEX[row["category"]], "en"))
    return found
