"""Where public ids, tokens, codes and salts come from. Passed in, so that a demo can repeat."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from typing import Protocol
from uuid import UUID


class Ids(Protocol):
    """A source of unguessable bytes."""

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        ...


class RandomIds:
    """Bytes from the operating system."""

    def take(self, count: int) -> bytes:
        """`count` bytes that nobody can predict."""
        return secrets.token_bytes(count)


class SeededIds:
    """The same bytes in the same order for the same seed. For demos and tests only."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._taken = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes of the stream that the seed names."""
        self._taken += 1
        block = hashlib.shake_256(self._seed + self._taken.to_bytes(8, "big"))
        return block.digest(count)


def new_public_id(ids: Ids) -> UUID:
    """A version 4 UUID for addresses and files."""
    return UUID(bytes=ids.take(16), version=4)


def new_token(ids: Ids) -> str:
    """256 bits as 43 characters that need no escaping in an address."""
    return urlsafe_b64encode(ids.take(32)).rstrip(b"=").decode()


def new_code(ids: Ids) -> str:
    """Six decimal digits, each of the million equally likely to within one in 10**13."""
    return f"{int.from_bytes(ids.take(16), 'big') % 1_000_000:06d}"


def token_digest(token: str) -> str:
    """What is stored of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
