"""Text that is put together from pieces of a source, and remembers from where."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Excerpts:
    """A text under construction, made of pieces of a source; `origin` is as in `kg.types.Document`."""

    pieces: list[str] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, source: int) -> None:
        """Append characters that stand (or whose markup starts) at `source`."""
        if not text:
            return
        if not self.pairs or self._next() != source:
            self.pairs.append((self.length, source))
        self._append(text)

    def gap(self, blank: str = "\n\n") -> None:
        """Append blanks that the source does not have, between two pieces."""
        if self.length:
            self._append(blank)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    @property
    def origin(self) -> tuple[tuple[int, int], ...]:
        """Where the pieces stand in the source; empty where the text is the source's beginning."""
        return () if self.pairs == [(0, 0)] else tuple(self.pairs)

    def _next(self) -> int:
        text, source = self.pairs[-1]
        return source + self.length - text

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
