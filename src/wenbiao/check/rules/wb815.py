"""WB815: 填表人姓名、办公电话随表公开。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.disclosure import disclosed
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.privacy import Private
from wenbiao.model.finding import Evidence, Finding, Severity


class ContactDisclosed(Rule):
    """填表人姓名、办公电话随表公开。

    **查什么** 填表人、联系人、负责人之后的姓名，和固定电话号码；全文合并提示，姓名、电话各一条。
    **为何查** 表式要求填写，报送时应当有；公开时是否保留，请按本地要求确定。
    **不合格** 填表人：王小明  联系电话：0731-22334455
    **合格**   填表人：        联系电话：；服务热线12345。
    **依据**   二手材料（政府信息公开条例第十五条）；表式要求填写，故只作提示
    """

    code = "WB815"
    name = "contact-disclosed"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield one finding on names and one on office phones, each with its places."""
        for kind in (Private.NAME, Private.PHONE):
            places: dict[str, Evidence] = {}
            for hit, evidence in disclosed(context, kind):
                places.setdefault(hit.hidden, evidence)
            if places:
                yield self.finding(
                    f"文中有{kind}（{'、'.join(places)}），公开前请确认是否需要隐去。",
                    *places.values(),
                    confidence=0.8,
                    suggestion="报送稿可保留；公开稿请按本地要求处理。",
                )
