"""Pieces of a name as indices of the table. `crates/ml/src/classify/features.rs`
does the same, bit for bit; the golden logits prove it."""

BUCKETS = 1 << 14
MAX_WORDS = 12
MAX_LETTERS = 24

_FOLD = {}
for _letters, _plain in [
    ("àáâãäåăąā", "a"), ("çćč", "c"), ("èéêëęě", "e"), ("ìíîï", "i"), ("ł", "l"), ("ñń", "n"), ("òóôõöø", "o"),
    ("śš", "s"), ("ùúûü", "u"), ("ýÿ", "y"), ("źżž", "z"), ("æ", "ae"), ("œ", "oe"), ("ß", "ss"),
]:
    for _letter in _letters:
        _FOLD[_letter] = _plain
        if _letter != "ß" and len(_letter.upper()) == 1:
            _FOLD[_letter.upper()] = _plain
for _letter in "abcdefghijklmnopqrstuvwxyz":
    _FOLD[_letter] = _letter
    _FOLD[_letter.upper()] = _letter
for _digit in "0123456789":
    _FOLD[_digit] = "0"


def words(text):
    """Plain small letters; a run of digits is one `0`; apostrophes vanish, other signs separate."""
    out = []
    word = ""
    for char in text:
        plain = _FOLD.get(char)
        if plain is None:
            if char in "'’" or not word:
                continue
            out.append(word[:MAX_LETTERS])
            word = ""
            if len(out) == MAX_WORDS:
                return out
        elif plain != "0" or not word.endswith("0"):
            word += plain
    if word:
        out.append(word[:MAX_LETTERS])
    return out


def consonants(word):
    """The first letter and every later one that is not a vowel."""
    return word[:1] + "".join(c for c in word[1:] if c not in "aeiou0")


def _hash(kind, text):
    value = 0x811C9DC5
    for byte in (kind + text).encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    value ^= value >> 15
    return value % BUCKETS


_CACHE = {}


def _word_features(word):
    found = _CACHE.get(word)
    if found is not None:
        return found
    found = []
    framed = f"<{word}>"
    for length in range(2, 6):
        for start in range(0, len(framed) - length + 1):
            found.append(_hash("g", framed[start : start + length]))
    found.append(_hash("w", word))
    short = consonants(word)
    if len(short) >= 2:
        found.append(_hash("k", short))
    if len(short) >= 4:
        found.append(_hash("p", short[:3]))
    if len(_CACHE) < 400_000:
        _CACHE[word] = found
    return found


def features(text):
    """All indices of a name, repeated ones too; empty for a name without letters."""
    all_words = [word for word in words(text) if word != "0"]
    found = []
    for word in all_words:
        found.extend(_word_features(word))
    for left, right in zip(all_words, all_words[1:]):
        found.append(_hash("b", f"{left} {right}"))
    return found
