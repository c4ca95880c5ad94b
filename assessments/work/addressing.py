"""What may stand in the head of a mail. Refused here, so that a form can say so (C13)."""

import re
import unicodedata
from email.errors import MessageError
from email.headerregistry import Address

from assessments.errors import Invalid
from assessments.phrases import Filled, phrase

LONGEST_NAME = 200
LONGEST_ADDRESS = 254
LINK = re.compile(r"://|www\.|[^\W_]\.[^\W\d_]{2}", re.IGNORECASE)
TOO_LONG = phrase("Use at most {most} characters.")
ADDRESS_TOO_LONG = phrase("Use an address of at most {most} characters.")
NO_ADDRESS = phrase("Enter one address that looks like name@company.org.")


def check_header(field: str, text: str, longest: int = LONGEST_NAME) -> str:
    """`text` without space around it. Raises Invalid for line breaks and the like."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid({field: Filled(TOO_LONG, most=longest)})
    if any(_breaks_a_header(character) for character in text):
        raise Invalid({field: phrase("Use one line, without control characters.")})
    return text


def check_address(field: str, text: str) -> str:
    """The address in the form that mail servers take, an international domain in ASCII.

    Raises Invalid when it is not one plain address.
    """
    text = check_header(field, text, LONGEST_ADDRESS)
    try:
        address = Address(addr_spec=text)
        domain = address.domain.encode("idna").decode()
        found = Address(username=address.username, domain=domain).addr_spec
    except (ValueError, IndexError, MessageError) as problem:  # the parser's ways to say no
        raise Invalid({field: NO_ADDRESS}) from problem
    if not found.isascii() or ("." not in domain.strip(".") and domain != "localhost"):
        raise Invalid({field: NO_ADDRESS})
    if len(found) > LONGEST_ADDRESS:
        raise Invalid({field: Filled(ADDRESS_TOO_LONG, most=LONGEST_ADDRESS)})
    return found


def check_body(field: str, text: str) -> str:
    """The text of a mail. Raises Invalid for characters that no mail can carry."""
    if any(unicodedata.category(character) == "Cs" or character == "\0" for character in text):
        raise Invalid({field: phrase("Remove the characters that no mail can carry.")})
    return text


def has_link(text: str) -> bool:
    """Whether a mail program may make a link of a part of it, such as `www.farm.example/x`.

    A full stop without a space after it looks like one too.
    """
    return LINK.search(text) is not None


def _breaks_a_header(character: str) -> bool:
    """Control characters, lone surrogates and the Unicode line and paragraph separators."""
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
