"""Uzbek in Cyrillic letters, made from Uzbek in Latin letters by rule."""

CYRILLIC_OF = {"uz-Cyrl": "uz"}
