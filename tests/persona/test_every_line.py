"""Every line the code says stands in the house pack, in every language, with the blanks it is given; and no other."""

from __future__ import annotations

import re

import pytest

from persona.checking import check_pack
from persona.fluentfile import Entry
from persona.packs import HOUSE, ROOT, read_pack
from persona.shape import shape_of
from tests.persona.used_keys import Use, kind_lines, mentioned_words, used_keys, uses_in

PACK = read_pack(ROOT / HOUSE)
# Families whose members are chosen at run time: by a role, a reason, a tone, a motto.
FAMILIES = ("role-", "refused-", "language-", "voice-", "greeting-", "icebreaker-", "poll-", "motto-")
USES = used_keys()


def blanks_of(key: str) -> frozenset[str]:
    return frozenset[str]().union(*(shape_of(lines[key]).blanks for lines in PACK.lines.values() if key in lines))


def entries() -> dict[str, Entry]:
    return {key: entry for lines in PACK.lines.values() for key, entry in lines.items() if not key.startswith("-")}


@pytest.mark.parametrize("language", sorted(PACK.lines))
def test_every_line_that_is_said_exists(language: str) -> None:
    lines = PACK.lines[language]
    missing = [f"{use.where}: {use.pattern}" for use in USES if not any(map(use.means, lines))]
    assert not missing, "\n".join(missing)


def test_every_line_gets_exactly_its_blanks() -> None:
    wrong = [
        f"{use.where}: {key} has {sorted(blanks_of(key))} and gets {sorted(use.blanks)}"
        for use in USES
        if use.blanks is not None
        for key in entries()
        if use.means(key) and not fits(use, key)
    ]
    assert not wrong, "\n".join(wrong)


def fits(use: Use, key: str) -> bool:
    """A family's members need not all use what is offered to each of them."""
    needed, given = blanks_of(key), use.blanks or frozenset()
    return needed <= given if "[" in use.pattern else needed == given


def test_every_act_of_a_kind_has_its_line() -> None:
    assert kind_lines() <= set(entries())


def test_no_line_stands_unused() -> None:
    said = mentioned_words() | kind_lines()
    referred = {name for entry in entries().values() for name in shape_of(entry).refers}
    idle = [
        str(entry.where)
        for key, entry in entries().items()
        if key not in said | referred and not key.startswith(FAMILIES) and not any(use.means(key) for use in USES)
    ]
    assert not idle, "\n".join(idle)


def test_the_house_pack_is_sound() -> None:
    wanted = {use.pattern.replace("\\", ""): use.blanks for use in USES if use.blanks is not None and _plain(use)}
    findings = check_pack(ROOT / HOUSE, wanted)
    assert not findings, "\n".join(map(str, findings))


def _plain(use: Use) -> bool:
    return re.search(r"[\[(]", use.pattern) is None


SAMPLE = """
@command("mute", may=Role.MODERATOR)
async def mute(ctx, member: MemberRef, how_long: timedelta | None = None): ...

form = Form("faq-new-form", (Field("question"), Field(name="answer", long=True)))

def handle(ctx, count, blanks):
    ctx.say("a-line", name=count)
    ctx.say_in("de", "b-line" if count else "c-line")
    ctx.cheer("de", "neon", f"parties-cheer-{count}", title="x")
    ctx.answer("d-line", (), replace=True, **blanks)
    ctx.voice.say("de", "e-line", {"name": "x"}, motto="neon")
    ctx.say(f"greeting-{count}-{number + 1}", name="x")
    ctx.voice.variants("de", "icebreaker")
    raise Mistake("f-line", given="x")
"""


def test_all_ways_of_saying_a_line_are_seen() -> None:
    seen = {use.pattern.replace("\\", ""): use.blanks for use in uses_in(SAMPLE, "cogs/x.py")}
    assert seen == {
        "command-mute": frozenset(),
        "command-mute-member": frozenset(),
        "command-mute-how-long": frozenset(),
        "faq-new-form": frozenset(),
        "faq-new-form-question": frozenset(),
        "faq-new-form-answer": frozenset(),
        "a-line": frozenset({"name"}),
        "b-line": frozenset(),
        "c-line": frozenset(),
        "parties-cheer-[a-z0-9_-]+": frozenset({"title"}),
        "greeting-[a-z0-9_-]+-[0-9]+": frozenset({"name"}),
        "d-line": None,
        "e-line": frozenset({"name"}),
        "icebreaker-[0-9]+": None,
        "f-line": frozenset({"given"}),
    }
