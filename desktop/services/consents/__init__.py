"""Consent: what is asked, the paper to be signed, and what was ticked on it.

Printing is not consent. A consent lives only when the counsellor records, row by
row, what the visitor ticked on the signed paper. Rows are never changed: another
answer or a withdrawal is a new row, and the latest one counts (개인정보 보호법
제15조·제17조·제22조·제23조·제37조).

Rooms: `acts` what the counter does · `records` what screens get · `telling` the words
told · `standing` which answer counts · `recording` a signed paper becomes rows ·
`views` questions and lines · `withdrawing` who holds the data and what ends.
"""

from desktop.services.consents.acts import Consents
from desktop.services.consents.records import ConsentQuestion, Holder, Told, Withdrawn
from desktop.services.consents.standing import agreed_to, living, still_agreed, why_not
from desktop.services.consents.telling import head_of, reference_of
from desktop.services.consents.views import line_of
from desktop.services.consents.withdrawing import CONSENT_WITHDRAWN

__all__ = [
    "CONSENT_WITHDRAWN",
    "ConsentQuestion",
    "Consents",
    "Holder",
    "Told",
    "Withdrawn",
    "agreed_to",
    "head_of",
    "line_of",
    "living",
    "reference_of",
    "still_agreed",
    "why_not",
]
