"""Arc scores -> one tree a sentence: each word's best head, and Chu-Liu/Edmonds where those close a cycle.

Chu & Liu (1965), Edmonds (1967), with the usual shortcut: greedy heads are optimal wherever they already form a tree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]
Heads = NDArray[np.int64]


def decode(scores: Scores) -> Heads:
    """Heads (N) of the best tree under ``scores[dependent, head]`` (N, N), whose diagonal scores being the root.

    Exactly one word is its own head.
    """
    heads: Heads = scores.argmax(axis=1).astype(np.int64)
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    if len(roots) != 1:
        heads = rooted(scores, best_root(scores, roots))
    if cycle(heads) is not None:
        heads = edmonds(only_root(scores, int(np.flatnonzero(heads == np.arange(len(heads)))[0])))
    return heads


def best_root(scores: Scores, roots: NDArray[np.intp]) -> int:
    """The word that gains most from being the root, among `roots` or, if there are none, among all."""
    off = scores.copy()
    np.fill_diagonal(off, -np.inf)
    gain = np.diagonal(scores) - (off.max(axis=1) if len(scores) > 1 else 0)
    candidates = roots if len(roots) else np.arange(len(scores))
    return int(candidates[gain[candidates].argmax()])


def only_root(scores: Scores, root: int) -> Scores:
    """The scores with `root` as the one word that may and must head itself."""
    forced = scores.astype(np.float64, copy=True)
    np.fill_diagonal(forced, -np.inf)
    forced[root] = -np.inf
    forced[root, root] = 0.0
    return forced


def rooted(scores: Scores, root: int) -> Heads:
    """Greedy heads once the root is fixed."""
    heads: Heads = only_root(scores, root).argmax(axis=1).astype(np.int64)
    return heads


def cycle(heads: Heads) -> list[int] | None:
    """The words of some cycle among `heads` (a root is none), or None."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, at = [], start
        while state[at] == 0 and heads[at] != at:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1 and at in path:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return None


def edmonds(scores: Scores) -> Heads:
    """The best tree, by contracting one cycle of greedy heads after another; `scores` has one finite diagonal entry."""
    heads: Heads = scores.argmax(axis=1).astype(np.int64)
    loop = cycle(heads)
    if loop is None:
        return heads
    rest = [i for i in range(len(scores)) if i not in loop]
    at_loop = np.array(loop)
    paid = scores[at_loop, heads[at_loop]]
    size = len(rest)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(loop, rest)] - paid[:, None]
    small[size, :size] = into.max(axis=0) + paid.sum()
    small[:size, size] = scores[np.ix_(rest, loop)].max(axis=1)
    solved = edmonds(small)
    for i, word in enumerate(rest):
        head = int(solved[i])
        heads[word] = rest[head] if head < size else loop[int(scores[word, at_loop].argmax())]
    outer = int(solved[size])
    broken = int(into[:, outer].argmax())
    heads[loop[broken]] = rest[outer]
    return heads
