"""A report on a document that tries to break out of every format it is written in."""

from __future__ import annotations

from report_sample import cell_fact, document, stated
from wenbiao.model.finding import Evidence, Finding, Link, Role, Severity, Verdict
from wenbiao.model.quantity import Kind
from wenbiao.model.result import DocumentReport, TableView

LONG = "很长的一行没有空格" * 60 + "x" * 400
HOSTILE = f"""<script>document.title='owned'</script>报告

</script><script>document.title='owned'</script><!-- <style>*{{display:none}}</style> {{{{ 7*7 }}}}{{% raw %}}

本年支出147.53万元]]><img src=x onerror="document.title='owned'">，'引号'与"引号"&amp;。

{LONG}

| 项目<b> | 2024年决算数" onmouseover="alert(1) |
| 支出    | 147.53                              |
"""


def hostile_report() -> DocumentReport:
    """Return a report that carries what the document tries into every field that is shown."""
    source = document(HOSTILE)
    table = source.tables[0]
    fact = stated(source, "147.53万元", Kind.MONEY, "147.53", "万元", subject="<i>支出</i>")
    cell = cell_fact(table, 1, 1, Kind.MONEY, "万元", ("支出</td><script>",), ('2024年决算数" onmouseover="alert(1)',))
    finding = Finding(
        "WB101",
        "x",
        Severity.ERROR,
        "<script>alert(1)</script>",
        (
            Evidence(Role.CLAIM, "147.53万元]]><img", fact.where, sentence=source.body[2].text, label=('"><b>',)),
            Evidence(Role.CELL, "147.53", cell.where, label=cell.label),
        ),
        suggestion="<svg onload=alert(1)>",
        accepted="</p><script>alert(1)</script>",
    )
    return DocumentReport(
        path="<x>.txt",
        title=source.body[0].text,
        members=(source,),
        facts=(fact,),
        views=(TableView(table, "unknown", {(1, 1): cell}, frozenset({(0, 0), (0, 1)})),),
        links=(Link(fact, Verdict.CONTRADICTED, 1.0, (cell,), "1 < 2 </span><script>alert(1)</script>"),),
        findings=(finding,),
        warnings=("<script>",),
    )
