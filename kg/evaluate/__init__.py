"""Scores against gold data."""
