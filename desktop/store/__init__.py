"""Where everything is kept: SQLCipher through SQLAlchemy, one encrypted file per centre."""
