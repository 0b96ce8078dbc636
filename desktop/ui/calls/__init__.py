"""전화: whom to call today, the sheet of one call, and what may be closed.

Rooms: `screen` the whole · `targets` whom to call · `sheet` the slips of one call ·
`answer_bar` ticks and what they need · `choices` the words of a tick · `pausing` 재촉 중지,
asked for from 오늘 too.
"""
