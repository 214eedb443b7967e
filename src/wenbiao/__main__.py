"""``python -m wenbiao`` is the command ``wenbiao``."""

from __future__ import annotations

import sys

from wenbiao.cli import main

if __name__ == "__main__":
    sys.exit(main())
