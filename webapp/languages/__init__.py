"""The languages of the pages: which are spoken, which one is meant, where their words are."""

from webapp.languages.spoken import SPOKEN, Spoken, spoken

__all__ = ["SPOKEN", "Spoken", "spoken"]
