"""Tests of the network library."""
