"""The key that this instance signs answer passports with, and those that it knows."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from assessments.passport.opening import Passport, open_passport
from assessments.passport.signing import ALGORITHM, Signer
from webapp.access import access
from webapp.instance import instance

blueprint = Blueprint("passports", __name__)


@blueprint.get("/passport-key")
@access("public:read")
def key() -> ResponseReturnValue:
    """The public key, for whoever wants to check a passport or to trust this instance."""
    signs = signer()
    return {
        "issuer": instance().settings.public_base_url,
        "algorithm": ALGORITHM,
        "key_id": signs.key_id,
        "public_key": signs.public_key,
    }


def signer() -> Signer:
    """Signs in the name of this instance."""
    return Signer(instance().secret_key)


def opened(raw: bytes) -> Passport:
    """A passport from outside, with what this instance can say of it. Raises NoPassport."""
    here = instance()
    secrets = (here.secret_key, *here.settings.secret_key_fallbacks)
    own = [Signer(secret).public_key for secret in secrets]
    return open_passport(raw, own=own, known=here.settings.passport_keys)
