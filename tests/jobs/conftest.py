"""Lends the mail server to the tests of this folder."""

from tests.mail.fixtures import mail_config, post_office

__all__ = ["mail_config", "post_office"]
