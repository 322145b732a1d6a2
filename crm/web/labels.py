"""The words people read for fields, choices, errors and facts: one name per thing."""

from enum import StrEnum

from flask_babel import LazyString, lazy_pgettext
from flask_babel import lazy_gettext as _l

from crm import errors
from crm.accounts.models import Role
from crm.contacts.models import Gender, LegalBasis, OrganisationKind, Sector
from crm.events.models import AgendaKind, AttendanceStatus, EventFormat, EventStatus
from crm.mail.models import LetterState

FIELDS: dict[str, LazyString] = {
    "archived_at": _l("Archiviert am"),
    "begins": _l("Beginn"),
    "city": lazy_pgettext("Anschrift", "Ort"),
    "delete_on": _l("Zu löschen am"),
    "description": _l("Beschreibung"),
    "email": _l("E-Mail"),
    "ends": _l("Ende"),
    "ends_at": _l("Ende"),
    "family_name": _l("Nachname"),
    "format": _l("Format"),
    "function": _l("Funktion"),
    "gender": _l("Geschlecht"),
    "given_name": _l("Vorname"),
    "held_on": _l("Tag"),
    "kind": _l("Art"),
    "legal_basis": _l("Rechtsgrundlage"),
    "name": _l("Name"),
    "note": _l("Notiz"),
    "notes": _l("Hintergrund"),
    "organisation_id": _l("Organisation"),
    "parent_id": _l("Gehört zu"),
    "password": _l("Passwort"),
    "person_id": _l("Person"),
    "phone": _l("Telefon"),
    "position_id": _l("Nimmt teil als"),
    "postcode": _l("Postleitzahl"),
    "purpose": _l("Zweck"),
    "role": _l("Rolle"),
    "room": _l("Raum"),
    "sector": _l("Bereich"),
    "series_id": _l("Reihe"),
    "short_name": _l("Kurzname"),
    "since": _l("Von"),
    "source": _l("Herkunft der Angaben"),
    "source_id": _l("Programmpunkt"),
    "starts_at": _l("Beginn"),
    "status": _l("Stand"),
    "street": _l("Straße und Hausnummer"),
    "title": _l("Titel"),
    "topics": _l("Themen"),
    "until": _l("Bis"),
    "venue": _l("Ort"),
    "website": _l("Internetseite"),
}

HELP: dict[str, LazyString] = {
    "delete_on": _l(
        "An diesem Tag wird geprüft, ob die Angaben noch gebraucht werden."
    ),
    "gender": _l("Nur für die Anrede. Im Zweifel „unbekannt“, nie geraten."),
    "parent_id": _l(
        "Übergeordnete Organisation, zum Beispiel das Dezernat eines Amtes."
    ),
    "purpose": _l("Wofür die Angaben gebraucht werden, zum Beispiel Einladungen."),
    "since": _l("Leer lassen, wenn der Beginn nicht bekannt ist."),
    "topics": _l("Mehrere Themen mit Komma trennen. Neue Themen entstehen von selbst."),
    "until": _l("Letzter Tag. Leer lassen, solange es andauert."),
    "website": _l("Vollständig, mit https:// am Anfang."),
}

MESSAGES: dict[str, LazyString] = {
    "invalid": _l("Diese Angabe ist nicht lesbar. Bitte prüfen."),
    "not_a_choice": _l("Bitte einen Eintrag aus der Liste wählen."),
    "not_a_day": _l("Das ist kein Datum. Bitte so eingeben: 24.11.2023."),
    "not_a_time": _l("Das ist keine Uhrzeit. Bitte so eingeben: 14:30."),
    "not_a_web_address": _l("Bitte vollständig eingeben: https://www.beispiel.de."),
    "not_an_email": _l("Das ist keine E-Mail-Adresse. Bitte so eingeben: name@ort.de."),
    "not_printable": _l("Bitte Steuerzeichen und Zeilenumbrüche entfernen."),
    "required": _l("Bitte ausfüllen."),
    "too_long": _l("Bitte kürzen: höchstens %(detail)s Zeichen."),
}

REFUSALS: dict[type[errors.Refused], LazyString] = {
    errors.AlreadyPresent: _l("Steht für diesen Programmpunkt schon auf der Liste."),
    errors.CircularTree: _l(
        "Diese Organisation liegt selbst darunter. Bitte eine andere wählen."
    ),
    errors.EmailTaken: _l("Für diese E-Mail-Adresse gibt es schon ein Konto."),
    errors.EndsBeforeItBegins: _l("Das Ende liegt vor dem Beginn. Bitte prüfen."),
    errors.LastAdministrator: _l(
        "Das ist das letzte Konto mit Verwaltungsrechten. "
        "Bitte zuerst einem anderen Konto diese Rolle geben."
    ),
    errors.NeedsAgendaItem: _l(
        "Für diesen Programmpunkt ist Anwesenheit erfasst. "
        "Bitte diese zuerst zurücknehmen."
    ),
    errors.NothingToTakeOver: _l(
        "Alle, die dort anwesend waren, stehen hier schon auf der Liste."
    ),
    errors.TimesOutOfOrder: _l(
        "Das Ende liegt vor dem Beginn. Bitte die Uhrzeiten prüfen."
    ),
    errors.NetworkTooLarge: _l(
        "Für diesen Zeitraum ist das Netzwerk zu groß. Bitte einen kürzeren wählen."
    ),
    errors.OwnParent: _l("Eine Organisation kann nicht zu sich selbst gehören."),
    errors.PasswordTooWeak: _l("Bitte mindestens 12 Zeichen wählen."),
    errors.PositionNotHeld: _l(
        "Bitte wählen, für welche Stelle die Person an diesem Tag teilnimmt."
    ),
}

_MEMBERS: tuple[tuple[StrEnum, LazyString], ...] = (
    (Sector.BUSINESS, _l("Wirtschaft")),
    (Sector.ADMINISTRATION, _l("Verwaltung")),
    (Sector.POLITICS, _l("Politik")),
    (Sector.SCIENCE, _l("Wissenschaft")),
    (Sector.CIVIL_SOCIETY, _l("Zivilgesellschaft")),
    (OrganisationKind.COMPANY, _l("Unternehmen")),
    (OrganisationKind.CHAMBER, _l("Kammer")),
    (OrganisationKind.ASSOCIATION, _l("Verband oder Verein")),
    (OrganisationKind.ALLIANCE, _l("Allianz")),
    (OrganisationKind.MUNICIPALITY, _l("Kommune")),
    (OrganisationKind.DIVISION, _l("Dezernat")),
    (OrganisationKind.DEPARTMENT, _l("Amt")),
    (OrganisationKind.UNIT, _l("Sachgebiet")),
    (OrganisationKind.BODY, _l("Gremium")),
    (OrganisationKind.RESEARCH, _l("Hochschule oder Forschung")),
    (OrganisationKind.INITIATIVE, _l("Initiative")),
    (OrganisationKind.OTHER, _l("Sonstige")),
    (Gender.FEMALE, _l("weiblich")),
    (Gender.MALE, _l("männlich")),
    (Gender.DIVERSE, _l("divers")),
    (Gender.UNKNOWN, _l("unbekannt")),
    (LegalBasis.CONSENT, _l("Einwilligung (Art. 6 Abs. 1 a DSGVO)")),
    (LegalBasis.CONTRACT, _l("Vertrag (Art. 6 Abs. 1 b DSGVO)")),
    (LegalBasis.PUBLIC_TASK, _l("Öffentliche Aufgabe (Art. 6 Abs. 1 e DSGVO)")),
    (
        LegalBasis.LEGITIMATE_INTEREST,
        _l("Berechtigtes Interesse (Art. 6 Abs. 1 f DSGVO)"),
    ),
    (EventFormat.NETWORK_EVENT, _l("Netzwerkveranstaltung")),
    (EventFormat.KICK_OFF, _l("Auftaktveranstaltung")),
    (EventFormat.WORKSHOP, _l("Workshop")),
    (EventFormat.SEMINAR, _l("Seminar")),
    (EventFormat.EXPERT_DIALOGUE, _l("Fachdialog")),
    (EventFormat.FORUM, _l("Forum")),
    (EventFormat.COMMITTEE, _l("Gremiensitzung")),
    (EventFormat.MEETING, _l("Gespräch")),
    (EventFormat.ONLINE, _l("Online-Format")),
    (EventFormat.OUTREACH, _l("Aufsuchendes Format")),
    (EventStatus.DRAFT, _l("Entwurf")),
    (EventStatus.PUBLISHED, _l("veröffentlicht")),
    (EventStatus.HELD, _l("durchgeführt")),
    (EventStatus.CANCELLED, _l("abgesagt")),
    (AgendaKind.PLENARY, _l("Plenum")),
    (AgendaKind.SESSION, _l("Session")),
    (AgendaKind.WORKSHOP, _l("Workshop")),
    (AgendaKind.TALK, _l("Vortrag")),
    (AgendaKind.BREAK, _l("Pause")),
    (AttendanceStatus.PRESENT, _l("anwesend")),
    (AttendanceStatus.EXCUSED, _l("entschuldigt")),
    (AttendanceStatus.REPRESENTED, _l("vertreten")),
    (AttendanceStatus.ABSENT, _l("abwesend")),
    (Role.READER, lazy_pgettext("Rolle", "Lesen")),
    (Role.EDITOR, lazy_pgettext("Rolle", "Bearbeiten")),
    (Role.ORGANISER, lazy_pgettext("Rolle", "Organisieren")),
    (Role.ADMINISTRATOR, lazy_pgettext("Rolle", "Verwalten")),
    (LetterState.QUEUED, _l("bereit")),
    (LetterState.CLAIMED, _l("bereit")),
    (LetterState.SENDING, _l("wird gesendet")),
    (LetterState.SENT, _l("gesendet")),
    (LetterState.FAILED, _l("nicht zustellbar")),
)

_BY_CLASS = {(type(member), member.value): text for member, text in _MEMBERS}


def label(member: StrEnum | None) -> LazyString | str:
    """Return the words for a member of an enumeration."""
    return "" if member is None else _BY_CLASS[type(member), member.value]
