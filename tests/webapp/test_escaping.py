"""Whatever a template is called, what people typed is text in it (C10)."""

from pathlib import Path

import jinja2
import pytest

from tests.instances import settings_for
from webapp.app import create_app


@pytest.mark.parametrize("name", ["a.html", "a.html.j2", "a.jinja", "a.txt", "a.svg", "a"])
def test_every_template_escapes(tmp_path: Path, name: str) -> None:
    app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path}/erkin.sqlite3"))
    loader = jinja2.DictLoader({name: "{{ typed }}"})
    template = app.jinja_env.overlay(loader=loader).get_template(name)
    assert template.render(typed="<b>") == "&lt;b&gt;"
