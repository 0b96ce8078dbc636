"""The ways in: first run, sign-in, lock, recovery. No visitor's data stand behind any of them."""
