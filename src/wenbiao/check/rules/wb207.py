"""WB207: 列举的个数与所称不符。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule, cell, formula, short
from wenbiao.extract.enumerations import Enumeration, enumerations, numbered_lists
from wenbiao.model.finding import Evidence, Finding, Severity


class EnumerationCount(Rule):
    """列举的个数与所称不符。

    **查什么** 写明个数并逐一列出名称的（设3个股室，分别是……），名称的个数须与数字相同；以“等”收尾的列举不查，“和”“及”两读皆可。
    **为何查** 个数与名单对不上，必有一处漏写或多写。
    **不合格** 我单位设3个内设机构，分别是办公室、营商环境服务股。
    **合格**   内设综合办公室、投诉协调股、营商环境评价股三个股室；代办项目6个，即甲、乙、丙等。
    **依据**   算术
    """

    code = "WB207"
    name = "enumeration-count"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the closed lists that cannot be read with as many items as stated."""
        for passage in passages(context, enumerations):
            for listed in enumerations(passage.text):
                if not listed.holds:
                    yield self.fault(listed, passage.evidence(listed.span))
        for table in (sheet.table for sheet in context.base.sheets):
            for place in table.cells:
                for listed in numbered_lists(place.text):
                    if not listed.holds:
                        quoted = cell(table, place)
                        yield self.fault(listed, replace(quoted, quote=short(listed.span.within(place.text))))

    def fault(self, listed: Enumeration, place: Evidence) -> Finding:
        """Return the finding on one list."""
        counted = self.counted(listed)
        return self.finding(
            f"称 {listed.stated} 个，列出的是 {counted} 个：{'、'.join(listed.items)}。",
            place,
            formula(f"{'、'.join(listed.items)} 共 {counted} 个 ≠ {listed.stated} 个"),
            severity=Severity.ERROR if listed.certain else Severity.WARNING,
            confidence=0.93 if listed.certain else 0.7,
            stated=str(listed.stated),
            expected=str(counted),
            unit="个",
            suggestion="请核对个数与名单，补上漏列的或改正数字；只列部分的，请加“等”。",
        )

    @staticmethod
    def counted(listed: Enumeration) -> int:
        """Return the number of items in the reading nearest to what is stated."""
        return listed.fewest if listed.stated < listed.fewest else listed.most
