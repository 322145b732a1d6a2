"""Nothing is fetched from, and no file names, a registry or another's host."""

import re

from tests.house import sources

HOSTS = re.compile(
    rb"pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.org|npmjs\.com|jsdelivr"
    rb"|unpkg\.com|cdnjs|cloudflare|googleapis|gstatic|bootstrapcdn|jquery\.com"
)
PAGES = (".html", ".css", ".js", ".svg")
LOADED = re.compile(
    rb"""(?:\bsrc|<link[^>]*\bhref|@import|url\()\s*=?\s*["'(]?\s*(?:https?:)?//""",
    re.IGNORECASE,
)


def test_no_file_names_a_registry_or_a_content_network() -> None:
    naming = [
        str(file)
        for file in sources.tracked()
        if HOSTS.search(file.read_bytes())
        and file.name != "test_no_foreign_addresses.py"
    ]
    assert not naming, "\n".join(naming)


def test_no_page_loads_anything_from_another_host() -> None:
    loading = [
        str(file)
        for file in sources.tracked()
        if file.suffix in PAGES and LOADED.search(file.read_bytes())
    ]
    assert not loading, "\n".join(loading)
