"""WB814: 银行卡号未隐去。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.disclosure import disclosed
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.privacy import Private
from wenbiao.model.finding import Finding, Severity


class BankCardDisclosed(Rule):
    """银行卡号未隐去。

    **查什么** 16至19位数字通过卡号校验（模10算法），且近旁有账号、卡号、账户、开户等字样。
    **为何查** 金融账户信息属于敏感信息，公开即为泄露。
    **不合格** 收款账号：6222020200112230103。
    **合格**   资产编号6222020200112230103；收款账号见合同。
    **依据**   二手材料（个人信息保护法第二十八条）；校验位为算术
    """

    code = "WB814"
    name = "bank-card-disclosed"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each bank card number."""
        for hit, evidence in disclosed(context, Private.BANK_CARD):
            yield self.finding(
                f"文中有银行卡号 {hit.hidden}，公开前应隐去。",
                evidence,
                confidence=0.9,
                suggestion="请删去账号。",
            )
