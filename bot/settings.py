"""Secrets and addresses, read once from the environment and `.env`. Everything else is a row in the database."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from dotenv.parser import Binding, parse_stream
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.errors import BadSettings
from bot.storage.dialect import POSTGRESQL, SQLITE

SHORTEST_KEY = 24  # signs
HIGHEST_PORT = 65535
QUOTES = ("'", '"')
ENCODING = "utf-8-sig"  # editors on Windows put a mark first, which would be part of the first name


class Settings(BaseSettings):
    """Every field is a variable of the same name in capitals; `.env.example` is kept equal by a test."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding=ENCODING, extra="ignore", frozen=True)

    discord_token: SecretStr = Field(
        SecretStr(""), description="Bot token from the Discord developer portal; empty: no Discord."
    )
    telegram_token: SecretStr = Field(SecretStr(""), description="Bot token from @BotFather; empty: no Telegram.")
    gastgeber_secret: SecretStr = Field(
        SecretStr(""),
        description="Key that seals private texts and tokens in the database; with commas the first seals and all open;"
        " empty: secret.key in the data directory.",
    )
    gastgeber_data_dir: Path = Field(Path("data"), description="Where the database and backups live.")
    gastgeber_port: int = Field(8080, ge=0, le=HIGHEST_PORT, description="Port of the lobby; 0 takes any free one.")
    gastgeber_host: str = Field(
        "127.0.0.1", description="Address the lobby listens on; anything but loopback admits by invitation only."
    )
    database_url: str = Field(
        "",
        repr=False,
        description="Empty: SQLite in the data directory; else postgresql://user:password@host/database.",
    )
    discord_api_url: str = Field(
        "", description="Another Discord API, such as a local one; the gateway comes from its /gateway/bot answer."
    )
    telegram_api_url: str = Field("", description="Another Telegram Bot API server, such as a local one.")
    telegram_webhook_url: str = Field(
        "",
        description="Public https address for Telegram's webhook (without a path: /webhook/telegram); empty: long polling.",
    )
    gastgeber_public_url: str = Field(
        "", description="Public address of the lobby and its feeds, if it has one; it admits by invitation only."
    )

    @field_validator("*", mode="before")
    @classmethod
    def _bare(cls, value: object, info: ValidationInfo) -> object:
        """`docker run --env-file` hands over quotation marks and empty values as they stand. Marks that `.env` is read
        without would make another key of the same line, and an empty directory would be the one the house stands in.
        """
        if not isinstance(value, str):
            return value
        bare = value.strip()
        if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in QUOTES:
            bare = bare[1:-1]
        return bare or cls.model_fields[str(info.field_name)].default

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        file = value.startswith(SQLITE) and Path(value.removeprefix(SQLITE)).name
        theirs = value.startswith(POSTGRESQL) and ("," in value or _has_sound_port(value))  # several hosts are theirs
        if value and not file and not theirs:
            raise ValueError("write sqlite:///path or postgresql://user:password@host/database, or leave it empty")
        return value

    @field_validator("discord_api_url", "telegram_api_url", "telegram_webhook_url", "gastgeber_public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not _is_address(value):
            raise ValueError("this is no http or https address")
        return value.rstrip("/")

    @field_validator("gastgeber_secret")
    @classmethod
    def _keys(cls, value: SecretStr) -> SecretStr:
        if any(len(key) < SHORTEST_KEY for key in _parts(value)):
            raise ValueError(f"a key needs {SHORTEST_KEY} signs or more; openssl rand -base64 32 makes a good one")
        return value

    def keys(self) -> list[str]:
        """The first seals, all of them open."""
        return _parts(self.gastgeber_secret)

    def secrets(self) -> list[str]:
        """What must never be seen in a log."""
        tokens = [token.get_secret_value() for token in (self.discord_token, self.telegram_token)]
        return [secret for secret in (*tokens, *self.keys(), *_passwords(self.database_url)) if secret]

    @property
    def sqlite_path(self) -> Path:
        """The database where it is SQLite's; on PostgreSQL nothing is there but what lies beside it."""
        if self.database_url.startswith(SQLITE):
            return Path(self.database_url.removeprefix(SQLITE)).expanduser()
        return self.gastgeber_data_dir.expanduser() / "gastgeber.db"

    @property
    def socket_path(self) -> Path:
        """Where the running house answers the other verbs."""
        return self.sqlite_path.with_suffix(".sock")

    @property
    def data_dir(self) -> Path:
        """Where backups and the list of erasures lie: beside the socket, whichever database the house lives in."""
        return self.socket_path.parent


def read_settings(env_file: str | None = ".env") -> Settings:
    """Raises BadSettings with one sentence per wrong variable; values are never repeated, they may be secrets."""
    if env_file:
        read_env(Path(env_file))
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        wrong = "\n".join(f"{str(one['loc'][0]).upper()}: {_plain(one['type'], one['msg'])}" for one in error.errors())
        raise BadSettings(f"A setting cannot be used.\n{wrong}") from None


def read_env(file: Path) -> list[Binding]:
    """What `file` says, line by line; nothing where there is none. Raises BadSettings where it cannot be read."""
    try:
        if not file.exists():
            return []
        return list(parse_stream(StringIO(file.read_text(encoding=ENCODING))))
    except UnicodeDecodeError:
        why = "it is not in UTF-8; save it as plain text in that encoding"
    except OSError as error:
        why = str(error.strerror)
    raise BadSettings(f"{file.name} cannot be read: {why}.")


def _has_sound_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, half a bracket
        return False


def _passwords(url: str) -> list[str]:
    """As it stands in the address and as the server gets it."""
    try:
        parts = urlsplit(url)
        given = [parts.password or "", *parse_qs(parts.query).get("password", [])]
    except ValueError:
        return []
    return [*given, *map(unquote, given)]


def _parts(secret: SecretStr) -> list[str]:
    return [part for part in map(str.strip, secret.get_secret_value().split(",")) if part]


def _plain(kind: str, message: str) -> str:
    """Only the port is a number."""
    wrote = kind == "value_error"
    return message.removeprefix("Value error, ") if wrote else f"write a whole number from 0 to {HIGHEST_PORT}"
