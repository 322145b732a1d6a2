"""Tests of the outbox and of what leaves it."""
