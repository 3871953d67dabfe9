"""Whatever a guest wrote and the house would repeat passes this one check; in doubt it is left out."""

from __future__ import annotations

import re
import unicodedata

# Word stems nobody wants to hear from a host, German and English; matched on folded letters at a word's start, so that
# "Scunthorpe" and "Assistent" stay. Slurs against people, not coarse language as such: a host repeats neither.
_SLURS = (
    "nigger", "nigga", "neger", "kanake", "kanacke", "faggot", "schwuchtel", "tranny", "transe", "kike", "judensau",
    "judenschwein", "spast", "mongo", "retard", "zigeuner", "untermensch", "hurensohn", "fotze", "wichser", "arschloch",
    "cunt", "motherfucker", "whore", "missgeburt", "krueppel", "siegheil", "heilhitler", "hitler", "gaskammer", "paki",
    "chink", "gook", "wetback", "scheissauslaender", "kinderficker", "pedo",
)  # fmt: skip
_LINK = re.compile(
    r"(?:https?:|ftp:|www\.|tg:|t\.me|telegram\.me|discord(?:app)?\.(?:gg|com)|(?:^|[\s(<\[])@\w{4,}|"
    r"\b[\w-]{2,}\.(?:com|net|org|info|biz|io|gg|me|xyz|top|shop|online|site|club|ru|cn|tk|de|at|ch|eu|app|dev|link|live|vip|pro|to|ly|co)\b)",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s*(?:\(dot\)|\[dot\]|\(punkt\)|\[punkt\]|[。․．｡])\s*", re.IGNORECASE)
_CONTROL = {"Cc", "Cs", "Co", "Cn"}
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}
)
LONGEST = 200  # characters of a guest's that the house would say again


def fit_to_repeat(words: str, longest: int = LONGEST) -> str | None:
    """The words on one line as the house may say them, or None: a link, an invitation, a slur, markup, too long, empty."""
    plain = " ".join(unicodedata.normalize("NFC", words).split())
    if not plain or len(plain) > longest:
        return None
    if any(unicodedata.category(sign) in _CONTROL for sign in plain) or _too_many_marks(plain):
        return None
    looked = _DOT.sub(".", unicodedata.normalize("NFKC", plain))
    looked = "".join(sign for sign in looked if unicodedata.category(sign) != "Cf")
    if _LINK.search(looked) or _has_markup(looked) or _has_slur(looked):
        return None
    return plain


def _has_markup(words: str) -> bool:
    lowered = words.lower()
    if any(sign in words for sign in ("`", "||", "**", "__", "~~", "<@", "<#", "](", "</", "<!")):
        return True
    return "@everyone" in lowered or "@here" in lowered


def _has_slur(words: str) -> bool:
    folded = unicodedata.normalize(
        "NFKD", words.lower().replace("ß", "ss").replace("ü", "ue").replace("ä", "ae").replace("ö", "oe")
    )
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    for spelled in (bare, bare.translate(_LEET)):
        tokens = re.findall(r"[a-z]+", spelled)
        # Single letters with blanks between them are one word to a reader.
        tokens.append("".join(token for token in tokens if len(token) == 1))
        tokens += [re.sub(r"(.)\1+", r"\1", token) for token in tokens]
        if any(token.startswith(_SLURS) for token in tokens if token):
            return True
    return False


def _too_many_marks(words: str) -> bool:
    """Stacked combining marks ("zalgo") cover the lines around them."""
    decomposed = unicodedata.normalize("NFD", words)
    return sum(1 for sign in decomposed if unicodedata.category(sign) == "Mn") > max(6, len(words))
