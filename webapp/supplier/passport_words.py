"""What is said of a passport: whether it was changed, who signed it, why it cannot be read."""

from collections.abc import Callable

from flask_babel import gettext as _

from assessments.passport.opening import Flaw, NoPassport, Passport, Signed

UNREADABLE: dict[str, Callable[[], str]] = {
    "too_large": lambda: _(
        "This file is too large for a passport. Choose the file that you saved."
    ),
    "not_json": lambda: _(
        "This is not the passport file. Choose the one that ends in .json; the spreadsheet is only"
        " for reading."
    ),
    "unreadable": lambda: _(
        "This file is damaged. Save the passport once more and upload that file, unchanged."
    ),
    "no_passport": lambda: _("This file is not an answer passport of Erkin."),
    "other_shape": lambda: _(
        "This file is not as a passport is made: something was added, taken out or renamed."
    ),
}
FLAWS: dict[Flaw, Callable[[], str]] = {
    Flaw.CONTENT: lambda: _(
        "What it says was changed after it was made: it does not fit its digest."
    ),
    Flaw.SIGNATURE: lambda: _("The signature was not made for what it says now."),
    Flaw.KEY: lambda: _("The name of the key and the key do not belong together."),
}


def unreadable(refusal: NoPassport) -> str:
    """Why a file cannot be read as a passport, and what to do."""
    return UNREADABLE[refusal.why]()


def flaws_of(passport: Passport) -> list[str]:
    """Every way in which a passport was changed."""
    return [FLAWS[flaw]() for flaw in passport.flaws]


def signed_by(passport: Passport) -> str:
    """What the signature proves here."""
    said: str
    match passport.signed:
        case Signed.HERE:
            said = _("It was made here and is unchanged since then.")
        case Signed.KNOWN:
            said = _(
                "It was made by %(issuer)s, which is known here, and is unchanged since then.",
                issuer=passport.issuer,
            )
        case Signed.UNKNOWN:
            said = _(
                "It is unchanged since it was signed. It names %(issuer)s, which is not known here:"
                " who signed it is not proven.",
                issuer=passport.issuer,
            )
    return said
