"""What the laws and policies that a company may name are called, and what they ask of it."""

from flask_babel import lazy_gettext as _

from questionnaires.grounds import Ground, grounds

NAMES = {
    "uk_msa": _("UK Modern Slavery Act 2015, section 54"),
    "eu_flr": _("EU Forced Labour Regulation 2024/3015"),
    "eu_csddd": _("EU Directive 2024/1760 on corporate sustainability due diligence"),
    "us_uflpa": _("US Uyghur Forced Labor Prevention Act"),
    "us_307": _("US Tariff Act, section 307"),
    "ca_s211": _("Canadian Fighting Against Forced Labour and Child Labour in Supply Chains Act"),
    "de_lksg": _("German Supply Chain Due Diligence Act (LkSG)"),
    "no_transparency": _("Norwegian Transparency Act"),
    "fr_vigilance": _("French law on the duty of vigilance"),
    "au_msa": _("Australian Modern Slavery Act 2018"),
    "own_policy": _("The company’s own policy for its suppliers"),
}
ASKS = {
    "uk_msa": _(
        "Large companies in the United Kingdom say each year what they did against slavery in "
        "their supply chains."
    ),
    "eu_flr": _(
        "From 14 December 2027 goods made with forced labour may not be sold in the European "
        "Union. An authority may ask a company at short notice what it did."
    ),
    "eu_csddd": _(
        "The largest companies in the European Union must look for harm to people in their "
        "supply chains and act on it. It applies from 26 July 2029."
    ),
    "us_uflpa": _(
        "The United States stop goods with any part from Xinjiang, or from a listed firm, unless "
        "papers show that no forced labour was used."
    ),
    "us_307": _("The United States stop goods that were made with forced labour."),
    "ca_s211": _(
        "Larger companies in Canada report each year what they did against forced labour and "
        "child labour in their supply chains."
    ),
    "de_lksg": _(
        "Larger companies in Germany must look for harm to workers at their suppliers and act "
        "on it."
    ),
    "no_transparency": _(
        "Larger companies in Norway must look for harm to workers in their supply chains, and "
        "tell anyone who asks what they found."
    ),
    "fr_vigilance": _(
        "The largest companies in France must have a plan against harm to people in their "
        "supply chains."
    ),
    "au_msa": _(
        "Larger companies in Australia say each year what they did against slavery in their "
        "supply chains."
    ),
    "own_policy": _("The company has promised to know how people in its supply chains work."),
}


def named(keys: tuple[str, ...]) -> list[tuple[str, str, Ground]]:
    """Name, what it asks, and source of these grounds, in the order of the list."""
    return [
        (str(NAMES[key]), str(ASKS[key]), ground)
        for key, ground in grounds().items()
        if key in keys
    ]
