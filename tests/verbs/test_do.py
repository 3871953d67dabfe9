"""The operator at the command line: any chat command, through the same turn, with or without a running house."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from bot.cli import main
from bot.core.errors import Fault
from bot.core.events import Profile
from bot.core.refs import MemberRef, ServerRef
from bot.core.stores.people import Registry
from bot.core.stores.registrar import Registrar
from bot.doing import do
from bot.host import open_house
from bot.house import House
from bot.verbs.do import _say_closed
from tests.core.test_host import running, settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory with a lobby that was open once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("GASTGEBER_PORT", "0")
    monkeypatch.setenv("LC_ALL", "C")

    async def open_once() -> None:
        async with open_house(settings(tmp_path / "data")) as house, running(house):
            await _lobby_is_known(house)

    asyncio.run(open_once())
    return tmp_path / "data"


async def _lobby_is_known(house: House) -> None:
    async with asyncio.timeout(20):
        await house.lobby.ready.wait()
        while True:
            async with house.database.read() as reader:
                if await reader.row("SELECT 1 FROM community WHERE state = 'open'"):
                    return
            await asyncio.sleep(0.02)


def _said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    told = capsys.readouterr()
    return told.out, told.err


def test_a_party_is_drafted_from_the_shell_and_published_by_its_button(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["do", "--json", "/party", "new", "Neon", "Night", "tomorrow", "20:00"]) == 0
    out, err = _said(capsys)
    assert "No house is running" in err
    preview = json.loads(out)["answers"][0]
    assert "Neon Night" in preview["text"]
    publish = next(one["press"] for one in preview["choices"] if one["press"].startswith("parties/publish/"))
    assert main(["do", "--press", publish]) == 0
    capsys.readouterr()
    assert main(["do", "parties"]) == 0
    assert "Neon Night" in _said(capsys)[0]


def test_what_cannot_be_done_is_said_and_told_by_the_exit_status(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["do", "paty"]) == 1
    assert "/party" in _said(capsys)[0]
    assert main(["do"]) == 2
    assert "Say what the house should do" in _said(capsys)[1]
    assert main(["do", "help", "--community", "Nowhere"]) == 2
    assert "no community 'Nowhere'" in _said(capsys)[1]


def test_a_conversation_presses_buttons_by_their_number_and_answers_a_forms_questions(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["/faq", "99", "1", "When do you open?", "At nine.", "1", "opening-hours", "/faq", "quit"]
    monkeypatch.setattr(sys, "stdin", StringIO("\n".join(lines)))
    assert main(["chat"]) == 0
    out, _ = _said(capsys)
    assert "There is no such button above." in out
    assert "13 entries" in out


def test_a_conversation_with_a_closed_house_says_so_once_and_never_leaves_a_line_without_an_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(folder.parent / "never opened"))
    _say_closed.cache_clear()
    monkeypatch.setattr("sys.stdin", StringIO("good evening\ngood evening\n"))
    assert main(["chat"]) == 0
    told = capsys.readouterr()
    assert told.err.count("No house is running") == 1
    assert told.out.count("There is no community here yet") == 2


def test_every_command_is_listed_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["commands", "--json"]) == 0
    listed = json.loads(_said(capsys)[0])
    assert {"help", "party", "mute"} <= {one["name"] for one in listed}
    assert all(one["about"] and one["usage"].startswith("/") for one in listed)
    assert main(["commands", "--language", "de"]) == 0
    assert "/frage" in _said(capsys)[0]
    assert main(["commands", "--language", "fr"]) == 2


def test_the_first_word_of_what_the_operator_wrote_was_in_the_log(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.doing")
    for line in ("/faq list", "/hunter2 please", "/hilfe"):
        main(["do", line])
    read_by_the_house = ({"line": "hunter2 is the answer"}, {"press": "help/page"})

    async def answers() -> None:
        async with open_house(settings(folder)) as house, house.deciding():
            for asked in read_by_the_house:
                await do(house, asked)

    asyncio.run(answers())
    said = [
        record.getMessage().removeprefix("the operator asks for ") for record in caplog.records if "asks" in record.msg
    ]
    assert said == ["/faq", "something in words", "/hilfe", "something in words", "help/page"]


def test_fewer_than_no_guests_were_any_number_of_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wish in (["--uses", "-1"], ["--uses", "many"], ["--days", "0"], ["--days", "367"]):
        with pytest.raises(SystemExit) as ended:
            main(["invite", *wish])
        assert ended.value.code == 2
        assert "write a whole number from " in _said(capsys)[1]


async def test_a_script_may_ask_the_state_for_json_like_everything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(tmp_path / "data"))
    async with open_house(settings(tmp_path / "data")) as house, running(house):
        assert await asyncio.to_thread(main, ["state", "--json"]) == 0
    assert json.loads(_said(capsys)[0])["platforms"] == ["lobby"]


def test_reading_only_the_first_line_was_a_traceback() -> None:
    asked = [sys.executable, "-m", "bot", "commands", "--json"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


async def test_a_running_house_answers_through_its_socket_and_several_communities_are_told_apart(
    tmp_path: Path,
) -> None:
    async with open_house(settings(tmp_path)) as house, running(house):
        await _lobby_is_known(house)
        async with house.database.write() as tx:
            founded = {}
            for number, name in enumerate(("North", "South")):
                server = ServerRef("discord", str(number))
                founded[name] = await Registrar(tx).found(server, name, house.ambient.now(), house.ambient)
        house.world.memory.clear()
        with pytest.raises(Fault, match=r"North .*South"):
            await do(house, {"line": "/help"})
        heard = await do(house, {"line": "/help", "community": "south"})
        assert "South" in heard["answers"][0]["text"]
        heard = await do(house, {"line": "/team", "community": founded["North"]})
        assert not heard["mistake"]


async def test_what_the_operator_does_to_somebody_is_recorded_as_the_operators(tmp_path: Path) -> None:
    async with open_house(settings(tmp_path)) as house, running(house):
        await _lobby_is_known(house)
        member = MemberRef("lobby", "troll")
        async with house.database.write() as tx:
            await Registry(tx).meet(member, Profile("Troll"))
        heard = await do(house, {"line": "/mute lobby:troll 10m noise"})
        async with house.database.read() as reader:
            row = await reader.row("SELECT kind, actor_platform, actor, reason FROM door_case")
    assert row == ("mute", "shell", "operator", "noise"), heard


def test_at_a_shell_without_any_community_nobody_can_call_the_house_into_their_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GASTGEBER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["do", "/parties"]) == 1
    assert _said(capsys)[0].startswith("There is no community here yet.")
