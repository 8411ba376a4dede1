"""Lint, format and types are clean, as ``pyproject.toml`` sets them."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("command", ["ruff check", "ruff format --check", "mypy"])
def test_tool_has_nothing_to_say(command: str) -> None:
    """The tool leaves with 0; what it has to say stands in the failure."""
    tool, *flags = command.split()
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed; it comes with kg[test]")
    done = subprocess.run([sys.executable, "-m", tool, *flags], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
