"""Whole-set tests: rules that every file of the house keeps."""
