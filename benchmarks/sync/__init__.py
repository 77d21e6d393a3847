"""`./dev bench sync`: the product's synchronisation beside CouchDB's and Anki's, in one run on one machine.

Every part is a module of its own; `run` puts them in order, `table` says what the figures should be.
"""
