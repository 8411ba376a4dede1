"""The command line, run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

Kg = Callable[..., Result]


@pytest.fixture
def run() -> Kg:
    """Runs ``kg`` with arguments; every failure has to be one line on stderr, and no traceback."""

    def call(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, prog_name="kg")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        assert "this should not have happened" not in result.output
        return result

    return call


@pytest.fixture
def fails(run: Kg) -> Callable[..., str]:
    """Runs ``kg`` where it has to fail with an exit code; what its one line on stderr says."""

    def call(code: int, *arguments: str | Path, stdin: str | bytes | None = None) -> str:
        result = run(*arguments, stdin=stdin)
        assert result.exit_code == code
        assert result.stderr.startswith("kg: ")
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
        return result.stderr

    return call
