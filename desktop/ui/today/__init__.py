"""오늘: who waits, who talks, who is done, and what needs doing."""
