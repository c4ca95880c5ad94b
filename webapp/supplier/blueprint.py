"""The blueprint of the pages for whoever answers."""

from flask import Blueprint

blueprint = Blueprint("supplier", __name__)
