"""WB812: 手机号码未隐去。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.disclosure import disclosed
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.privacy import Private
from wenbiao.model.finding import Finding, Severity


class MobileDisclosed(Rule):
    """手机号码未隐去。

    **查什么** 文中出现完整的11位手机号码（138开头等），金额、编号中的数字不算；结果中一律遮盖中间四位。
    **为何查** 报告要公开，个人号码公开前应作去标识化处理。
    **不合格** 联系人电话：13800138000。
    **合格**   服务热线12345；合同金额13800138000元。
    **依据**   二手材料（政府信息公开条例第十五条；政务公开工作要点关于去标识化的要求）
    """

    code = "WB812"
    name = "mobile-disclosed"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each mobile number."""
        for hit, evidence in disclosed(context, Private.MOBILE):
            yield self.finding(
                f"文中有手机号码 {hit.hidden}，公开前应隐去。",
                evidence,
                confidence=0.95,
                suggestion="请删去，或改留办公电话。",
            )
