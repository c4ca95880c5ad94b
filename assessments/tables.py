"""Every table of the product, in one place that knows them all."""

from assessments.audit import models as audit
from assessments.base import Base
from assessments.campaigns import models as campaigns
from assessments.colleagues import models as colleagues
from assessments.disputes import models as disputes
from assessments.evidence import models as evidence
from assessments.library import models as library
from assessments.overrides import models as overrides
from assessments.parties import models as parties
from assessments.people import models as people
from assessments.programmes import models as programmes
from assessments.reports import models as reports
from assessments.responses import models as responses
from assessments.results import models as results
from assessments.reviews import models as reviews
from assessments.signals import models as signals
from assessments.trials import models as trials
from assessments.work import models as work

SLICES = (
    audit,
    campaigns,
    colleagues,
    disputes,
    evidence,
    library,
    overrides,
    parties,
    people,
    programmes,
    reports,
    responses,
    results,
    reviews,
    signals,
    trials,
    work,
)

metadata = Base.metadata
