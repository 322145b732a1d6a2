"""What tests with a mail server stand on."""

from collections.abc import Iterator

import pytest

from crm.config import Config
from tests.mail.post_offices import HOST, PostOffice, opened


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """Yield an open post office."""
    with opened(PostOffice()) as post_office:
        yield post_office


@pytest.fixture
def mail_config(config: Config, post_office: PostOffice) -> Config:
    """Return settings by which letters go to the post office."""
    return to(config, post_office)


def to(config: Config, post_office: PostOffice, encryption: str = "none") -> Config:
    """Return settings by which letters go to this post office."""
    return config.with_changes(
        mail_server=HOST,
        mail_port=str(post_office.port),
        mail_encryption=encryption,
        mail_sender="Dialognetz <dialog@stadt.example>",
    )
