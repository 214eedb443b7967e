"""The command ``wenbiao``: reads the command line, runs, and answers with the exit status 0, 1 or 2."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

from wenbiao.cli.language import language_of
from wenbiao.cli.stdio import abandon_output, complain, prepare_streams
from wenbiao.errors import WenbiaoError
from wenbiao.report.messages import Words

OK = 0
UNUSABLE = 2
"""Exit status for wrong usage and unreadable input."""
INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; ``arguments`` default to those of the process."""
    prepare_streams()
    words = Words(language_of(sys.argv[1:] if arguments is None else arguments))
    try:
        return answer(arguments, words)
    except KeyboardInterrupt:
        complain(words("cli.interrupted"))
        return INTERRUPTED
    except WenbiaoError as error:
        complain("\n".join(filter(None, (words("cli.error", message=error.message), error.remedy))))
        return UNUSABLE
    except BrokenPipeError:
        abandon_output()
        return OK
    except Exception as error:  # the edge of the program: whatever fails, the user gets a sentence
        if sys.flags.dev_mode:
            traceback.print_exc()
        complain(words("cli.crash", error=f"{type(error).__name__}: {error}"))
        return UNUSABLE


def answer(arguments: Sequence[str] | None, words: Words) -> int:
    """Parse the arguments, do what they ask for, and return the exit status."""
    from wenbiao.cli.app import parse

    action = parse(arguments, words)
    status = action if isinstance(action, int) else action()
    sys.stdout.flush()
    return status
