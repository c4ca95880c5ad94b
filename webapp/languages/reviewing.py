"""Note down which translations a native speaker has reviewed."""

import json
from datetime import date
from pathlib import Path

import questionnaires
from questionnaires.reviews import Review, read_reviews, wording
from webapp.languages.coverage import entries
from webapp.languages.files import po_file
from webapp.languages.spoken import COMPANY, SUPPLIER

HEAD = (
    "# Who has reviewed which text, made by: flask --app wsgi i18n review\n"
    "# A text that is not listed is a draft. `wording` stands for the English and the translated\n"
    "# text as they were: when either changes, the review is stale.\n"
    "\n[reviewed]\n"
)


def note(language: str, what: str, *, by: str, on: date, only: str = "") -> int:
    """Write the review of all translated texts of a file, or of those whose key begins so."""
    path = review_file(language, what)
    known = dict(read_reviews(path).of)
    read = [one for one in entries(language, what) if one.translation and one.key.startswith(only)]
    known |= {one.key: Review(by, on, wording(one.english, one.translation)) for one in read}
    path.write_text(HEAD + "".join(_line(key, known[key]) for key in sorted(known)), "utf-8")
    return len(read)


def review_file(language: str, what: str) -> Path:
    """Where the reviews of a file of translations are kept."""
    if what in (SUPPLIER, COMPANY):
        return po_file(language, what).with_suffix(".review.toml")
    content = Path(questionnaires.__file__).parent / "content"
    return content / what / f"{language}.review.toml"


def _line(key: str, review: Review) -> str:
    quoted = json.dumps(key, ensure_ascii=False), json.dumps(review.by, ensure_ascii=False)
    return f'{quoted[0]} = {{ by = {quoted[1]}, on = {review.on}, wording = "{review.wording}" }}\n'
