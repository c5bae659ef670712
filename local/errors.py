"""What the launcher says when it cannot go on.

LocalError
 ├─ AlreadyRunning
 ├─ PortTaken
 └─ ChildFailed
StopRequested: not an error: Ctrl-C, a signal, or the end of the process that started the launcher.
"""

from pathlib import Path


class LocalError(Exception):
    """Something a person can put right; its text is one sentence that says how."""


class AlreadyRunning(LocalError):
    """Another launcher uses the same state folder."""


class PortTaken(LocalError):
    """Another program listens where the stack has to."""


class ChildFailed(LocalError):
    """A program of the stack ended, or did not get ready.

    Parameters
    ----------
    message
        What happened and what to do.
    log
        The file that holds what the program said.
    """

    def __init__(self, message: str, log: Path) -> None:
        super().__init__(message)
        self.log = log


class StopRequested(BaseException):
    """Raised in the main thread by a signal; derived from BaseException so that no handler of errors takes it."""
