"""Which postman the settings ask for."""

from webapp.mail.folder import FilePostman
from webapp.mail.postman import Postman
from webapp.mail.smtp import SmtpPostman
from webapp.settings import Settings


def choose_postman(settings: Settings) -> Postman:
    """A folder of files for `file:…`, an SMTP server for the rest."""
    if settings.mail_folder is not None:
        return FilePostman(settings.mail_folder)
    return SmtpPostman(settings.mail)
