"""How words are compared when somebody searches: case, umlauts, accents, hyphens and endings do not get in the way."""

import re
import unicodedata
from difflib import get_close_matches

_UMLAUTS_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ENDINGS = ("en", "er", "es", "em", "e", "n", "s")
SHORTEST_STEM = 5


def spelled_out(text: str) -> str:
    """Words in small plain letters, umlauts as two: "Fürsorge, Straße" → "fuersorge strasse"."""
    return _plain(_small(text).translate(_UMLAUTS_SPELLED_OUT))


def bare(text: str) -> str:
    """The same with umlauts as one letter, as people type without them: "Fürsorge" → "fursorge"."""
    return _plain(_small(text))


def searchable(*texts: str) -> str:
    """What a search looks into: every spelling of the texts, also with hyphens closed ("Online-Seminar", "M2-01")."""
    text = " ".join(texts)
    return "\n".join((spelled_out(text), bare(text), spelled_out(text.replace("-", ""))))


def stem(word: str) -> str:
    """The beginning of a word that its forms share: "bedrohungen" and "bedrohung" → "bedrohung".

    Always a beginning of the word, so whoever types a word exactly as written still finds it. Short words stay whole.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def nearest(word: str, vocabulary: set[str]) -> str | None:
    """The known word that a misspelt one most likely meant: "rasismus" → "rassismus"; ``None`` if none is near."""
    close = get_close_matches(word, sorted(vocabulary), n=1, cutoff=0.75)
    return close[0] if close else None


def _small(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _plain(text: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", "".join(letters)))
