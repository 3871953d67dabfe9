"""The README's Dockerfile holds what the package needs, and what it says is what the house does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import PurePosixPath
from threading import Thread
from typing import Any

import pytest

from bot.cli import parser_for
from bot.settings import Settings
from tests.meta.readme_tables import README

ROOT = README.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SECTION = (
    README.read_text(encoding="utf-8").partition("In a container this `Dockerfile` does:\n\n")[2].partition("\n## ")[0]
)
DOCKERFILE, _, COMMANDS = SECTION.replace("\\\n", "").partition("\n\n")
DEFAULT_PORT = str(Settings.model_fields["gastgeber_port"].default)


def told(instruction: str) -> list[str]:
    """What stands behind an instruction, each time it is given."""
    return re.findall(rf"^    {instruction} +(.+)$", DOCKERFILE, re.MULTILINE)


def copied() -> set[str]:
    return {source for line in told("COPY") for source in line.split()[:-1]}


def in_json(line: str) -> list[str]:
    words: list[str] = json.loads(line[line.index("[") :])
    return words


@contextmanager
def a_house_that_answers(status: int) -> Iterator[int]:
    class House(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), House) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_the_image_gets_every_folder_and_file_the_package_is_made_of() -> None:
    made_of = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert copied() == {*made_of, "pyproject.toml", PROJECT["project"]["readme"], "LICENSE"}
    assert [source for source in copied() if not (ROOT / source).exists()] == []


def test_the_image_is_made_with_the_pinned_parts_and_extras_that_exist() -> None:
    (run,) = told("RUN")
    ((constraints, extras),) = re.findall(r'--constraint (\S+) "\.\[([\w,]+)\]"', run)
    assert (ROOT / constraints).is_file()
    assert any(PurePosixPath(constraints).is_relative_to(source) for source in copied())
    assert set(extras.split(",")) == set(PROJECT["project"]["optional-dependencies"]) - {"dev"}


def test_the_image_has_a_python_the_house_runs_on() -> None:
    (version,) = re.findall(r"^python:3\.(\d+)-slim$", told("FROM")[0])
    assert int(version) >= int(PROJECT["project"]["requires-python"].removeprefix(">=3."))


def test_the_data_is_kept_in_the_volume_and_is_the_house_accounts_own() -> None:
    (folder,), (volume,), (account,) = told("WORKDIR"), told("VOLUME"), told("USER")
    data = Settings.model_fields["gastgeber_data_dir"].default
    assert PurePosixPath(volume) == PurePosixPath(folder) / data
    assert f"install -d -m 700 -o {account} {data}" in told("RUN")[0]
    runs = re.findall(r"^    docker run (.+)$", COMMANDS, re.MULTILINE)
    assert runs
    assert [run for run in runs if f"-v gastgeber:{volume} gastgeber" not in run] == []


def test_the_port_is_the_same_everywhere() -> None:
    assert told("EXPOSE") == [DEFAULT_PORT]
    assert f"-p 127.0.0.1:{DEFAULT_PORT}:{DEFAULT_PORT} " in COMMANDS
    assert f" or {DEFAULT_PORT}}}" in told("HEALTHCHECK")[0]


def test_every_command_in_the_container_exists() -> None:
    usage = parser_for("").format_help()
    verbs = {in_json(told("CMD")[0])[1], *re.findall(r"\bgastgeber gastgeber ([a-z]+)", COMMANDS)}
    assert verbs == {"run", "doctor", "badge", "restore"}
    assert [verb for verb in verbs if f"    {verb} " not in usage] == []
    assert in_json(told("CMD")[0])[0] in PROJECT["project"]["scripts"]


@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False)])
def test_the_image_looks_for_the_house_at_the_port_it_was_given(status: int, well: bool) -> None:
    python, *rest = in_json(told("HEALTHCHECK")[0])
    assert python == "python"
    with a_house_that_answers(status) as port:
        asked = subprocess.run(
            [sys.executable, *rest], env={**os.environ, "GASTGEBER_PORT": str(port)}, capture_output=True, check=False
        )
    assert (asked.returncode == 0) is well, asked.stderr
