"""Where and when a report says that it is made public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.extract.spans import Span, sentences

PUBLIC = re.compile(r"公开|公示|公布|向社会")
SITE = re.compile(
    r"(?<!相关)(?<!有关)(?<!指定)(?<!规定)(?:门户网站?|官方网站|官网|政府网站?|政务网|公众号|公示栏|公告栏|公开栏|(?:公开|信息|服务)平台|部门网站|单位网站|本(?:局|单位|部门|中心|院|校)网站|信息公开专栏|专栏)"
    r"|[A-Za-z0-9-]+\.(?:gov|com|cn|org)|https?://"
)
TIME = re.compile(
    r"\d{1,2}\s*月|\d+\s*(?:个)?(?:工作)?日(?:内|以内|之内)|(?:随|与|同|和|跟)[^。，；]{0,14}(?:决算|预算|报表)|(?:决算|预算)[^。，；]{0,10}(?:一并|同步|同时|一起)|已(?:经)?(?:在|于|通过|按|全文|公开|公示|公布)|上半年|下半年|[一二三四]季度|年底前|年内"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """A sentence on publication, and whether it says where and when."""

    span: Span
    has_site: bool
    has_time: bool


def publication_sentences(text: str) -> Iterator[Publication]:
    """Yield the sentences of a text that speak of making something public; the span is the clause that does."""
    for span in sentences(text):
        sentence = span.within(text)
        if found := PUBLIC.search(sentence):
            start = span.start + max(sentence.rfind(mark, 0, found.start()) for mark in "，；") + 1
            yield Publication(Span(start, span.end), bool(SITE.search(sentence)), bool(TIME.search(sentence)))
