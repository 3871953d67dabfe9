"""Every setting is declared once, and everything that repeats it is the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.errors import BadSettings
from bot.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_example_file_names_every_variable_with_its_default_and_why() -> None:
    blocks = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")[1:]
    told = {}
    for block in blocks:
        why, assignment = block.strip().splitlines()
        name, _, default = assignment.partition("=")
        told[name] = (why.removeprefix("# "), default)
    declared = {}
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if name.endswith(("_token", "_secret")) else str(field.default)
        declared[name.upper()] = (field.description, default)
    assert told == declared


def test_the_readme_names_every_variable() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in readme] == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GASTGEBER_PORT", "eighty", "GASTGEBER_PORT: write a whole number from 0 to 65535"),
        ("GASTGEBER_PORT", "70000", "GASTGEBER_PORT: write a whole number from 0 to 65535"),
        ("TELEGRAM_WEBHOOK_URL", "https://x.example:port", "TELEGRAM_WEBHOOK_URL: this is no http or https address"),
        ("GASTGEBER_PUBLIC_URL", "http://[::1", "GASTGEBER_PUBLIC_URL: this is no http or https address"),
        ("DISCORD_API_URL", "discord", "DISCORD_API_URL: this is no http or https address"),
        ("DATABASE_URL", "postgresql://u:p@localhost:99999/x", "DATABASE_URL: write sqlite:///path or postgresql://"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL: write sqlite:///path or postgresql://"),
    ],
)
def test_a_wrong_setting_gets_one_sentence_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as caught:
        read_settings(env_file=None)
    assert said in str(caught.value)
    assert re.search(r"Traceback|ValidationError", str(caught.value)) is None


def test_every_line_of_the_example_file_is_one_that_docker_reads_as_we_do(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assigned = [line for line in lines if line.strip() and not line.startswith("#")]
    assert [line for line in assigned if not re.fullmatch(r"[A-Z_]+=[^\s\"'$#]*", line)] == []
    unset = read_settings(env_file=None)
    for name, _, value in (line.partition("=") for line in assigned):
        monkeypatch.setenv(name, value)
    assert read_settings(env_file=None) == unset


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_a_variable_left_empty_is_as_if_it_were_not_there(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    unset = read_settings(env_file=None)
    monkeypatch.setenv(name, "")
    assert read_settings(env_file=None) == unset


def test_the_mark_an_editor_on_windows_puts_first_made_the_first_variable_disappear(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfGASTGEBER_PORT=18302\r\nGASTGEBER_HOST=::1\r\n")
    read = read_settings(env_file=str(tmp_path / ".env"))
    assert (read.gastgeber_port, read.gastgeber_host) == (18302, "::1")


@pytest.mark.parametrize(
    ("kept", "why"),
    [("GASTGEBER_PORT=18302\n".encode("utf-16"), "it is not in UTF-8; "), (None, "Is a directory.")],
)
def test_an_env_that_cannot_be_read_ended_in_a_traceback_or_was_passed_over(
    tmp_path: Path, kept: bytes | None, why: str
) -> None:
    file = tmp_path / ".env"
    file.mkdir() if kept is None else file.write_bytes(kept)
    with pytest.raises(BadSettings) as caught:
        read_settings(env_file=str(file))
    assert str(caught.value).startswith(f".env cannot be read: {why}")


@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotation_marks_around_a_key_make_no_other_key_of_it_in_a_container(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quote: str
) -> None:
    line = f"GASTGEBER_SECRET={quote}{'k' * 32}{quote}"
    (tmp_path / ".env").write_text(line + "\n", encoding="utf-8")
    on_the_machine = read_settings(env_file=str(tmp_path / ".env"))
    monkeypatch.setenv(*line.split("=", 1))
    assert read_settings(env_file=None).keys() == on_the_machine.keys() == ["k" * 32]


def test_a_token_never_shows_in_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    assert "very-secret" not in repr(read_settings(env_file=None))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://house:very%2Fsecret@localhost/house",
        "postgres://house:very%2Fsecret@localhost:5432/house?sslmode=require",
        "postgresql://localhost/house?user=house&password=very%2Fsecret",
    ],
)
def test_a_databases_password_never_shows(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    settings = read_settings(env_file=None)
    assert "very/secret" in settings.secrets()
    assert "very" not in repr(settings)


def test_on_postgresql_the_socket_and_backups_stay_in_the_data_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://house@localhost/house")
    monkeypatch.setenv("GASTGEBER_DATA_DIR", "/somewhere")
    settings = read_settings(env_file=None)
    assert settings.data_dir == Path("/somewhere")
    assert settings.socket_path == Path("/somewhere/gastgeber.sock")
