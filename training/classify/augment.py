"""Names as a till prints them and a reader reads them: abbreviated, cut, misread."""

VOWELS = "aeiouAEIOU"
LOOKS = {"O": "0Q", "0": "O", "I": "1l", "L": "I", "S": "5", "B": "8", "Z": "2", "G": "6C", "M": "HN", "N": "M", "E": "F", "U": "V", "C": "G", "R": "P", "T": "I", "D": "O", "W": "U"}  # fmt: skip
SIZES = ["{}G", "{}ML", "{}L", "{}KG", "{}LB", "{}PK", "{}OZ", "X{}", "{}S", "{}CT", "{} STK", "{}%"]
EXTRA = ["BIO", "ORG", "FRESH", "CLASSIC", "ORIGINAL", "LARGE", "SML", "NEW", "FRISCH", "MINI", "XL", "PREMIUM", "VALUE", "NATUR", "ORIG", "REG", "ASST", "FAMILY"]  # fmt: skip


def _brand(random):
    """A made-up maker: initials or a word that means nothing."""
    if random.random() < 0.55:
        return "".join(random.choice("ABCDEFGHJKLMNPRSTVW") for _ in range(random.randint(2, 4)))
    sounds = ["BA", "DO", "KEL", "MAR", "NI", "RO", "SUN", "TI", "VER", "LO", "GAR", "PEN", "SEL", "HO", "WIN", "FER"]
    return "".join(random.choice(sounds) for _ in range(random.randint(2, 3)))


def _abbreviated(word, random):
    if len(word) < 4:
        return word
    way = random.random()
    if way < 0.45:
        short = word[0] + "".join(c for c in word[1:] if c not in VOWELS)
        return short if len(short) >= 2 else word
    if way < 0.8:
        return word[: random.randint(3, max(3, min(6, len(word) - 1)))]
    keep = random.randint(1, len(word) - 2)
    return word[:keep] + word[keep + 1 :]


def _misread(text, random):
    at = [i for i, c in enumerate(text) if c in LOOKS]
    letters = list(text)
    for i in random.sample(at, min(len(at), random.randint(1, 2))):
        letters[i] = random.choice(LOOKS[letters[i]])
    if random.random() < 0.3 and len(letters) > 6:
        letters.insert(random.randrange(2, len(letters) - 2), " ")
    return "".join(letters)


def augmented(name, random):
    """One print of a name, as a random till would have it."""
    words = name.replace(",", " ").replace("/", " ").split()
    if len(words) > 5:
        words = words[:5]
    if len(words) > 2 and random.random() < 0.15:
        words.pop(random.randrange(1, len(words)))
    if random.random() < 0.5:
        share = random.choice([0.3, 0.6, 1.0])
        words = [_abbreviated(w, random) if random.random() < share else w for w in words]
    if random.random() < 0.3:
        words.insert(0, _brand(random))
    if random.random() < 0.12:
        words.insert(random.randint(0, len(words)), random.choice(EXTRA))
    if random.random() < 0.3:
        words.append(random.choice(SIZES).format(random.choice([1, 2, 5, 6, 10, 12, 100, 250, 400, 500, 750, 900])))
    text = " ".join(words).upper()
    if random.random() < 0.25:
        text = text[: random.randint(10, 22)]
    if random.random() < 0.12:
        text = _misread(text, random)
    return text
