"""Makes crates/pantry/src/shelf_life/foods.tsv: `python -m shelf_life.make FOODKEEPER.csv`.

`foods.tsv` beside this file is ours. A line is a food: its name, its category, the FoodKeeper foods that
speak for it, where it is usually kept, rows of the lexicon whose names mean it, and more names. A row of
`classify/lexicon` is named by one of its English names and gives its names in all languages. Names are
separated by |. The place `chilled` is the fridge for what must not be kept in the pantry.

FoodKeeper's figures are taken as numbers alone: the time from purchase before the plain one, in whole days,
rounded down. Several foods give the careful combination: "not recommended" before days, days before
"indefinitely", of days the least minimum and the least maximum. A time below one day is "not recommended".
"When ripe" and "package use-by date" say nothing in days and are left out.

Two laws hold for every food: opening and thawing never extend, and the freezer keeps no shorter than the
fridge. Where FoodKeeper breaks one, the figure is cut, or for the freezer raised, and the line is printed.
"""

import argparse
import csv
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
LEXICON = HERE.parent / "classify" / "lexicon"
OUT = HERE.parent.parent / "crates" / "pantry" / "src" / "shelf_life" / "foods.tsv"

# Our figures, and the columns of FoodKeeper that give them, the first that says something.
FIGURES = {
    "pantry": ["pantry_from_purchase", "pantry"],
    "pantry_opened": ["pantry_after_opening"],
    "fridge": ["fridge_from_purchase", "fridge"],
    "fridge_opened": ["fridge_after_opening"],
    "fridge_thawed": ["fridge_after_thawing"],
    "freezer": ["freezer_from_purchase", "freezer"],
}
# The fewest letters of a word that may lose its ending, or end another.
LONG = 5
NOT, EVER = "not", "ever"
STATES = {"Not Recommended": NOT, "Indefinitely": EVER}
# Letters that are written as others when a name is folded, as in `pantry::search::fold`.
SPELT = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i"}
SPELT |= {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "'": "", "’": ""}


def fold(name):
    """The comparable form of `pantry::search::fold`; a test there folds every name again."""
    plain = (c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    spelt = "".join(SPELT.get(c, c) for c in plain)
    return " ".join("".join(c if c.isalnum() else " " for c in spelt).split())


def rows_of(path, delimiter="\t"):
    with open(path, encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        return list(csv.DictReader(file, delimiter=delimiter, quoting=quoting))


# -- Figures: None, NOT, EVER, or (min, max) in days.


def figure_of(food, columns):
    for column in columns:
        note, least, most = (food[f"{column}_{part}"] for part in ("note", "min_days", "max_days"))
        if note in STATES:
            return STATES[note]
        if least and most:
            days = int(float(least)), int(float(most))
            return NOT if days[0] == 0 else days
    return None


def careful(figures):
    days = [figure for figure in figures if isinstance(figure, tuple)]
    if NOT in figures:
        return NOT
    if days:
        return tuple(min(ends) for ends in zip(*days))
    return EVER if EVER in figures else None


def cut(figure, limit):
    """A figure that is no longer than the limit, where both are known."""
    if figure is None or limit is None or limit == EVER or figure == NOT:
        return figure
    if limit == NOT or figure == EVER:
        return limit
    return tuple(min(ends) for ends in zip(figure, limit))


def lawful(figures):
    kept = dict(figures)
    kept["pantry_opened"] = cut(kept["pantry_opened"], kept["pantry"])
    for state in ("fridge_opened", "fridge_thawed"):
        kept[state] = cut(kept[state], kept["fridge"])
    if isinstance(kept["freezer"], tuple) and isinstance(kept["fridge"], tuple):
        kept["freezer"] = tuple(max(ends) for ends in zip(kept["freezer"], kept["fridge"]))
    return kept


def figures_of(food, foodkeeper):
    sources = [foodkeeper[id] for id in food["foodkeeper"].split(",") if id]
    found = {name: careful([figure_of(one, columns) for one in sources]) for name, columns in FIGURES.items()}
    if food["place"] == "chilled":
        found["pantry"] = found["pantry_opened"] = NOT
    kept = lawful(found)
    for name in FIGURES:
        if kept[name] != found[name]:
            print(f"{food['food']}: {name} {found[name]} -> {kept[name]}", file=sys.stderr)
    return kept


def written(figure):
    return f"{figure[0]}-{figure[1]}" if isinstance(figure, tuple) else figure or ""


# -- Names.


def lexicon_row(food, name):
    for row in rows_of(LEXICON / f"{food['category']}.tsv"):
        if name in row["en"].split("|"):
            return [fold(name) for cell in row.values() for name in (cell or "").split("|")]
    sys.exit(f"{food['food']}: no name “{name}” in the lexicon of {food['category']}")


def own_names(food):
    return dict.fromkeys(fold(name) for name in [food["food"], *food["words"].split("|")] if fold(name))


def stem(word):
    """A word without its commonest endings, as the table's reader takes it."""
    for ending in ("s", "n", "e"):
        if len(word) >= LONG and word.endswith(ending):
            word = word[:-1]
    return word


def stems(name):
    return tuple(stem(word) for word in name.split())


def letters(name):
    return sum(map(len, stems(name)))


def parts(word):
    """The stem of a word and what it may end with: what a compound is about comes last."""
    whole = stem(word)
    return {whole} | {whole[start:] for start in range(1, len(whole) - LONG + 1)}


def occurs(name, spoken):
    """Whether the stems of a name are in order among the parts of the words of another."""
    starts = range(len(spoken) - len(name) + 1)
    return any(all(one in of for one, of in zip(name, spoken[start:])) for start in starts)


def new_names(names):
    """The names that a shorter one of the same food does not say already."""
    kept = {}
    for name in sorted(names, key=len):
        spoken = [parts(word) for word in name.split()]
        within = [other for other in kept if occurs(stems(other), spoken)]
        longest = max(map(letters, within), default=0)
        said = {kept[other]["food"] for other in within if letters(other) == longest}
        if said != {names[name]["food"]}:
            kept[name] = names[name]
    return kept


def names_of(foods):
    """Every name with its food: first our own names, then those of the rows that say something new."""
    names, meant = {}, {}
    for food in foods:
        for name in own_names(food):
            before = meant.setdefault(stems(name), food)
            if before is not food:
                sys.exit(f"“{name}” means both {before['food']} and {food['food']}")
            names[name] = food
    for food in foods:
        for row in filter(None, food["rows"].split("|")):
            for name in lexicon_row(food, row):
                if name and not any(map(str.isdigit, name)):
                    if meant.setdefault(stems(name), food) is food:
                        names.setdefault(name, food)
    return new_names(names)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("foodkeeper", help="FoodKeeper's foods, in days")
    parser.add_argument("--out", default=OUT, type=Path)
    options = parser.parse_args()
    foodkeeper = {row["id"]: row for row in rows_of(options.foodkeeper, ",")}
    foods = rows_of(HERE / "foods.tsv")
    categories = dict.fromkeys(food["category"] for food in foods)
    names = {one: names_of([food for food in foods if food["category"] == one]) for one in categories}
    lines = ["\t".join(["food", "category", "foodkeeper", "place", *FIGURES, "names"])]
    for food in foods:
        figures = figures_of(food, foodkeeper)
        place = "fridge" if food["place"] == "chilled" else food["place"]
        said = [name for name, of in names[food["category"]].items() if of is food]
        cells = [food["food"], food["category"], food["foodkeeper"], place]
        cells += [written(figures[name]) for name in FIGURES]
        lines.append("\t".join([*cells, "|".join(said)]))
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
