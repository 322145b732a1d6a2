"""Pages of the contacts: organisations, people and their positions."""
