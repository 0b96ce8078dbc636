"""What a counsellor does: one method is one act, one transaction, one access-log row."""
