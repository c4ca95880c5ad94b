"""The fixed sentences of reports: what the method does, what it cannot do, what is not there yet.

Kept as data beside the builders, so that the digest of a report covers them.
"""

from assessments.phrases import IN_ENGLISH, Reader, phrase
from assessments.responses.declining import OTHER, declined_of

DECLINED_REASONS = {
    "confidential": phrase("a business secret"),
    "forbidden": phrase("a law or a contract does not allow the supplier to say"),
    "endangers": phrase("it could harm a person"),
    "other": phrase("another reason"),
}
DECLINED = phrase("Declined: {reason}")
DECLINED_IN_WORDS = phrase("Declined: “{words}”")
DECLINED_WITH_WORDS = phrase("Declined: {reason}. “{words}”")

NOT_A_FINDING = (
    "This report describes risk and what a supplier has declared. It does not say that forced "
    "labour exists or does not exist at the site. Where the answers show a pattern consistent "
    "with forced labour, people have to look."
)

METHOD = phrase(
    "The residual of an indicator is the larger of exposure and observed signs, and a quarter of "
    "the smaller. The headline is 0.6 of the highest residual and 0.4 of the mean of the four "
    "highest. Bands: low under 25, medium under 50, high under 75, critical from 75. A "
    "zero-tolerance sign sets the band to critical, a red flag at least to high; one strong sign "
    "of involuntary work together with one of menace of a penalty is named a pattern. Low "
    "confidence can raise a band and never lowers it."
)

FIRST_RESULT = (
    "This is the supplier's first submission here: there is nothing earlier to compare with."
)
EARLIER_EXISTS = (
    "An earlier submission of this supplier exists. This version of the product does not compare "
    "the two results yet."
)

NOT_YET = (
    (
        "review",
        (
            "No human review is recorded for this result. Zero-tolerance signs and patterns should "
            "be looked at by a person before anything is decided."
        ),
    ),
    (
        "recruiters",
        (
            "Recruiters have not been asked: this version holds no answers from agencies. What "
            "stands above about agencies is what the supplier said of them."
        ),
    ),
    (
        "follow-up",
        (
            "This is what the rules ask for; the days count from the first of the "
            "results that asked for it one after the other. Owners, "
            "progress, what the buyer will do and totals of repayment are not recorded yet."
        ),
    ),
    (
        "remedy",
        (
            "No remedy log is kept yet. The list below is what the supplier declared about cases; "
            "it holds no names."
        ),
    ),
    (
        "comment",
        (
            "The supplier has not been asked for a comment on this result yet, and the replies to "
            "contradictions are not recorded. Silence here says nothing about the supplier."
        ),
    ),
)

NO_REPLY_TO_CHECK = phrase("No reply recorded.")
REMOVED_ON_REQUEST = phrase("removed on request")
NOT_ASKED = phrase("Not asked")
NO_ANSWER = phrase("No answer")
STATUS = "Scored from a sealed submission; not reviewed by a person"

NOT_REVIEWED = "not reviewed yet"
NOT_ASKED_BUT_KEPT = phrase("Not asked. An earlier answer is kept and does not count.")
UNKNOWN_STATES = {
    "blank": phrase("Left blank"),
    "dont_know": phrase("Not known to the supplier"),
    "not_asked": phrase("Not asked in this questionnaire"),
}
DEFINITION = {
    "INV": phrase("Serves the 2018 definition: work that is involuntary"),
    "MEN": phrase("Serves the 2018 definition: menace of a penalty"),
}

PORTFOLIO_METHOD = (
    (
        "Each supplier is scored by itself from its sealed answers. Figures of different suppliers "
        "are never averaged into one: the map shows the worst supplier of a country and the one in "
        "the middle, so that no critical supplier disappears behind good ones."
    ),
    (
        "A supplier that did not answer has no score. It is shown with the inherent risk of its "
        "place and trade, raised by one step, and counted apart."
    ),
)

PORTFOLIO_NOT_YET = (
    ("Spend and leverage", ("Spend per supplier is not recorded, so the share of spend covered "
     "and an order by severity and leverage cannot be given.")),
    ("Shared recruiters", ("Recruiters have not been asked; agencies used by several suppliers "
     "are not matched yet.")),
    ("Follow-up", ("Progress of actions (opened, closed, overdue, median days) is not recorded. "
     "What the rules ask for is listed.")),
    ("Remedy", "Money repaid and workers reached are not recorded."),
    ("List screening", ("Matches with lists of entities are not screened in this version. Goods "
     "and inputs on public lists count in each supplier's inherent risk.")),
    ("Year on year", "There is one result for each supplier; nothing earlier to compare with."),
    ("Purchasing practice", "Your own purchasing practice has not been asked about."),
)  # fmt: skip


def declined(text: str, reader: Reader = IN_ENGLISH) -> str:
    """A sealed reason as the company reads it."""
    why = declined_of(text)
    reason = reader.said(DECLINED_REASONS[why.reason])
    if not why.words:
        return reader.said(DECLINED, reason=reason)
    said = DECLINED_IN_WORDS if why.reason == OTHER else DECLINED_WITH_WORDS
    return reader.said(said, reason=reason, words=why.words)
