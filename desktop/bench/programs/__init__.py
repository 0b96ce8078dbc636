"""Programs of their own process, for what can be measured only once in each.

Each prints what it measured as the last line, in JSON, and leaves at once.
"""
