"""The ledgers of what left the program: 출력·복사물 관리대장 and 제3자 제공 대장."""

from desktop.services.ledgers.acts import BY_TIME, BY_WHOM, NEWEST, Ledgers
from desktop.services.ledgers.people import reception_numbers

__all__ = ["BY_TIME", "BY_WHOM", "NEWEST", "Ledgers", "reception_numbers"]
