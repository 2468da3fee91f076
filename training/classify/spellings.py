"""Makes the table of spellings: `python -m classify.spellings`.

Tills print capitals, often without accents. The table gives a name its letters back:
for each language the words of our lexicon that have an accent, unless the plain word is one
too (`pate` and `pâté`); for German also the words that are small inside a name.
"""

import collections
import re
import unicodedata

from .names import HERE, PRINTS, table

WORD = re.compile(r"[^\W\d_]{3,}")
# What a single accent does not say.
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})
HEAD = "lang\twords\n"


def plain(word):
    """The word in small letters without accents."""
    letters = unicodedata.normalize("NFD", word.lower().translate(LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words():
    """How often each word of our lexicon is in it, by language."""
    found = collections.defaultdict(collections.Counter)
    for file in sorted((HERE / "lexicon").glob("*.tsv")):
        for row in table(file):
            for language, names in row.items():
                found[language].update(WORD.findall((names or "").replace("|", " | ")))
    return found


def accented(counts):
    """The likeliest accented spelling of each plain word that is none itself."""
    spellings = collections.defaultdict(collections.Counter)
    for word, count in counts.items():
        spellings[plain(word)][word.lower()] += count
    kept = []
    for bare, forms in spellings.items():
        word, _ = forms.most_common(1)[0]
        if bare not in forms and word != bare:
            kept.append(word)
    return sorted(kept)


def small(counts):
    """German words that our lexicon never writes large, past the first word of a name."""
    large = {word.lower() for word in counts if not word[0].islower()}
    return sorted(word for word in counts if word[0].islower() and word not in large)


def main():
    """Writes the table."""
    counts = words()
    with open(PRINTS / "spellings.tsv", "w", encoding="utf8") as file:
        file.write(HEAD)
        for language in sorted(counts):
            if found := accented(counts[language]):
                file.write(f"{language}\t{' '.join(found)}\n")
        file.write(f"de-small\t{' '.join(small(counts['de']))}\n")


if __name__ == "__main__":
    main()
