"""Whatever a guest wrote and the house would repeat passes this one check; in doubt it is left out."""

from __future__ import annotations

import itertools
import re
import unicodedata

# Word stems nobody wants to hear from a host, German and English; matched on folded letters at a word's start, so that
# "Scunthorpe" and "Assistent" stay. Slurs against people, not coarse language as such: a host repeats neither.
_SLURS = (
    "nigger", "nigga", "neger", "kanake", "kanacke", "faggot", "schwuchtel", "tranny", "judensau",
    "judenschwein", "retarded", "zigeuner", "untermensch", "hurensohn", "fotze", "wichser", "arschloch",
    "cunt", "motherfucker", "whore", "missgeburt", "krueppel", "siegheil", "heilhitler", "hitler", "gaskammer",
    "wetback", "scheissauslaender", "kinderficker",
)  # fmt: skip
# Whole words only, so that Pakistan, the Mongolei, a pedometer and the cock's Kikeriki stay.
_SLUR_WORDS = frozenset(
    word + ending
    for word in ("paki", "mongo", "pedo", "kike", "gook", "chink", "transe", "spast", "retard")
    for ending in ("", "s", "n", "i", "is", "en", "os")
)
_ENDS = (
    "com|net|org|info|biz|io|gg|me|xyz|top|shop|store|online|site|website|page|space|cloud|tech|club|chat|fun|icu|cyou|"
    "cfd|bet|win|lol|zip|mov|blog|app|dev|link|live|vip|pro|to|ly|co|tv|cc|ai|ws|su|tk|ml|ga|gq|ru|cn|de|at|ch|eu|fr|nl|"
    "pl|uk|us|se|dk|cz|br|jp|kr|рф|рус|укр"
)
_LINK = re.compile(
    r"(?:\b(?:https?|hxxps?|ftp|tg|mailto|javascript):|www\.|\bt\.me\b|telegram\.me|discord(?:app)?\.(?:gg|com)|"
    rf"(?<!\w)@\w{{4,}}|\S@[\w-]+\.\w|\b[\w-]+\.(?:{_ENDS})\b|\b[\w-]+\.[^\W\d_]{{2,}}/|\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b)",
    re.IGNORECASE,
)
_DOT = re.compile(
    r"\s*(?:\(dot\)|\[dot\]|\(punkt\)|\[punkt\]|\(\.\)|\[\.\]|[。․．｡])\s*|\s+\.\s*(?=(?:com|net|org|info|gg|ru|xyz)\b)",
    re.IGNORECASE,
)
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")  # turns around what stands beside it in the line
_BLANK = " \u115f\u1160\u2800\u3164\uffa0"  # letters and signs that nobody sees
_STACK = 4  # combining marks on one letter; more ("zalgo") cover the lines around it
_CONTROL = {"Cc", "Cs", "Co", "Cn"}
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}
)
LONGEST = 200  # characters of a guest's that the house would say again


def fit_to_repeat(words: str, longest: int = LONGEST) -> str | None:
    """The words on one line as the house may say them; None for a link, invitation, slur or markup, too long or empty."""
    plain = " ".join(unicodedata.normalize("NFC", words).split())
    if not plain or len(plain) > longest:
        return None
    if any(unicodedata.category(sign) in _CONTROL for sign in plain):
        return None
    if _TURNED.search(plain) or _too_many_marks(plain):
        return None
    looked = _DOT.sub(".", unicodedata.normalize("NFKC", plain))
    looked = "".join(sign for sign in looked if unicodedata.category(sign) != "Cf")
    if not looked.strip(_BLANK):
        return None
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
        tokens = _words(spelled)
        pairs = {first + second for first, second in itertools.pairwise(tokens)}
        tokens += [re.sub(r"(.)\1{2,}", r"\1\1", token) for token in tokens]
        tokens += [re.sub(r"(.)\1+", r"\1", token) for token in tokens]
        if not pairs.isdisjoint(_SLURS) or any(token.startswith(_SLURS) or token in _SLUR_WORDS for token in tokens):
            return True
    return False


def _words(spelled: str) -> list[str]:
    """Letters with blanks between them are one word to a reader."""
    words: list[str] = []
    spaced = False
    for token in re.findall(r"[a-z]+", spelled):
        if len(token) == 1 and spaced:
            words[-1] += token
        else:
            words.append(token)
        spaced = len(token) == 1
    return words


def _too_many_marks(words: str) -> bool:
    run = 0
    for sign in unicodedata.normalize("NFD", words):
        run = run + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if run > _STACK:
            return True
    return False
