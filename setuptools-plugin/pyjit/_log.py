"""What is said of compiling, through Python's `logging`, and to whom asks with ``PYJIT_LOG``."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than what is needed
if TYPE_CHECKING:
    from collections.abc import Sequence
    from logging import Logger
    from types import FunctionType

    from ._argument_types import ArgumentType


def compiled(
    function: FunctionType,
    arguments: Sequence[ArgumentType] | None,
    signatures: Sequence[str],
    seconds: float,
    known: bool,
) -> None:
    """Says at the level DEBUG which kernel there is now, for which types, and how long it took."""
    logger = _logger()
    if logger is not None:
        from ._spelling import spelled_all

        given = "its signatures" if arguments is None else spelled_all(arguments)
        logger.debug(
            "%s.%s for %s: %s, %.1f ms, %s",
            function.__module__,
            function.__qualname__,
            given,
            "; ".join(signatures),
            seconds * 1000,
            "from the cache" if known else "compiled",
        )


def said(text: str, *values: object) -> None:
    """Says something at the level DEBUG."""
    logger = _logger()
    if logger is not None:
        logger.debug(text, *values)


def _logger() -> Logger | None:
    """None where nobody can hear it: to import `logging` takes longer than to load a kernel."""
    global _begun
    level = os.environ.get("PYJIT_LOG", "")
    if not level and "logging" not in sys.modules:
        return None
    import logging

    logger = logging.getLogger("pyjit")
    if level and not _begun:
        _begun = True
        number = getattr(logging, level.upper(), None)
        logger.setLevel(number if isinstance(number, int) else logging.DEBUG)
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        logger.addHandler(handler)
    return logger


_begun = False
