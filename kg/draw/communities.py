"""Which nodes belong together: those that are linked more to each other than to the rest.

Louvain's method (Blondel et al., Fast unfolding of communities in large networks, 2008). Of a large graph, the groups
that label propagation finds (Traag and Šubelj, Large network community detection by fast label propagation, 2023) are
put together by it, which takes a tenth of the time. Both as networkx has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count as numbers

import networkx as nx
import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.intp]

SEED = 7
# More nodes than this make a graph large.
LARGE = 2000
# Fewer together are no community.
LEAST = 4


def communities(count: int, links: Sequence[tuple[int, int]]) -> list[Ranks]:
    """The communities of `count` nodes at several levels, the largest communities first: at each level, the number of
    each node's community (n), counted from 0 in the order of their first nodes."""
    if not links:
        return []
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(links, weight=1.0)
    if count <= LARGE:
        return [_homes(count, level) for level in _louvain(graph)]
    fine = _homes(count, nx.community.fast_label_propagation_communities(graph, seed=SEED))
    groups = int(fine.max()) + 1
    return [*(_homes(groups, level)[fine] for level in _louvain(_between(fine, links))), fine]


def worth_showing(homes: Ranks) -> list[int | None]:
    """Each node's community, or None in one of fewer than `LEAST`; numbered anew, without gaps."""
    ranks = numbers()
    shown = [next(ranks) if size >= LEAST else None for size in np.bincount(homes)]
    return [shown[home] for home in homes]


def _louvain(graph: nx.Graph[int]) -> list[list[set[int]]]:
    return list(nx.community.louvain_partitions(graph, seed=SEED))[::-1]


def _between(homes: Ranks, links: Sequence[tuple[int, int]]) -> nx.Graph[int]:
    """The communities as nodes, with the number of links between two as a weight."""
    ends, weights = np.unique(homes[np.array(links)], axis=0, return_counts=True)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(int(homes.max()) + 1))
    for (a, b), weight in zip(ends.tolist(), weights.tolist(), strict=True):
        known = graph.get_edge_data(a, b, {"weight": 0.0})
        graph.add_edge(a, b, weight=known["weight"] + weight)
    return graph


def _homes(count: int, groups: Iterable[set[int]]) -> Ranks:
    homes = np.zeros(count, dtype=np.intp)
    for rank, group in enumerate(sorted(groups, key=min)):
        homes[list(group)] = rank
    return homes
