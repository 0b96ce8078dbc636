"""Records and rules of the office. Standard library only."""
