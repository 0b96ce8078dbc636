"""What a counsellor does: one method is one act, one transaction, one access-log row.

A subject with much to it is a package; its own first lines name its rooms, and two are
the same in each: `acts` holds the service's public methods, `records` the frozen records
that screens get.
"""
