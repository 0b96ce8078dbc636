"""Papers: a frozen record in, PDF bytes out.

One module per paper (`consent`, `application` …; `slip` has one per copy) on `page`, the
sheet in millimetres; `wording` reads the dated words, `frozen` draws any kept record and
hashes what it says, `picture` shows a paper, `warm` makes ready in idle time.
reportlab, which has no types, makes the file; `binding` (pages), `letters` and `fonts` with
what lies below them are all that touch it, `qr` alone touches segno.
"""
