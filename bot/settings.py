"""Secrets and addresses, read once from the environment and `.env`. Everything else is a row in the database."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.errors import BadSettings


class Settings(BaseSettings):
    """Every field is a variable of the same name in capitals; `.env.example` is kept equal by a test."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    discord_token: SecretStr = Field(
        SecretStr(""), description="Bot token from the Discord developer portal; empty: no Discord."
    )
    telegram_token: SecretStr = Field(SecretStr(""), description="Bot token from @BotFather; empty: no Telegram.")
    gastgeber_data_dir: Path = Field(Path("data"), description="Where the database and backups live.")
    gastgeber_port: int = Field(8080, ge=0, le=65535, description="Port of the lobby; 0 takes any free one.")
    gastgeber_host: str = Field(
        "127.0.0.1", description="Address the lobby listens on; anything but loopback admits by invitation only."
    )
    database_url: str = Field("", description="Empty: SQLite in the data directory.")
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

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and not (value.startswith("sqlite:///") and Path(value.removeprefix("sqlite:///")).name):
            raise ValueError("only sqlite:///path is known in this release; leave it empty for the data directory")
        return value

    @field_validator("discord_api_url", "telegram_api_url", "telegram_webhook_url", "gastgeber_public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
            raise ValueError("this is no http or https address")
        return value.rstrip("/")

    def secrets(self) -> list[str]:
        """What must never be seen in a log."""
        return [token.get_secret_value() for token in (self.discord_token, self.telegram_token)]

    @property
    def sqlite_path(self) -> Path:
        if self.database_url:
            return Path(self.database_url.removeprefix("sqlite:///")).expanduser()
        return self.gastgeber_data_dir.expanduser() / "gastgeber.db"

    @property
    def socket_path(self) -> Path:
        """Where the running house answers the other verbs."""
        return self.sqlite_path.with_suffix(".sock")


def read_settings(env_file: str | None = ".env") -> Settings:
    """Raises BadSettings with one sentence per wrong variable; values are never repeated, they may be secrets."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        wrong = "\n".join(f"{str(one['loc'][0]).upper()}: {_plain(one['msg'])}" for one in error.errors())
        raise BadSettings(f"A setting cannot be used.\n{wrong}") from None


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")
