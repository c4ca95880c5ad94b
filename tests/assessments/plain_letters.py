"""Letters without words, for stories that do not need the web."""

from datetime import date, datetime

from assessments.campaigns.letters import AskedToHelp, Invited, Letter, Signed


class BareLetters:
    """Says what a story looks for in a mail, and nothing else."""

    def invitation(self, invited: Invited, token: str) -> Letter:
        return Letter(invited.campaign_name, f"/i/{token}")

    def code(self, company_name: str, code: str, language: str) -> Letter:
        return Letter(f"{company_name} ({language})", f"The code is {code}")

    def receipt(
        self, invited: Invited, digest: str, submitted_at: datetime, signed: Signed
    ) -> Letter:
        return Letter(f"{invited.campaign_name} {submitted_at:%Y-%m-%d}", digest)

    def sent_back(self, invited: Invited, questions: int, due_on: date, token: str) -> Letter:
        return Letter(f"{questions} sent back until {due_on}", f"/i/{token}")

    def asked(self, invited: Invited, token: str) -> Letter:
        return Letter(f"{invited.company_name} asks", f"/i/{token}")

    def asked_again(self, invited: Invited, token: str) -> Letter:
        return Letter(f"Sent to {invited.company_name}", f"/i/{token}")

    def dispute_answered(self, invited: Invited, token: str) -> Letter:
        return Letter(f"{invited.company_name} answered", f"/i/{token}")

    def expiry(self, paper: str, expires_on: date, days_before: int, language: str) -> Letter:
        return Letter(f"{paper} {expires_on} ({language})", f"in {days_before} days")

    def colleague(self, asked: AskedToHelp, token: str) -> Letter:
        return Letter(asked.invited.campaign_name, f"/i/{token}\n{asked.name}\n{asked.note}")

    def colleague_done(self, asked: AskedToHelp) -> Letter:
        return Letter(asked.invited.campaign_name, f"{asked.name} has finished")

    def given(self, invited: Invited, by: str, name: str, token: str) -> Letter:
        return Letter(invited.campaign_name, f"/i/{token}\n{name}\n{by}")
