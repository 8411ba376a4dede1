"""A dozen short news briefs on real events, for a first look: see README in this folder."""

from __future__ import annotations

from pathlib import Path


def demo_folder() -> Path:
    """The folder of the demo corpus."""
    return Path(__file__).parent
