"""Tests of the `dialognetz` command."""
