"""WB813: 身份证号码未隐去。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.disclosure import disclosed
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.privacy import Private
from wenbiao.model.finding import Finding, Severity


class IdentityDisclosed(Rule):
    """身份证号码未隐去。

    **查什么** 文中出现18位身份证号码：出生日期成立、校验位正确；注明“身份证”而校验位不对的作提醒。统一社会信用代码、科目编码不算。
    **为何查** 身份证号码属于敏感信息，公开即为泄露。
    **不合格** 身份证号：11010519491231002X。
    **合格**   统一社会信用代码91110000802100433B；项目编码110105200000000000001。
    **依据**   二手材料（政府信息公开条例第十五条、个人信息保护法第二十八条）；校验位为算术
    """

    code = "WB813"
    name = "identity-disclosed"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each identity number."""
        for hit, evidence in disclosed(context, Private.IDENTITY):
            yield self.finding(
                f"文中有身份证号码 {hit.hidden}{'' if hit.certain else '（校验位不符，请一并核对）'}，公开前必须隐去。",
                evidence,
                severity=Severity.ERROR if hit.certain else Severity.WARNING,
                confidence=0.99 if hit.certain else 0.8,
                suggestion="请删去身份证号码。",
            )
