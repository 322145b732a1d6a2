"""Pages of the events: series, events, their agenda, and who was there."""
