"""Papers: a frozen record in, PDF bytes out.

One module per paper (`consent`, `application` …; `slip` has one per copy) on `page`, the
sheet in millimetres; `wording` reads the dated words, `frozen` draws any kept record and
hashes what it says, `picture` shows a paper, `warm` makes ready in idle time.
"""
