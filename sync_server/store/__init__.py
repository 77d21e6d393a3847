"""The server's database: tables, migrations and every statement that is sent to it.

Every function takes the connection of the transaction it belongs to; none begins or ends one itself.
"""
