"""A connection that fails, or dies, at a chosen statement."""

import os
import signal

import sqlcipher3


class FaultyConnection:
    """Passes everything on to a real connection until statement `at`, counted from 1, and then does `fault`."""

    def __init__(self, connection, at, fault):
        self.real = connection
        self.count = 0
        self.at = at
        self.fault = fault

    def execute(self, sql, *parameters):
        self._strike()
        return self.real.execute(sql, *parameters)

    def executemany(self, sql, rows):
        self._strike()
        return self.real.executemany(sql, rows)

    def _strike(self):
        self.count += 1
        if self.count == self.at:
            self.fault()

    def __getattr__(self, name):
        return getattr(self.real, name)


def interpose(database, at, fault) -> FaultyConnection:
    """Put a fault into an open database."""
    faulty = FaultyConnection(database._connection, at, fault)
    database._connection = faulty
    database.utils.conn = faulty
    return faulty


def remove(database, faulty) -> None:
    database._connection = faulty.real
    database.utils.conn = faulty.real


def disk_full():
    raise sqlcipher3.OperationalError("database or disk is full")


def die():
    os.kill(os.getpid(), signal.SIGKILL)
