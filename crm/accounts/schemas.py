"""The form of accounts at the border."""

from crm.accounts.models import Role
from crm.border import BorderSchema, choice, email, line


class AccountSchema(BorderSchema):
    """What is needed to open an account."""

    name = line(required=True)
    email = email(required=True)
    role = choice(Role, required=True)


class RoleSchema(BorderSchema):
    """The role an account gets."""

    role = choice(Role, required=True)
