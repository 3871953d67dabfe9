"""The keys that seal private texts: from the environment, else from a file of the house's own."""

from __future__ import annotations

import hmac
import os
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.core.ambient import Ambient
from bot.core.errors import BadSettings
from bot.core.sealing import Locked

KEY_FILE = "secret.key"
MARK = "sealed:1:"  # before the key's name, a colon and base64 of nonce and ciphertext
NONCE = 12  # bytes; random ones do for 2^32 texts under one key, which is a hundred a second for a year
_NAME = 6  # signs of a key's name


class Keyring:
    """The first secret seals, all of them open. Without any nothing is sealed, which is for tests of the storage."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        ciphers = [(_derived(secret, "name").hex()[:_NAME], AESGCM(_derived(secret, "seal"))) for secret in secrets]
        self._first = ciphers[0] if ciphers else None
        self._by_name = dict(ciphers)
        self._hashing = [_derived(secret, "hash") for secret in secrets] or [b""]

    def seal(self, words: str) -> str:
        if self._first is None or not words:
            return str(words)
        name, cipher = self._first
        # Whoever can foretell nonces can forge: these come from the system, not from dice that a test may throw.
        nonce = os.urandom(NONCE)
        sealed = nonce + cipher.encrypt(nonce, words.encode("utf-8", "surrogatepass"), None)
        return f"{MARK}{name}:{b2a_base64(sealed, newline=False).decode()}"

    def open(self, sealed: str) -> str:
        """Locked, with the sealed text in it, where no key of this ring fits."""
        name, _, body = sealed[len(MARK) :].partition(":")
        cipher = self._by_name.get(name)
        if cipher is None:
            return Locked(sealed)
        try:
            raw = a2b_base64(body)
            return cipher.decrypt(raw[:NONCE], raw[NONCE:], None).decode("utf-8", "surrogatepass")
        except (InvalidTag, Error, ValueError):
            return Locked(sealed)

    def hash(self, words: str) -> str:
        return self.hashes(words)[0]

    def hashes(self, words: str) -> list[str]:
        """By every key: what an earlier one hashed is still found."""
        raw = words.encode("utf-8", "surrogatepass")
        return [hmac.new(key, raw, sha256).hexdigest() for key in self._hashing]


def find_secrets(given: Sequence[str], folder: Path, ambient: Ambient) -> list[str]:
    """Those of the environment first, then the one in the house's own file; where there is none at all it is made.

    Raises BadSettings for a file that cannot be read or made.
    """
    file = folder / KEY_FILE
    try:
        if file.exists():
            kept = file.read_text(encoding="utf-8").strip()
            if not kept:
                raise BadSettings(f"{file} is empty. Put the key back, or remove the file to have a new one made.")
            return [*given, *(part.strip() for part in kept.split(",") if part.strip() not in given)]
        return list(given) or [_made(file, ambient.new_secret())]
    except OSError as error:
        raise BadSettings(f"The key in {file} cannot be read or made ({error.strerror or error}).") from error


def _made(file: Path, secret: str) -> str:
    """All of it or nothing: half a key would lock everything sealed with it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = file.with_suffix(".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as writing:
        writing.write(secret + "\n")
        writing.flush()
        os.fsync(writing.fileno())
    half.replace(file)
    return secret


def _derived(secret: str, purpose: str) -> bytes:
    info = f"gastgeber/{purpose}/1".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
