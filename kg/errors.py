"""Everything that can go wrong, in one tree. Each message says what happened, where, and what to do.

KgError                 exit code
├── UsageError          2    the call itself is wrong (no such path, unknown query, bad flag)
├── ReadError           3    a document could not be read (binary, encoding, empty, malformed)
├── ModelError          4    the language model is missing or unusable
├── StoreError          5    the store cannot be opened or written
│   └── StoreInUse      5    another process is writing to it
├── QueryError          6    SPARQL that does not parse or cannot be answered
└── OntologyError       7    Turtle that does not parse, or lacks what kg needs
"""

from __future__ import annotations


class KgError(Exception):
    """Root of all errors that kg raises on purpose; `exit_code` is the command's."""

    exit_code = 1


class UsageError(KgError):
    """The call itself is wrong."""

    exit_code = 2


class ReadError(KgError):
    """A document could not be read."""

    exit_code = 3


class ModelError(KgError):
    """The language model is missing or unusable."""

    exit_code = 4


class StoreError(KgError):
    """The store cannot be opened or written."""

    exit_code = 5


class StoreInUse(StoreError):
    """Another process is writing to the store."""


class QueryError(KgError):
    """SPARQL that does not parse or cannot be answered."""

    exit_code = 6


class OntologyError(KgError):
    """Turtle that does not parse, or lacks what kg needs."""

    exit_code = 7
