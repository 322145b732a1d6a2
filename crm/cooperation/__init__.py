"""Who works with whom: rows become a network, figures become dated snapshots."""
