"""The command line of the server: a module for each kind of work; `sync_server.__main__` names the commands."""
