"""What this library refuses to do.

NetworkError
├── GraphTooLarge
├── ProjectionTooLarge
└── UnknownNode
"""


class NetworkError(Exception):
    """Anything this library refuses to do."""


class ProjectionTooLarge(NetworkError):
    """The items hold more pairs of actors than fit into memory."""

    def __init__(self, pairs: int, limit: int) -> None:
        """Keep how many pairs were asked for and how many are allowed."""
        super().__init__(f"{pairs:,} pairs of actors, at most {limit:,}")
        self.pairs, self.limit = pairs, limit


class GraphTooLarge(NetworkError):
    """There are more ties than a graph of Python objects should hold."""

    def __init__(self, ties: int, limit: int) -> None:
        """Keep how many ties were asked for and how many are allowed."""
        super().__init__(f"{ties:,} ties, at most {limit:,}")
        self.ties, self.limit = ties, limit


class UnknownNode(NetworkError):
    """The node asked for is not in the graph."""

    def __init__(self, node: object) -> None:
        """Keep the node."""
        super().__init__(f"{node!r} is not in the graph")
        self.node = node
