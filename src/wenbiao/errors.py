"""What the user must mend: each error says what is wrong and how to mend it."""

from __future__ import annotations


class WenbiaoError(Exception):
    """Base of all errors shown to the user; ``kind`` is the contract's word for it."""

    kind = "error"

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep the sentence shown to the user and the remedy."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UnreadableDocument(WenbiaoError):
    """A file that is missing, empty, encrypted or corrupt."""

    def __init__(self, kind: str, message: str, remedy: str = "") -> None:
        """Take ``kind``: missing, empty, encrypted or corrupt."""
        super().__init__(message, remedy)
        self.kind = kind


class UnsupportedFormat(WenbiaoError):
    """A file whose content is of no kind that can be read."""

    kind = "unsupported"


class LimitExceeded(WenbiaoError):
    """A document larger than the limits that keep a run safe."""

    kind = "limit"


class ConfigError(WenbiaoError):
    """A setting that cannot be honoured."""

    kind = "config"
