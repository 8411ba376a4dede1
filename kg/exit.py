"""How a command ends: its exit code, and one line on stderr for whatever goes wrong; no traceback reaches a user."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import click

from kg import show
from kg.errors import KgError

INTERRUPTED = 130
INCOMPLETE = 3
"""A document could not be read or analysed; the others were."""


class Group(click.Group):
    """Runs commands, which return their exit code (None is 0), and turns what goes wrong into one line on stderr.

    ``KG_TRACEBACK=1`` shows where an error that kg did not expect comes from.
    """

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Runs the command line and exits."""
        show.plain_streams()
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.UsageError as error:
            hint = f" ({error.ctx.command_path} --help explains)" if error.ctx else ""
            show.complain(error.format_message() + hint)
            code = error.exit_code
        except click.ClickException as error:
            show.complain(error.format_message())
            code = error.exit_code
        except click.Abort:
            code = INTERRUPTED
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        try:
            code = super().invoke(ctx)
            if sys.stdout:
                sys.stdout.flush()  # here, where an error can still be told
            return code
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (Exception, KeyboardInterrupt) as error:
            if os.environ.get("KG_TRACEBACK"):
                raise
            return _told(error)


def _told(error: BaseException) -> int:
    """Tells of an error; the exit code."""
    match error:
        case KgError():
            show.complain(str(error))
            return error.exit_code
        case BrokenPipeError():
            show.hush()  # the reader of the pipe has had enough
            return 0
        case KeyboardInterrupt():
            show.complain("stopped; a build that is run again goes on from here")
            return INTERRUPTED
        case OSError():
            show.hush()
            where = f"{error.filename}: " if error.filename else ""
            show.complain(f"{where}the system refused: {error.strerror or error}")
        case MemoryError():
            show.complain("out of memory; give fewer or smaller documents, or --workers 1")
        case _:
            what = f"{type(error).__name__}: {error}"
            show.complain(f"this should not have happened ({what}); please report it, with KG_TRACEBACK=1 set")
    return 1
