"""Dialognetz: a CRM for the dialogue between business and public administration."""

__version__ = "0.1.0"
