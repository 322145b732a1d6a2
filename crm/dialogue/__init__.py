"""What the dialogue is about: topics, shared by everything that has a subject."""
