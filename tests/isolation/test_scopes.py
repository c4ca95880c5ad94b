"""Whoever reads or changes business data says first who is asking (architecture, net 1)."""

from tests.isolation.functions import Function, public_functions

WITHOUT_SCOPE = {
    "campaigns.access.holder": "The token of the link is the whole authority.",
    "library.": "What is published is the same for everybody.",
    "people.queries.choices": "What a scope is made from, for a person who signs in.",
    "people.queries.memberships": "What a scope is made from, for a person who signs in.",
    "people.service.open_setup_link": "The token of the link is the whole authority.",
    "people.service.redeem_setup_link": "The token of the link is the whole authority.",
    "people.sessions.": "What a scope is made from; the token is the whole authority.",
    "people.signing_in.": "Nobody is known yet; the password is the whole authority.",
    "people.throttle.": "Counts under hashed names; nobody is known yet.",
    "results.marks.keep_marks": "Only adds to results that were made under a scope.",
    "results.silence.silence": "Reads published versions for rows that were fetched under a scope.",
    "trials.scoring.scorers_for": "Reads published versions for rows fetched under a scope.",
    "work.deliveries.": "The worker sends the mail of everybody.",
    "work.leases.": "The worker takes the jobs of everybody.",
    "work.service.add_mail": "Called within commands that have a scope; it only adds.",
    "work.service.enqueue": "Called within commands that have a scope; it only adds.",
    "work.service.request_delivery": "The mail of everybody is sent together.",
    "work.service.ring_after_commit": "Notes on the session, not in the database.",
}
WITHOUT_SESSION = {
    "colleagues.queries.part_of": "Reads a row that was fetched under a scope.",
    "evidence.service.prepare": "Checks and cleans bytes, outside of any transaction.",
    "evidence.service.stored": "Puts a file on the disk, outside of any transaction.",
    "reports.service.about_result": "Only forms a name.",
    "responses.service.answer_values": "Reads rows that were fetched under a scope.",
    "responses.service.declined_questions": "Reads rows that were fetched under a scope.",
    "results.service.scoring_input": "Reads a snapshot that was fetched under a scope.",
}

FUNCTIONS = public_functions()
SIDES = ("queries", "service")


def of_queries_and_services() -> list[Function]:
    return [each for each in FUNCTIONS.values() if each.name.split(".")[-2] in SIDES]


def test_every_query_and_command_says_who_asks() -> None:
    assert not [
        each.name
        for each in of_queries_and_services()
        if not each.scopes and not excuse(each) and each.name not in WITHOUT_SESSION
    ]


def test_whatever_takes_a_session_elsewhere_says_so_too() -> None:
    taking = [each for each in FUNCTIONS.values() if "session" in each.parameters[:1]]
    assert not [each.name for each in taking if not each.scopes and not excuse(each)]


def test_a_function_that_is_excused_from_both_takes_no_session() -> None:
    for name in WITHOUT_SESSION:
        assert "session" not in FUNCTIONS[name].parameters


def test_no_excuse_outlives_its_function() -> None:
    excused = {excuse(each) for each in FUNCTIONS.values() if not each.scopes}
    assert set(WITHOUT_SCOPE) <= excused


def excuse(function: Function) -> str | None:
    """The entry above that lets a function, or its whole module, do without a scope."""
    return next((each for each in WITHOUT_SCOPE if function.name.startswith(each)), None)
