"""Pages of the network: the picture, its table, and what the figures say."""
