"""A question as the matching sees it: folded letters, words, stems, and the words that carry no subject."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")
_ELSEWHERE = re.compile(r"[^\W\d_a-z]{2,}")  # words of other scripts: the house cannot read them, the team may
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": "", "’": ""})
# The longest ending that leaves a stem of four letters goes; German and English inflect alike enough for one list.
_ENDINGS = ("ungen", "ings", "ung", "ing", "ern", "est", "ens", "en", "er", "es", "em", "ed", "ly", "s", "e", "n")
SHORTEST_STEM = 4


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that say that something is asked, not what.
STOP_WORDS = word_set(
    "a an the is are was were be been am do does did to of in on at for from by with and or but not no i me my you your"
    " he she it its we our us they them their this that these those there here please can could would will shall should"
    " may might must have has had so just if let about what which who whom when where why how any some tell know want"
    " need like get got give as up out also than then too very im ive id whats hows isnt dont"
    " der die das den dem des ein eine einen einem einer eines ist sind war waren sein bin bist zu zum zur im in an am"
    " auf fuer von vom bei beim mit und oder aber nicht kein keine ich mich mir mein meine meinen du dich dir dein"
    " deine er sie es wir uns unser unsere ihr euch euer ihn ihm ihnen bitte kann kannst koennen koennte muss musst"
    " darf soll will willst moechte wuerde wird werden habe hat haben hast mal denn da hier dort so nur wenn auch schon"
    " noch was wer wie wo wann warum wieso welche welcher welches woher wohin man gibt geht sag sagen weiss wissen"
    " etwas als ob dass um aus ueber unter nach vor sich dieser diese dieses"
)
# What people say to a house without asking it anything.
_THANKS = word_set(
    "danke dankeschoen merci thx thanks thank ty super toll klasse cool ok okay hallo hi hey moin servus gruess gruezi"
    " hello tach tschuess bye ciao lol haha nice great prima gut good morning evening night morgen abend nacht guten"
    " tag day ja nein yes yo na liebes lieber liebe haus house gastgeber bot vielen lieben herzlichen dank much many"
    " all everyone alle zusammen"
)


def fold(words: str) -> str:
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", words.casefold()).translate(_UMLAUTS))
    return "".join(sign for sign in spelled if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def bare(word: str) -> str:
    """Without umlauts however they are spelled, so that Platz and Plätze meet."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def stem(word: str) -> str:
    word = bare(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def subject(words: Sequence[str]) -> str:
    """The stems of what a question is about, in order; empty when it is about nothing."""
    return " ".join(stem(word) for word in words if word not in STOP_WORDS)


def asks_something(text: str) -> bool:
    """Whether there is anything to find out: a greeting, thanks or a bare mention asks nothing."""
    if any(word not in _THANKS and word not in STOP_WORDS and len(word) > 1 for word in words_of(text)):
        return True
    return bool(_ELSEWHERE.search(fold(text)))
