"""Consent: what is asked, the paper to be signed, and what was ticked on it.

Printing is not consent. A consent lives only when the counsellor records, row by
row, what the visitor ticked on the signed paper. Rows are never changed: another
answer or a withdrawal is a new row, and the latest one counts (개인정보 보호법
제15조·제17조·제22조·제23조·제37조). What is given under a law or in an emergency stands
beside the consents as a row of its own, with its article and reason.

Rooms: `acts` what the counter does · `records` what screens get · `telling` the words
told · `standing` what may be given, item by item · `renewal` what has to be asked again ·
`recording` a signed paper becomes rows · `views` questions and lines · `withdrawing` who
holds the data and what ends · `stopping` the letter to whoever holds them.
"""

from desktop.services.consents.acts import Consents
from desktop.services.consents.records import ConsentQuestion, Holder, Withdrawn
from desktop.services.consents.standing import Giving, giving_to, living, still_given, why_not
from desktop.services.consents.stopping import withdrawn_from
from desktop.services.consents.telling import bare, head_of, reference_of
from desktop.services.consents.views import line_of
from desktop.services.consents.withdrawing import CONSENT_WITHDRAWN, holders_of

__all__ = [
    "CONSENT_WITHDRAWN",
    "ConsentQuestion",
    "Consents",
    "Giving",
    "Holder",
    "Withdrawn",
    "bare",
    "giving_to",
    "head_of",
    "holders_of",
    "line_of",
    "living",
    "reference_of",
    "still_given",
    "why_not",
    "withdrawn_from",
]
