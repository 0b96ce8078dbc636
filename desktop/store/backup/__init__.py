"""Copies of the store that are whole in one file, and everything done with such a file.

- `container`: the file itself: what stands where, written in one step, looked into, checked
- `making`: a copy of the running store, checked before it counts; carried to a second place
- `places`: the folder beside the store and the second place chosen for this PC
- `content`: what a store inside says of itself: dates, counts, the head of its log
- `rewriting`: a change made inside a copy, as a destruction needs it
- `swapping`: another store put in the place of the present one, which is kept aside
"""
