"""A small application that shows every template macro, for the tests of the look."""

from pathlib import Path

from flask import Flask, Response, render_template
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from tests.webapp.look import questions
from tests.webapp.look.examples import BARS, ROWS, STEPS
from webapp import languages
from webapp.charts import funnel_chart, indicator_chart, worst_first
from webapp.security import limits
from webapp.security.headers import HEADERS

WEBAPP = Path(__file__).parents[3] / "webapp"
PAGES = ("forms", "questions", "tasks", "sign-in", "list", "result")


def create_gallery() -> Flask:
    """The gallery, with the security headers of the product and no undefined name allowed."""
    app = Flask("gallery", static_folder=str(WEBAPP / "static"))
    app.config.update(SECRET_KEY="only for the gallery", TESTING=True)
    folders = (WEBAPP / "templates", Path(__file__).parent / "templates")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    languages.install(app)
    limits.install(app)
    CSRFProtect(app)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    @app.get("/<name>")
    def show(name: str) -> str:
        return render_template(
            f"gallery/{name}.html",
            **(asked() if name == "questions" else {}),
            chart=indicator_chart(BARS, title="Twelve indicators", description="Worst first."),
            funnel=funnel_chart(STEPS, title="Progress", description="Listed to submitted."),
            bars=worst_first(BARS),
            suppliers=ROWS,
        )

    @app.get("/job")
    def job() -> dict[str, object]:
        return {"state": "running", "done": 12, "total": 24, "text": "12 of 24"}

    return app


def asked() -> dict[str, object]:
    return {
        "shown": [questions.CORE.questions[key] for key in questions.ANSWERS],
        "table": questions.CORE.questions["agents"],
        "words": questions.WORDS,
        "typed": questions.typed(),
        "problems": questions.PROBLEMS,
        "labels": {"q.workers_total": questions.WORDS.question("workers_total").text},
        "lists": questions.LISTS,
        "rows": questions.rows(),
        "cautions": questions.CAUTIONS,
    }
