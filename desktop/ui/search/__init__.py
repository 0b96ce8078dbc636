"""The one search box and the list under it."""
