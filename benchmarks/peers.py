"""Times one public recogniser on a text, in a process of its own: python peers.py NAME FILE.

Run by speed.py with an interpreter that has the dependency group ``peers``. Prints one JSON line: paragraphs are given
to the recogniser one by one, as documents come, and the first ones warm it up.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

WARM = 20


def jionlp_money() -> Callable[[str], int]:
    """Return JioNLP's extractor of amounts of money."""
    from jionlp.algorithm.ner.money_extractor import MoneyExtractor

    extractor = MoneyExtractor()
    return lambda text: len(extractor(text))


def recognizers() -> Callable[[str], int]:
    """Return Microsoft Recognizers-Text for currency, percentages and ages or dimensions left out."""
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import Culture, recognize_currency

    return lambda text: (
        len(recognize_currency(text, Culture.Chinese)) + len(recognize_percentage(text, Culture.Chinese))
    )


PEERS = {"jionlp": jionlp_money, "recognizers": recognizers}


def main() -> None:
    """Time the recogniser named on the command line."""
    recognise = PEERS[sys.argv[1]]()
    paragraphs = [p for p in Path(sys.argv[2]).read_text(encoding="utf-8").split("\n") if p.strip()]
    for paragraph in paragraphs[:WARM]:
        recognise(paragraph)
    begun = time.process_time()
    found = sum(map(recognise, paragraphs))
    seconds = time.process_time() - begun
    print(json.dumps({"characters": sum(map(len, paragraphs)), "seconds": seconds, "found": found}))


if __name__ == "__main__":
    main()
