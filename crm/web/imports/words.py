"""The words for what the exchange room only has codes for."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from crm.errors import Unreadable
from crm.exchange.columns import Target
from crm.exchange.likeness import Reason
from crm.exchange.models import ImportRun, ImportState

TARGETS: dict[Target, LazyString] = {
    Target.DATE: _l("Tag"),
    Target.SUBJECT: _l("Betreff"),
    Target.TOPICS: _l("Themen"),
    Target.PLACE: _l("Ort"),
    Target.PEOPLE: _l("Personen"),
    Target.PEOPLE_ORGANISATION: _l("Organisation der Personen"),
    Target.PEOPLE_FUNCTION: _l("Funktion der Personen"),
    Target.ORGANISATIONS: _l("Organisationen"),
}

UNREADABLE: dict[str, LazyString] = {
    "binary": _l("Die Datei enthält keinen Text. Bitte als CSV oder XLSX speichern."),
    "bomb": _l(
        "Die Arbeitsmappe würde beim Öffnen ungewöhnlich groß. Aus Vorsicht wurde sie "
        "nicht geöffnet. Bitte nur das Blatt mit der Liste als CSV speichern."
    ),
    "duplicate_columns": _l(
        "Die Spalte „%(detail)s“ kommt mehrmals vor. Bitte eindeutig benennen."
    ),
    "empty": _l("Die Datei ist leer."),
    "missing_columns": _l("Diese Spalten fehlen: %(detail)s."),
    "no_header": _l(
        "Die erste Zeile sieht nicht nach Spaltennamen aus: %(detail)s. "
        "Bitte eine Zeile mit den Namen der Spalten voranstellen."
    ),
    "not_a_workbook": _l("Die Datei ist keine lesbare Excel-Arbeitsmappe (XLSX)."),
    "old_workbook": _l(
        "Das ist das alte Excel-Format (XLS) oder eine Mappe mit Kennwort. "
        "Bitte ohne Kennwort als XLSX oder CSV speichern."
    ),
    "protected_workbook": _l(
        "Die Arbeitsmappe ist mit einem Kennwort geschützt. "
        "Bitte ohne Kennwort speichern."
    ),
    "stopped": _l("Der Import wurde abgebrochen. Was schon übernommen ist, bleibt."),
    "too_large": _l("Die Datei ist größer als %(detail)s MB. Bitte aufteilen."),
    "too_many_columns": _l(
        "Die Liste hat mehr als 1000 Spalten. Bitte löschen, was nicht gebraucht wird."
    ),
    "too_many_lines": _l(
        "Die Liste hat mehr als eine Million Zeilen. Bitte aufteilen."
    ),
    "unclosed_quote": _l(
        "In Zeile %(detail)s beginnt ein Anführungszeichen, das nie endet. "
        "Bitte dort berichtigen."
    ),
    "unexpected": _l(
        "Der Import ist unerwartet abgebrochen. Was schon übernommen ist, bleibt. "
        "Bitte starten Sie ihn noch einmal."
    ),
    "unknown_encoding": _l(
        "Die Zeichenkodierung ist nicht erkennbar. Bitte als „CSV UTF-8“ speichern."
    ),
}

BROKEN: dict[str, LazyString] = {
    "control_character": _l("enthält unsichtbare Steuerzeichen"),
    "missing": _l("fehlt"),
    "no_date": _l("ist kein Datum im gewählten Format"),
    "nobody": _l("nennt weder eine Person noch eine Organisation"),
    "quoting": _l("ein Anführungszeichen steht mitten in einer Zelle"),
    "ragged": _l("hat mehr oder weniger Zellen als die Kopfzeile"),
    "too_long": _l("ist zu lang"),
}

LIKE: dict[Reason, LazyString] = {
    Reason.NUMBER: _l("gleiche Registernummer"),
    Reason.SPELLING: _l("Umlaute oder Akzente anders geschrieben"),
    Reason.BRACKETS: _l("gleich bis auf Klammern oder Nummern"),
    Reason.ACRONYM: _l("Kürzel der anderen"),
    Reason.WORD_ORDER: _l("gleiche Wörter, andere Reihenfolge"),
    Reason.ONE_LETTER: _l("ein Buchstabe anders"),
    Reason.SIMILAR: _l("sehr ähnlich"),
}

STATES: dict[ImportState, LazyString] = {
    ImportState.READY: _l("hochgeladen"),
    ImportState.QUEUED: _l("wartet"),
    ImportState.RUNNING: _l("läuft"),
    ImportState.DONE: _l("übernommen"),
    ImportState.FAILED: _l("abgebrochen"),
}


_TRIED = _l("Probelauf fertig")


def state_text(run: ImportRun) -> LazyString:
    """Return how far a list has come."""
    is_tried = run.is_dry_run and run.state == ImportState.DONE
    return _TRIED if is_tried else STATES[run.state]


def why_alike(reason: str) -> LazyString:
    """Return why two names are for review."""
    return LIKE[Reason(reason)]


def why_unreadable(error: Unreadable) -> LazyString | str:
    """Return why a list cannot be read and what to do about it."""
    return failure_text({"reason": error.reason, "detail": error.detail})


def failure_text(failure: Mapping[str, str]) -> LazyString | str:
    """Return the words for a failure that was kept with a list."""
    words = UNREADABLE.get(failure["reason"], UNREADABLE["unexpected"])
    return words % {"detail": failure["detail"]} if failure["detail"] else words


def why_broken(row: Mapping[str, str]) -> str:
    """Return which column of a row is broken and how, in a few words."""
    reason = str(BROKEN.get(row["reason"], row["reason"]))
    if row["column"] not in set(Target) or row["reason"] == "nobody":
        return reason
    return f"{TARGETS[Target(row['column'])]}: {reason}"
