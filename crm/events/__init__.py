"""What takes place: series, events, their agenda, and who was really there."""
