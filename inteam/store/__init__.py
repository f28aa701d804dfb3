"""The database: base classes of the tables, reads, transactions, the local file and its keys, migrations."""
