"""The words dates are made of, German and English, in folded spelling (ä is ae, ß is ss, all small)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.when.pieces import PartOfDay, Which


def _table(*rows: str, start: int = 0) -> Mapping[str, int]:
    return {word: number for number, row in enumerate(rows, start) for word in row.split()}


WEEKDAYS = _table(
    "montag monday",
    "dienstag tuesday",
    "mittwoch wednesday",
    "donnerstag thursday",
    "freitag friday",
    "samstag sonnabend saturday",
    "sonntag sunday",
)
GERMAN_SHORT = _table("mo", "di", "mi", "do", "fr", "sa", "so")
ENGLISH_SHORT = _table("mo mon", "tu tue tues", "we wed weds", "th thu thur thurs", "fr fri", "sa sat", "su sun")
# die, mit, Sam, Don: everyday words and names, so they are weekdays only where nothing but a date is expected.
GERMAN_SHORT_ALONE = _table("mon", "die", "mit", "don", "fre", "sam", "son")

MONTHS = _table(
    "januar jaenner january jan",
    "februar feber february feb",
    "maerz marz march maer mrz mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "dezember december dez dec",
    start=1,
)
NAMED_DAYS: Mapping[str, int] = {
    "heute": 0,
    "heut": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "tmrw": 1,
    "uebermorgen": 2,
    "ubermorgen": 2,
    "gestern": -1,
    "yesterday": -1,
    "vorgestern": -2,
}
WHICH: Mapping[str, Which] = {
    **dict.fromkeys(["diesen", "diese", "dieser", "diesem", "this"], "this"),
    **dict.fromkeys(["kommenden", "kommende", "kommender", "kommendem", "coming"], "coming"),
    **dict.fromkeys(["naechsten", "naechste", "naechster", "naechstem", "nachsten", "nachste", "next"], "next"),
    **dict.fromkeys(
        ["uebernaechsten", "uebernaechste", "uebernaechster", "uebernaechstem", "ubernachsten"], "after_next"
    ),
    **dict.fromkeys(["letzten", "letzte", "letzter", "letztem", "vergangenen", "vergangene", "last"], "last"),
}
WEEK_WORDS = frozenset({"woche", "week"})
WEEKS_AHEAD: Mapping[Which, int] = {"this": 0, "coming": 1, "next": 1, "after_next": 2, "last": -1}

PARTS_OF_DAY: Mapping[str, PartOfDay] = {
    **dict.fromkeys(["morgen", "frueh", "fruh", "vormittag", "morning"], "morning"),
    **dict.fromkeys(["mittag", "noon"], "noon"),
    **dict.fromkeys(["nachmittag", "afternoon"], "afternoon"),
    **dict.fromkeys(["abend", "evening"], "evening"),
    **dict.fromkeys(["nacht", "night"], "night"),
}
TIMES_OF_DAY: Mapping[str, PartOfDay] = {
    **dict.fromkeys(["morgens", "fruehmorgens", "vormittags", "frueh", "fruh"], "morning"),
    "mittags": "noon",
    "nachmittags": "afternoon",
    "abends": "evening",
    "nachts": "night",
}
WEEKDAY_EVENINGS: Mapping[str, tuple[int, PartOfDay]] = {
    day + link + part: (number, which)
    for day, number in WEEKDAYS.items()
    for part, which in PARTS_OF_DAY.items()
    for link in ("", "-")
}

HOURS = _table(
    "null",
    "ein eins one",
    "zwei two",
    "drei three",
    "vier four",
    "fuenf funf five",
    "sechs six",
    "sieben seven",
    "acht eight",
    "neun nine",
    "zehn ten",
    "elf eleven",
    "zwoelf zwolf twelve",
    "dreizehn",
    "vierzehn",
    "fuenfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
    "zwanzig",
    "einundzwanzig",
    "zweiundzwanzig",
    "dreiundzwanzig",
)
NUMBERS: Mapping[str, int] = {
    **HOURS,
    **dict.fromkeys(["eine", "einer", "einem", "einen", "a", "an"], 1),
    "zwo": 2,
    "fifteen": 15,
    "twenty": 20,
    "dreissig": 30,
    "thirty": 30,
    "vierzig": 40,
    "forty": 40,
    "fuenfundvierzig": 45,
    "neunzig": 90,
    "ninety": 90,
}
SPOKEN_MINUTES = frozenset(range(1, 30))

CLOCK_LEADS = frozenset({"um", "at", "ab", "gegen", "around", "@"})
BARE_LEADS = frozenset({"um", "at", "gegen", "@"})  # "ab 18" is an age as often as an hour
NO_CLOCK_AFTER = frozenset({"%", "€", "$", "£", "°", "jahre", "jahren", "years"})
MIDNIGHT = frozenset({"mitternacht", "midnight"})
NOON = frozenset({"noon", "midday"})
ORDINALS = frozenset({"st", "nd", "rd", "th"})

# Words between two pieces of one date: Freitag, den 27.11. um 20 Uhr.
LINKS = frozenset({"um", "am", "ab", "at", "on", "den", "dem", "der", "the", "of", ",", ".", "-", "@", "(", ")"})
# Words that belong to the date and leave with it.
LEADS = frozenset({"um", "am", "ab", "at", "on", "den", "@"})
# Before a date these say it is an end, a limit, a habit or a refusal, and not the start of something.
SPOILERS = frozenset(
    _table(
        "bis until till seit since vor nach before after by",
        "nicht not kein keinen",
        "jeden jede jeder jedes every each",
    )
)
RANGE_LINKS = frozenset({"-", "/", "bis", "to", "till", "until", "oder", "or", "und", "and"})
RANGE_ENDS = RANGE_LINKS - {"und", "and"}
# A time somebody names with a zone is not a time in ours. Places are heard by "... time" and "-er Zeit".
ZONES = frozenset(
    _table(
        "utc gmt mez mesz cet cest wez wesz oez oesz eet eest bst msk jst kst aest aedt",
        "et est edt ct cst cdt mt mst mdt pt pst pdt",
    )
)
ZONE_PLACES = frozenset(_table("eastern central mountain pacific german berlin vienna zurich london uk us york"))
