"""Sentences and entities -> claims: clauses, noun phrases, time, standing, attribution, and the way to the ontology."""

from __future__ import annotations

from kg.extract.claims import extract

__all__ = ["extract"]
