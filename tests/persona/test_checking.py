from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.errors import BadSettings
from persona.checking import check_pack
from persona.packs import read_pack
from persona.voice import open_voice
from tests.persona.conftest import MakePack

HERE = "trial/lines/de/core.ftl:1: "
CHOOSES = "a = { $x ->\n [m] M\n *[f] { $x }\n }"
OWN = "a = Hallo { $name }"


def found(folder: Path, wanted: dict[str, frozenset[str]] | None = None) -> list[str]:
    return [str(finding) for finding in check_pack(folder, wanted)]


@pytest.mark.parametrize(
    ("de", "en", "finding"),
    [
        ("a = x\nb = y", "a = x", "trial/lines/de/core.ftl:2: b is missing in en"),
        ("a = { $x }", "a = x", "trial/lines/en/core.ftl:1: a lacks $x, which it has in de"),
        ("a = **x", "a = x", HERE + "a: ** is opened and not closed, or stands inside other markup"),
        ("a = **x _y_**", "a = x", HERE + "a: _ is opened and not closed, or stands inside other markup"),
        ("a = x\na = y", "a = x", "trial/lines/de/core.ftl:2: a is already in trial/lines/de/core.ftl:1"),
        ("a-label = " + "x" * 81, "a-label = x", HERE + "a-label has 81 characters, 80 fit"),
        ("command-x = " + "x" * 101, "command-x = x", HERE + "command-x has 101 characters, 100 fit"),
        ("a-form = " + "x" * 46, "a-form = x", HERE + "a-form has 46 characters, 45 fit"),
        ("a-form-b = " + "x" * 46, "a-form-b = x", HERE + "a-form-b has 46 characters, 45 fit"),
        ("a = x\n    .b = y", "a = x", HERE + "a has attributes; give each text a key of its own"),
        ("a = { NUMBER($x) }", "a = { $x }", HERE + "a uses a function; numbers, dates and spans come ready-made"),
        ("a = \ue000", "a = x", HERE + "a contains a private-use sign, which nobody can read"),
        ("a = { b }", "a = x", HERE + "a refers to b, which is not in this language of the pack"),
        (
            "a = { $x ->\n [m] M\n *[f] { $x }\n }",
            "a = { $x }",
            HERE + "a both chooses by $x and shows it; that takes two blanks",
        ),
    ],
)
def test_a_line_that_cannot_work_is_named(make_pack: MakePack, de: str, en: str, finding: str) -> None:
    assert finding in found(make_pack(de, en))


def test_a_sound_pack_has_no_findings(make_pack: MakePack) -> None:
    german = (
        "a = **{ $n ->\n    [one] Ein Gast\n   *[other] { $n } Gäste\n }** bei { $g ->\n  [f] ihr\n *[m] ihm\n }, `x_y`"
    )
    assert found(make_pack(german, "a = { $n } guests")) == []


def test_the_mark_an_editor_on_windows_puts_first_made_the_first_line_disappear(make_pack: MakePack) -> None:
    folder = make_pack("\ufeffa = x\nb = y", "a = x\nb = y")
    about = folder / "pack.toml"
    about.write_text("\ufeff" + about.read_text(encoding="utf-8"), encoding="utf-8")
    assert found(folder) == []


def test_reminders_that_are_no_list_and_a_name_that_is_no_word_ended_in_a_traceback(make_pack: MakePack) -> None:
    kind = 'format = 1\nkey = "k"\nreminders = 5\n[[acts]]\nact = "say"\nline = "a"\nminutes = 5\n'
    folder = make_pack("a = x", "a = x", files={"kinds/k.toml": kind})
    assert found(folder) == ['trial/kinds/k.toml: reminders must be a list, such as ["-1h"]']
    about = folder / "pack.toml"
    about.write_text(about.read_text(encoding="utf-8").replace('"Probe"', "7"), encoding="utf-8")
    assert found(folder) == ['trial/pack.toml: name must be a word in each language, such as en = "Aunt"']


def test_a_party_of_an_act_or_a_line_that_is_not_there_failed_on_its_evening(make_pack: MakePack) -> None:
    acts = "".join(
        f'[[acts]]\nact = "{act}"\nminutes = 5\n{more}' for act, more in (("karaoke", ""), ("say", "line = 'b'\n"))
    )
    folder = make_pack("a = x", "a = x", files={"kinds/k.toml": f'format = 1\nkey = "k"\n{acts}'})
    assert [str(one) for one in check_pack(folder, acts=("say", "poll"))] == [
        "trial/kinds/k.toml: act 1: there is no act 'karaoke'; there are poll, say",
        "trial/kinds/k.toml: act 2: say needs the key of a line",
    ]


def test_a_file_that_is_no_text_is_said_to_be_so_in_plain_words(make_pack: MakePack) -> None:
    folder = make_pack("a = x", "a = x")
    (folder / "pack.toml").write_bytes(b"\xff\xfe")
    assert found(folder) == ["trial/pack.toml: the file is not UTF-8"]


def test_a_language_nobody_hears_is_named_once(make_pack: MakePack) -> None:
    files = {"lines/fr/core.ftl": "help-closed = Pas encore."}
    folder = make_pack("help-closed = Noch nicht.", "help-closed = Not yet.", base="house", files=files)
    assert "trial/pack.toml: nobody hears lines/fr: house does not speak it" in found(folder)


def test_what_is_wrong_with_a_pack_checked_beside_is_not_said_of_this_one(make_pack: MakePack, tmp_path: Path) -> None:
    folder = make_pack("help-closed = Noch nicht.", "help-closed = Not yet.", base="house")
    assert check_pack(folder, others=[tmp_path / "nowhere"]) == []


def test_what_fluent_cannot_read_is_named_with_its_line(make_pack: MakePack) -> None:
    findings = found(make_pack("a = x\n\nb = { $x\nc = y", "a = x\nb = { $x }\nc = y"))
    assert [finding.partition(" Fluent")[0] for finding in findings if "Fluent" in finding] == [
        "trial/lines/de/core.ftl:4:"
    ]


def test_a_pack_on_the_house_says_the_same_in_other_words(make_pack: MakePack) -> None:
    folder = make_pack("not-allowed = Nein.\nnew-line = x\nfault = { $id } { $name }", base="house")
    assert found(folder) == [
        "trial/lines/de/core.ftl:1: not-allowed is missing in en",
        "trial/lines/de/core.ftl:1: not-allowed lacks $role",
        "trial/lines/de/core.ftl:2: new-line is a line nobody says",
        "trial/lines/de/core.ftl:2: new-line is missing in en",
        "trial/lines/de/core.ftl:3: fault has $name, which nobody fills",
        "trial/lines/de/core.ftl:3: fault is missing in en",
    ]


def test_what_the_house_wants_is_compared(make_pack: MakePack) -> None:
    folder = make_pack(OWN, "a = Hello { $name }")
    assert found(folder, {"a": frozenset({"name", "more"})}) == []
    assert found(folder, {"a": frozenset(), "b": frozenset()}) == [
        "trial/lines/de: the house says b, which is nowhere",
        HERE + "a has $name, which nobody fills",
        "trial/lines/en: the house says b, which is nowhere",
        "trial/lines/en/core.ftl:1: a has $name, which nobody fills",
    ]


def test_a_motto_speaks_in_cheerful_lines_only_and_has_what_it_needs(make_pack: MakePack) -> None:
    lines = "fault = Huch!\nparties-cheer-x = { $name }\nparties-cheer-y = x\nmotto-name = M\n"
    own = "fault = x\nparties-cheer-x = x"
    folder = make_pack(
        own, own, files={"mottos/m.toml": 'format = 1\nkey = "n"\naccent = "red"\n', "mottos/m.de.ftl": lines}
    )
    findings = found(folder)
    assert findings[:3] == [
        "trial/mottos/m.de.ftl: the motto needs the line icebreaker-1",
        "trial/mottos/m.de.ftl: the motto needs the line icebreaker-2",
        "trial/mottos/m.de.ftl: the motto needs the line icebreaker-3",
    ]
    assert (
        "trial/mottos/m.de.ftl:1: fault is not for a motto to say; its own lines begin with parties-cheer-" in findings
    )
    assert "trial/mottos/m.de.ftl:2: parties-cheer-x has $name, which nobody fills" in findings
    assert "trial/mottos/m.de.ftl:3: parties-cheer-y is a line nobody says" in findings
    assert "trial/mottos/m.en.ftl: the motto needs the line motto-name" in findings
    assert findings[-3:] == [
        "trial/mottos/m.toml: key must be m, as the file is called",
        "trial/mottos/m.toml: the colour accent must look like #1a2b3c, in small letters",
        "trial/mottos/m.toml: the colour accent_dark is missing",
    ]


def test_a_kind_that_makes_no_programme_is_named(make_pack: MakePack) -> None:
    kind = 'format = 1\nkey = "other"\nacts = [{ act = "poll" }]\nreminders = ["soon"]\ncapacity_default = -1\n'
    assert found(make_pack(files={"kinds/motto.toml": kind})) == [
        "trial/kinds/motto.toml: act 1 needs an act and its minutes",
        "trial/kinds/motto.toml: capacity_default must be a whole number, 0 for no limit",
        "trial/kinds/motto.toml: key must be motto, as the file is called",
        "trial/kinds/motto.toml: the reminder 'soon' must look like -1h, -30m or -1d",
    ]


@pytest.mark.parametrize(
    ("about", "finding"),
    [
        ("key = 1", "trial/pack.toml: the file must begin with format = 1"),
        ("format = 1", "trial/pack.toml: key must be 1 to 32 of a-z, 0-9 and -, a letter first"),
        ('format = 1\nkey = "x"\nname = 3', "trial/pack.toml: name must be a table"),
        ('format = 1\nkey = "x"\nbase = "gone"', "trial/pack.toml: base names gone, and there is no such pack"),
        ("format = ", "trial/pack.toml: Invalid value (at end of document)"),
    ],
)
def test_a_pack_that_cannot_be_read_says_why(make_pack: MakePack, about: str, finding: str) -> None:
    assert found(make_pack(files={"pack.toml": about})) == [finding]


def test_a_folder_without_a_pack_says_so(tmp_path: Path) -> None:
    assert found(tmp_path / "nothing") == ["nothing/pack.toml: there is no such file"]


def test_a_file_in_another_encoding_is_named(make_pack: MakePack) -> None:
    folder = make_pack()
    (folder / "lines/de/core.ftl").write_bytes("a = Grüße".encode("latin-1"))
    assert found(folder) == ["trial/lines/de/core.ftl: the file is not UTF-8"]


def test_a_pack_is_checked_when_the_house_opens_it(make_pack: MakePack) -> None:
    with pytest.raises(BadSettings, match="not-allowed lacks"):
        open_voice([make_pack("not-allowed = Nein.", "not-allowed = No.", base="house")])
    open_voice([make_pack("not-allowed = Nur { $role }.", "not-allowed = { $role } only.", base="house")])
    with pytest.raises(BadSettings, match="already"):
        open_voice([make_pack(key="house")])


def test_windows_line_ends_change_nothing(make_pack: MakePack) -> None:
    folder = make_pack("a =\r\n    **x**\r\n    y\r\n", "a = x")
    assert found(folder) == []
    assert read_pack(folder).lines["de"]["a"].line == 1
