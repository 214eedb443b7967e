"""A store made row by row, without any document, for tests of what reads a store: copies, pictures.

Text is put together from stretches of the labelled statements, so that no two passages are alike by construction;
what is planted is told apart by its words.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from wenbiao.corpus.schema import TABLES as TABLE_SCHEMAS
from wenbiao.corpus.schema import Row, Rows
from wenbiao.corpus.sentences import fold_sentence, hash_of
from wenbiao.corpus.store import Index, Store
from wenbiao.judge.dataset import examples

DISTRICTS = [
    (f"9901{n:02d}", f"{name}{'区' if n < 4 else '县'}")
    for n, name in enumerate(
        ("白杨", "青石", "临河", "望江", "南屏", "云岭", "清泉", "石桥", "双溪", "金滩", "龙湾", "平川"), 1
    )
]
PARENT = ("990100", "松原市")
OFFICES = (
    "水务局",
    "教育局",
    "卫生健康局",
    "农业农村局",
    "文化馆",
    "第一中学",
    "人民医院",
    "交通运输局",
    "档案馆",
    "供销社",
)
CODES = {
    "WB101": ("text-table-mismatch", "error"),
    "WB203": ("growth-mismatch", "error"),
    "WB301": ("total-mismatch", "error"),
    "WB404": ("form-mismatch", "error"),
    "WB505": ("score-over-rule", "warning"),
    "WB601": ("blank-goal", "warning"),
    "WB702": ("vague-goal", "warning"),
    "WB805": ("typing-error", "info"),
}
INDICATORS = ("培训人次", "群众满意度", "工程质量达标率", "资金支付及时率", "受益人口", "经济社会发展", "设备购置数量")


@cache
def stretches() -> tuple[str, ...]:
    """Return pieces of statements between marks."""
    parts = (p for e in examples() for p in e.text.replace("。", "，").replace("；", "，").split("，"))
    return tuple(dict.fromkeys(p for p in parts if 7 <= len(p) <= 24))


def passage(chance: random.Random, pieces: int = 4) -> str:
    """Return a passage that no other is like."""
    return "，".join(chance.sample(stretches(), pieces)) + "。"


@dataclass
class Sample:
    """What to make: ``units`` in each of the districts with a report for each year, each of ``passages`` passages."""

    districts: int = 12
    units: int = 5
    years: Sequence[int] = (2022, 2023, 2024)
    passages: int = 8
    seed: int = 1
    rows: Rows = field(default_factory=lambda: {name: [] for name in TABLE_SCHEMAS})

    def build(self, folder: Path) -> Store:
        """Write the store."""
        chance = random.Random(self.seed)  # noqa: S311 - repeatable, nothing secret
        for number, (code, name) in enumerate(DISTRICTS[: self.districts]):
            for place in range(self.units):
                office = f"{name}{OFFICES[place % len(OFFICES)]}{place // len(OFFICES) or ''}"
                for year in self.years:
                    self.document(chance, (code, name), office, year, rate=0.03 + 0.01 * number)
        return self.write(folder)

    def write(self, folder: Path) -> Store:
        """Write the rows made so far as one part."""
        store = Store(folder)
        store.prepare()
        store.write_part("0", self.rows)
        store.write_index(Index({"0": (len(self.rows["documents"]), "a")}, {"a": {}}))
        return store

    def document(
        self, chance: random.Random, place: tuple[str, str], unit: str, year: int | None, rate: float = 0.05
    ) -> str:
        """Add a document with figures, findings and text; return its key."""
        key = hashlib.sha256(f"{place}{unit}{year}{len(self.rows['documents'])}".encode()).hexdigest()
        checked = chance.randint(15, 60)
        wrong = sum(chance.random() < rate for _ in range(checked))
        quality = round(min(0.95, max(0.1, chance.gauss(0.6 - rate, 0.1))), 3)
        findings = [
            chance.choices(tuple(CODES), (6, 3, 2, 1, 3, 2, 8, 4))[0] for _ in range(wrong + chance.randint(0, 4))
        ]
        severities = [CODES[code][1] for code in findings]
        self.rows["documents"].append({
            "document": key, "path": f"{place[1]}/{year}/{unit}自评报告.docx", "files": [], "format": "docx",
            "title": f"{year}年度{unit}部门整体支出绩效自评报告", "unit": unit, "unit_type": "机关", "level": "县级",
            "division_code": place[0] or None, "division_name": place[1] or None,
            "parent_code": PARENT[0] if place[0] else None, "parent_name": PARENT[1] if place[0] else None,
            "year": year, "genre": "overall-self-evaluation", "profile": "hunan", "characters": 4000, "tables": 5,
            "facts": checked + 10, "facts_checked": checked, "facts_holding": checked - wrong, "facts_contradicted": wrong,
            "facts_unmatched": 8, "facts_undecidable": 2, "errors": severities.count("error"),
            "warnings": severities.count("warning"), "infos": severities.count("info"), "goals": 4,
            "goals_vague": chance.randint(0, 3), "goals_boilerplate": chance.randint(0, 2), "goals_measurable": 2,
            "indicators": len(INDICATORS), "indicators_vague": 2, "self_score": Decimal(chance.randint(820, 1000)) / 10,
            "quality": quality, "quality_low": round(quality - 0.08, 3), "quality_high": round(quality + 0.08, 3),
            "consistency": 0.9, "specificity": 0.5, "boilerplate": 0.3, "completeness": 0.8,
        })  # fmt: skip
        for ordinal, code in enumerate(findings):
            self.rows["findings"].append({
                "document": key, "code": code, "ordinal": ordinal, "group": code[:3], "name": CODES[code][0],
                "severity": CODES[code][1], "confidence": 0.95, "message": f"正文与表不一致（第{ordinal + 1}处）。",
                "quote": "年末在职人员8人", "section": "一、基本情况", "fingerprint": f"{ordinal:016x}",
            })  # fmt: skip
        for ordinal, name in enumerate(INDICATORS):
            vague = name == "经济社会发展" or chance.random() < 0.1
            self.rows["indicators"].append({
                "document": key, "ordinal": ordinal, "level1": "产出指标", "level2": "数量指标", "level3": name,
                "target": "持续提升" if vague else "≥95%", "vague_probability": 0.9 if vague else 0.1, "vague": vague,
                "boilerplate": False, "boilerplate_probability": 0.1, "weight": Decimal(10), "score": Decimal(9),
            })  # fmt: skip
        for _ in range(self.passages):
            self.say(key, passage(chance), chance.choice(("annual_goal", "problem", "measure", "paragraph")))
        return key

    def say(self, key: str, text: str, role: str = "paragraph") -> None:
        """Add a passage to a document, sentence by sentence."""
        held = [row for row in self.rows["sentences"][-400:] if row["document"] == key]
        number = len({row["passage"] for row in held})
        unit = next(str(row["unit"]) for row in reversed(self.rows["documents"]) if row["document"] == key)
        for at, sentence in enumerate(s + "。" for s in text.split("。") if s):
            folded = fold_sentence(sentence, unit)
            row: Row = {
                "document": key, "ordinal": len(held) + at, "passage": number, "role": role, "section": "四、问题",
                "text": sentence, "folded": folded, "hash": hash_of(folded), "vague": False, "boilerplate": False,
            }  # fmt: skip
            self.rows["sentences"].append(row)

    def fail(self, path: str, kind: str, message: str) -> None:
        """Add a document that could not be audited."""
        self.rows["failures"].append({"path": path, "kind": kind, "message": message, "remedy": "请重新导出。"})
