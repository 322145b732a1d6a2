"""The form of contacts at the border: forms, API bodies and import rows."""

from typing import Any

from marshmallow import post_load

from crm.border import (
    BorderSchema,
    ListSchema,
    choice,
    day,
    email,
    given,
    line,
    number,
    text,
    web_address,
)
from crm.contacts.models import Gender, LegalBasis, OrganisationKind, Sector
from crm.contacts.organisations import OrganisationFilter
from crm.contacts.people import PersonFilter


class OrganisationSchema(BorderSchema):
    """What can be said about an organisation."""

    name = line(required=True)
    short_name = line(longest=60)
    kind = choice(OrganisationKind, required=True)
    sector = choice(Sector, required=True)
    parent_id = number()
    street = line()
    postcode = line(longest=20)
    city = line()
    email = email()
    phone = line(longest=60)
    website = web_address()
    note = text()


class PersonSchema(BorderSchema):
    """What can be said about a person."""

    title = line(longest=60)
    given_name = line()
    family_name = line(required=True)
    gender = choice(Gender, required=True)
    email = email()
    phone = line(longest=60)
    note = text()
    source = line()
    purpose = line()
    legal_basis = choice(LegalBasis, required=True)
    delete_on = day()


class PositionSchema(BorderSchema):
    """What can be said about a position."""

    organisation_id = number(required=True)
    function = line()
    since = day()
    until = day()


class PositionChangesSchema(PositionSchema):
    """What can be corrected about a position; its organisation stays."""

    class Meta(BorderSchema.Meta):
        exclude = ("organisation_id",)


class OrganisationFilterSchema(ListSchema):
    """The address of a list of organisations."""

    kind = choice(OrganisationKind)
    sector = choice(Sector)

    @post_load
    def build(self, values: dict[str, Any], **_: Any) -> OrganisationFilter:
        """Return the filter."""
        return OrganisationFilter(**given(values))


class PersonFilterSchema(ListSchema):
    """The address of a list of people."""

    sector = choice(Sector)
    organisation_id = number()
    on = day()

    @post_load
    def build(self, values: dict[str, Any], **_: Any) -> PersonFilter:
        """Return the filter."""
        return PersonFilter(**given(values))
