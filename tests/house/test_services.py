"""The PostgreSQL and the Chromium that other tests lean on."""

import sqlalchemy
from playwright.sync_api import Browser


def test_a_postgresql_with_trigrams_answers(postgres_url: str) -> None:
    engine = sqlalchemy.create_engine(postgres_url)
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text("CREATE EXTENSION pg_trgm"))
        question = sqlalchemy.text("SELECT similarity('Müller', 'Mueller')")
        assert connection.scalar(question) > 0
        connection.rollback()
    engine.dispose()


def test_a_chromium_shows_text_with_umlauts(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Grüße aus Köln</h1>")
    assert page.inner_text("h1") == "Grüße aus Köln"
    page.close()
