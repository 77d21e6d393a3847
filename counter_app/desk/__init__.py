"""A clerk's acts, one a module: each checks, writes events and print intents in one transaction, and says what changed.

The screens and `counterctl` share it. Nothing here knows Qt, and nothing here talks to the server.
"""
