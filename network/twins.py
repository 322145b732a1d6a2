"""Nodes with the same neighbours, which a figure about ways needs to follow only once.

Two nodes are twins if their neighbours are equal, each other aside: all that met only
one and the same third, or were only ever present together. Twins are equally far from
everybody and never lie on each other's shortest ways.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["Twins"]


@dataclass(frozen=True, eq=False)
class Twins:
    """A matrix with one row for each class of twins.

    Parameters
    ----------
    classes : list of lists of int
        The nodes of each class; a node without a twin is a class of its own.
    first : int array
        One node of each class.
    size : float array
        Number of nodes in each class.
    matrix : csr_array
        Ties between different classes.
    is_tied : bool array
        Whether the members of a class are tied to each other.
    """

    classes: list[list[int]]
    first: NDArray[Any]
    size: NDArray[np.float64]
    matrix: Any
    is_tied: NDArray[np.bool_]

    @classmethod
    def of(cls, matrix: Any) -> Twins:
        """Find the twins of a symmetric matrix of ones, in O(ties).

        Examples
        --------
        >>> star = sparse.csr_array([[0, 1, 1], [1, 0, 0], [1, 0, 0]])
        >>> Twins.of(star).classes
        [[0], [1, 2]]
        """
        tied = _equal_rows(matrix + sparse.eye_array(matrix.shape[0], format="csr"))
        classes = [members for members in tied if len(members) > 1]
        done = {node for members in classes for node in members}
        others = ([v for v in row if v not in done] for row in _equal_rows(matrix))
        is_tied = len(classes)
        classes += [members for members in others if members]
        first = np.array([members[0] for members in classes], dtype=int)
        return cls(
            classes,
            first=first,
            size=np.array([len(members) for members in classes], dtype=float),
            matrix=matrix[first][:, first],
            is_tied=np.arange(len(classes)) < is_tied,
        )

    def spread(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each node the value of its class."""
        sizes = [len(members) for members in self.classes]
        members = [node for members in self.classes for node in members]
        spread = np.empty(len(members))
        spread[members] = np.repeat(values, sizes)
        return spread


def _equal_rows(matrix: Any) -> list[list[int]]:
    matrix.sort_indices()
    rows = np.split(matrix.indices, matrix.indptr[1:-1])
    equal: dict[bytes, list[int]] = defaultdict(list)
    for number in range(matrix.shape[0]):
        equal[rows[number].tobytes()].append(number)
    return list(equal.values())
