"""The three dated tables of a partner as forms: the body, a service, whom to call.

What is changed holds from a day on; papers and consents of before keep their words.
"""

from desktop.domain.blank_partner import empty_contact, empty_organisation
from desktop.ui.partners.forms.contact import ContactForm
from desktop.ui.partners.forms.dated import DatedForm
from desktop.ui.partners.forms.organisation import OrganisationForm
from desktop.ui.partners.forms.service import ServiceForm, empty_service

__all__ = [
    "ContactForm",
    "DatedForm",
    "OrganisationForm",
    "ServiceForm",
    "empty_contact",
    "empty_organisation",
    "empty_service",
]
