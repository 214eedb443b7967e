"""WB721: 实际完成值写成范围。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.measurability import is_bounded_actual, listed, rows, value_evidence
from wenbiao.model.finding import Finding, Severity


class BoundedActual(Rule):
    """实际完成值写成“以上、≥”等范围，不是测得的数。

    **查什么** 实际完成值带“以上、以下、≥、≤、约、不低于”等范围字样的，提请填写实际数。一张表只提一次，逐行列出。
    **为何查** 完成值是已经发生的结果，应当是一个测得的数；写成范围无法核对，也无法按比例计分。
    **不合格** 年度指标值“≥90%”，实际完成值“98%以上”。
    **合格**   年度指标值“≥90%”，实际完成值“98.2%”。
    **依据**   逻辑；所引表格（实际完成值）
    """

    code = "WB721"
    name = "bounded-actual"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms with actual values that are bounds."""
        for sheet in context.base.sheets:
            found = [i for i in rows(iter(sheet.indicators)) if is_bounded_actual(i)]
            if found:
                names = listed(f"{i.name}：{i.actual.text}" for i in found if i.actual is not None)
                yield self.finding(
                    f"{len(found)} 项指标的实际完成值写成范围，不是实际数：{names}。",
                    *(value_evidence(i, i.actual, "实际完成值") for i in found[:12]),
                    confidence=0.9,
                    stated=found[0].actual.text if found[0].actual is not None else None,
                    suggestion="请填写测得的实际数值；确实只能估计的，写明估计方法。",
                )
