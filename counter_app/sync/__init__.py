"""The desk's side of the protocol: what waits is sent, what is new is fetched, and nothing is ever lost between.

It meets the acts in the store alone.
"""
