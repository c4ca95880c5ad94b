"""A company's own questionnaire is its own, also where another company brings the same."""

from assessments.database import Database
from assessments.library.own_questionnaires import publish_questionnaire
from tests.own_questionnaires import small
from tests.stories import Story


def test_two_companies_that_bring_the_same_questionnaire_have_one_each(database: Database) -> None:
    story = Story(database)
    story.publish()
    companies = [story.company("Invented Retail plc"), story.company("Another Retail plc")]
    rows = []
    for company in companies:
        with database.writing(company) as session:
            row = publish_questionnaire(
                session, company, checked=small("Nights"), now=story.now, ids=story.ids
            )
            rows.append((row.company_id, row.version))
    assert [owner for owner, _version in rows] == [each.company_id for each in companies]
    assert rows[0][1] == rows[1][1]
