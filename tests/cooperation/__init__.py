"""Tests of the network made from attendance."""
