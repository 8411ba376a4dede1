"""What the server and its worker processes say to each other: a head in JSON, and a body of bytes."""

from __future__ import annotations

import json
import struct
from typing import Any, NamedTuple

LENGTHS = struct.Struct(">II")
"""Lengths of head and body, in bytes, before each message."""

Head = dict[str, Any]


class Reply(NamedTuple):
    """A worker's answer: an HTTP status, the media type of the body (text/plain for an error), and the body."""

    status: int
    media_type: str
    body: bytes


def pack(head: Head, body: bytes = b"") -> bytes:
    """A message as bytes."""
    line = json.dumps(head).encode()
    return LENGTHS.pack(len(line), len(body)) + line + body
