"""How many connections this process may hold at once."""

import sys

import structlog

_log = structlog.get_logger()


if sys.platform == "win32":

    def raise_limit() -> None:
        """Do nothing: Windows sets no such limit on a process."""

else:
    import resource

    def raise_limit() -> None:
        """Raise the limit of open files to what the system allows: every reader that waits holds one."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft == hard:
            return
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        except (ValueError, OSError) as error:
            # Some systems name a limit that they do not grant.
            _log.warning("descriptors.not_raised", limit=soft, why=str(error))
