"""What counts as a question, what an entry is called and which language it is in: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from cogs.faq.words import STOP_WORDS, asks_something, word_set, words_of

QUESTION_LIMIT = 300
ANSWER_LIMIT = 1500
KEY_LIMIT = 32
PHRASINGS = 20  # of one entry
ENTRIES = 1000  # of one community
OPEN_QUESTIONS = 5  # of one guest at a time: nobody fills the team's list alone
SAME_AGAIN = timedelta(minutes=2)  # the same answer is not said twice in a room within that time
FORGOTTEN_AFTER = timedelta(days=90)  # a question nobody answered by then
_CALLED = re.compile(r"<[@#][!&]?\d+>|@\w+")
_ASKING = word_set(
    "was wer wie wo wann warum wieso weshalb welche welcher welches wen wem wohin woher womit wofuer wieviel kann"
    " kannst koennt koennen darf duerfen muss muessen gibt ist sind hat habt haben soll weiss weisst"
    " what who how where when why which whose can could may must do does did is are has have should will would"
)
_GERMAN = word_set("der die das ein eine ist sind und ich wir ihr du nicht mit fuer auf wie was wann kann hier zu bei")
_ENGLISH = word_set("the a an is are and i we you not with for on how what when can here to at do does of")


def spoken_to_house(text: str) -> str:
    """The words on one line, without whom they call by name."""
    return " ".join(_CALLED.sub(" ", text).split())


def is_question(text: str) -> bool:
    """Whether somebody wants to know something, rather than talk back to the house."""
    if not asks_something(text):
        return False
    return any(sign in text for sign in "?؟？") or not _ASKING.isdisjoint(words_of(text)[:1])


def language_of(texts: Iterable[str], languages: Sequence[str], otherwise: str) -> str:
    """German or English by their commonest words; `otherwise` where they do not tell."""
    words = words_of(" ".join(texts))
    german, english = sum(word in _GERMAN for word in words), sum(word in _ENGLISH for word in words)
    guessed = "de" if german > english else "en" if english > german else otherwise
    return guessed if guessed in languages else otherwise


def key_for(question: str, taken: Collection[str]) -> str:
    """A short name made of what the question is about, with a number where it is taken."""
    words = words_of(question)
    telling = [word for word in words if word not in STOP_WORDS] or words or ["entry"]
    base = "-".join(telling[:3])[: KEY_LIMIT - 3].strip("-")
    return base if base not in taken else next(made for n in range(2, 10_000) if (made := f"{base}-{n}") not in taken)


def short_name(typed: str) -> str:
    """As it may stand in a button: nobody has to type it all over again for a capital or a blank. Empty if none is left."""
    return "-".join(words_of(typed))[:KEY_LIMIT].strip("-")


def phrasings_of(*texts: str) -> list[str]:
    """One a line, each once whatever its case."""
    found: dict[str, str] = {}
    for line in (line for text in texts for line in text.splitlines()):
        found.setdefault(_same(line), " ".join(line.split()))
    found.pop("", None)
    return list(found.values())


def _same(line: str) -> str:
    return " ".join(words_of(line))


def same_question(one: str, other: str) -> bool:
    return (_same(one) or one) == (_same(other) or other)


def split_line(typed: str) -> tuple[str, str]:
    """A line like `question | answer`."""
    question, _, answer = typed.partition("|")
    return question.strip(), answer.strip()
