"""Tests of the example that a first start shows."""
