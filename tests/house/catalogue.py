"""The English catalogue: the texts in use taken out of the sources, put into its files.

`pybabel` does the work. What this adds is that the files only change when a text
does: they carry no dates, and their order is that of the German texts.
"""

import io
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
PO = ROOT / "crm" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")

KEYWORDS = ("_l", "lazy_gettext", "lazy_pgettext:1c,2")
NOT_SEARCHED = ".* _* docs tests benchmarks var"

HEADER = r"""# The English words of Dialognetz. The msgids are the German ones.
msgid ""
msgstr ""
"Project-Id-Version: Dialognetz\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)

Words = str | tuple[str, ...] | list[str]


def in_use() -> Catalog:
    """Return the texts that the sources use now."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        options = ["-q", "extract", "-F", str(ROOT / "pyproject.toml"), "--no-location"]
        keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
        where = [f"--ignore-dirs={NOT_SEARCHED}", "-o", str(template), str(ROOT)]
        cli: Any = CommandLineInterface()
        cli.run(["pybabel", *options, *keywords, *where])
        return read_po(io.BytesIO(template.read_bytes()))


def kept() -> Catalog:
    """Return the English catalogue as it stands."""
    return read_po(io.BytesIO(PO.read_bytes()), locale="en")


def entries(catalog: Catalog) -> dict[tuple[str | None, ...], Message]:
    """Return the messages of a catalogue by context and msgid, without its header."""
    return {(entry.context, *forms(entry.id)): entry for entry in catalog if entry.id}


def refreshed() -> Catalog:
    """Return the English catalogue with exactly the texts in use."""
    catalog = kept()
    catalog.update(in_use(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> str:
    """Return a catalogue as the text of its file."""
    body = io.BytesIO()
    write_po(body, catalog, sort_output=True, omit_header=True, no_location=True)
    return HEADER + body.getvalue().decode("utf-8")


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    catalog.creation_date = catalog.revision_date = _ALWAYS
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> None:
    """Bring both files up to date and name what has no English yet."""
    catalog = refreshed()
    PO.write_text(written(catalog), encoding="utf-8")
    MO.write_bytes(compiled(kept()))
    for entry in entries(catalog).values():
        if not all(forms(entry.string)):
            sys.stdout.write(f"{entry.id}\n")


def forms(words: Words | None) -> tuple[str, ...]:
    """Return the forms of a text: one, or singular and plural."""
    return (words,) if isinstance(words, str) else tuple(words or ("",))


if __name__ == "__main__":
    main()
