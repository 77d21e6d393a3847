"""The office's rules and the wire contract: pure values and functions.

Nothing here touches a disk, a clock, a network or a log; both ends of the wire import it.
"""
