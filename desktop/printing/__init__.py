"""Papers: a frozen record in, PDF bytes out."""
