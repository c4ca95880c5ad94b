"""Ed25519 signatures by a key of the instance."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALGORITHM = "Ed25519"
PURPOSE = b"erkin passport signing key 1"
KEY_BYTES = 32


@dataclass(frozen=True)
class Signature:
    """A signature, and the public key that it is checked with."""

    key_id: str
    public_key: str
    value: str

    def document(self) -> dict[str, str]:
        """How it stands in a file."""
        return {
            "algorithm": ALGORITHM,
            "key_id": self.key_id,
            "public_key": self.public_key,
            "value": self.value,
        }


class Signer:
    """Signs with the key that belongs to a secret: the same secret always gives the same key."""

    def __init__(self, secret: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
        self._key = Ed25519PrivateKey.from_private_bytes(derived.derive(secret.encode()))
        self.public_key = base64.b64encode(self._key.public_key().public_bytes_raw()).decode()
        self.key_id = key_id(self.public_key)

    def sign(self, content: bytes) -> Signature:
        """The signature of a content."""
        value = base64.b64encode(self._key.sign(content)).decode()
        return Signature(self.key_id, self.public_key, value)


def key_id(public_key: str) -> str:
    """What a public key is called: the first 16 digits of its SHA-256. "" for what is no key."""
    raw = _raw(public_key)
    return hashlib.sha256(raw).hexdigest()[:16] if len(raw) == KEY_BYTES else ""


def fits(content: bytes, public_key: str, value: str) -> bool:
    """Whether a signature was made of exactly this content with the key."""
    raw = _raw(public_key)
    if len(raw) != KEY_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(_raw(value), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
