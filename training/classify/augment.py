"""Names as a till prints them and a reader reads them: abbreviated, cut, misread."""

from .names import abbreviations, brands

VOWELS = set("aeiouAEIOUäöüÄÖÜéèêáíóúàìòù")
LOOKS = {"O": "0Q", "0": "O", "I": "1l", "L": "I", "S": "5", "B": "8", "Z": "2", "G": "6C", "M": "HN", "N": "M", "E": "F", "U": "V", "C": "G", "R": "P", "T": "I", "D": "O", "W": "U", "H": "N", "F": "P", "V": "Y", "K": "X", "A": "R"}  # fmt: skip
SIZES = ["{}G", "{}ML", "{}L", "{}KG", "{}LB", "{}PK", "{}OZ", "X{}", "{}S", "{}CT", "{} STK", "{}%", "{}X{}", "{}'S", "T{}"]
EXTRA = ["BIO", "ORG", "FRESH", "CLASSIC", "ORIGINAL", "LARGE", "LRG", "SML", "NEW", "FRISCH", "MINI", "XL", "PREMIUM", "VALUE", "NATUR", "ORIG", "REG", "ASST", "FAMILY", "CS", "RED", "GRN", "WHT", "EXTRA", "SELECT", "LIGHT", "LT", "MED", "HRJ", "MRJ", "GR", "R", "F", "T"]  # fmt: skip

MAKERS, SHOPS = brands()
SHORT = abbreviations()


def _invented(random):
    """A made-up maker: initials or a word that means nothing."""
    if random.random() < 0.55:
        return "".join(random.choice("ABCDEFGHJKLMNPRSTVW") for _ in range(random.randint(2, 4)))
    sounds = ["BA", "DO", "KEL", "MAR", "NI", "RO", "SUN", "TI", "VER", "LO", "GAR", "PEN", "SEL", "HO", "WIN", "FER"]
    return "".join(random.choice(sounds) for _ in range(random.randint(2, 3)))


def _maker(category, random):
    """A maker of such things, a shop's own mark, or nobody who exists."""
    draw = random.random()
    if draw < 0.45 and MAKERS.get(category):
        return random.choice(MAKERS[category])
    return random.choice(SHOPS) if draw < 0.75 else _invented(random)


def _abbreviated(word, language, random):
    known = SHORT.get(language, {}).get(word.lower())
    if known and random.random() < 0.6:
        return random.choice(known)
    if len(word) < 4:
        return word
    way = random.random()
    if way < 0.4:
        short = word[0] + "".join(c for c in word[1:] if c not in VOWELS)
        if len(short) > 4 and random.random() < 0.4:
            short = short[: random.randint(3, 4)]
        return short if len(short) >= 2 else word
    if way < 0.75:
        return word[: random.randint(3, max(3, min(6, len(word) - 1)))]
    if way < 0.85:
        # The vowels of the end alone, as in `STRAWBRY`.
        keep = random.randint(2, len(word) - 1)
        return word[:keep] + "".join(c for c in word[keep:] if c not in VOWELS)
    keep = random.randint(1, len(word) - 2)
    return word[:keep] + word[keep + 1 :]


def _misread(text, random):
    at = [i for i, c in enumerate(text) if c in LOOKS]
    letters = list(text)
    for i in random.sample(at, min(len(at), random.randint(1, 2))):
        letters[i] = random.choice(LOOKS[letters[i]])
    way = random.random()
    if way < 0.3 and len(letters) > 6:
        letters.insert(random.randrange(2, len(letters) - 2), " ")
    elif way < 0.45 and " " in letters:
        letters.remove(" ")
    return "".join(letters)


def augmented(name, category, language, random):
    """One print of a name, as a random till would have it."""
    words = name.replace(",", " ").replace("/", " ").split()[:6]
    if len(words) > 2 and random.random() < 0.15:
        words.pop(random.randrange(1, len(words)))
    if random.random() < 0.5:
        share = random.choice([0.3, 0.6, 1.0])
        words = [_abbreviated(w, language, random) if random.random() < share else w for w in words]
    if random.random() < 0.35:
        words.insert(0, _maker(category, random))
    if random.random() < 0.2:
        words.insert(random.randint(0, len(words)), random.choice(EXTRA))
    if random.random() < 0.3:
        sizes = [1, 2, 3, 4, 5, 6, 10, 12, 24, 100, 200, 250, 400, 500, 750, 900]
        words.append(random.choice(SIZES).format(random.choice(sizes), random.choice(sizes)))
    text = " ".join(words).upper()
    if random.random() < 0.25:
        text = text[: random.randint(10, 22)]
    if random.random() < 0.15:
        text = _misread(text, random)
    return text
