"""Which part of a web page is the document, and which is furniture of the site."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from wenbiao.read.html_flow import tidy
from wenbiao.read.html_names import EDITOR_CONTAINERS, FURNITURE, PAGE_CONTAINERS
from wenbiao.read.html_table import is_data_table, is_index_table, text_of
from wenbiao.read.html_tree import BLOCKS, Element, Event, Skip, is_dropped, is_hidden, names, walk, words

FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})

FURNITURE_LINE = re.compile(
    r"""\s*[【\[]?\s*(?:
        (?:您|你)?\s*(?:现在|当前|目前)?(?:所在)?的?(?:位置|栏目)(?:是)?\s*[:：]     # 当前位置：首页 > 公开
      | (?:网站)?首页\s*(?:[>»＞/→-]|&gt;)
      | (?:索\s*引\s*号|发布机构|信息来源|浏览次数|点击次?数|点击率|阅读(?:次数|量)?|访问量|责任编辑)\s*[:：]
      | (?:来源|作者)\s*[:：].{0,60}(?:时间|日期|浏览|点击|阅读|字[体号]|打印)
      | (?:(?:发布|公开|更新|发文|成文|生成)?(?:时间|日期))\s*[:：]\s*(?:19|20)\d\d\s*[-年/.]\s*\d\d?\s*[-月/.]\s*\d\d?.{0,60}
        (?:来源|作者|浏览|点击|阅读|字[体号]|打印|分享)
      | (?:发布|公开|更新|生成)(?:时间|日期)\s*[:：]\s*(?:19|20)\d\d\s*[-年/.]
      | 字[体号]\s*(?:大小)?\s*[:：【\[]
      | (?:(?:打印|关闭|收藏|分享|返回)(?:本页|正文|窗口|此页|顶部|首页|列表|上页|到|至)?|字[体号](?:大小)?|[大中小]
          |保护视力色|我要纠错|扫一扫.{0,20}|TOP)(?:[\s【】\[\]()（）|｜:：…]+|$)+
        (?:(?:打印|关闭|收藏|分享|返回)(?:本页|正文|窗口|此页|顶部|首页|列表|上页|到|至)?|[大中小]|微信|微博
          |[\s【】\[\]()（）|｜:：…])*$
      | (?:分享到|扫一扫在手机|上一[篇条页]|下一[篇条页]|相关(?:链接|文章|阅读|新闻|信息|文档|稿件))\s*(?:[:：]|$)
      | .{0,60}(?:版权所有|ICP备\s*\d|公网安备|网站标识码|网站地图|Copyright\s)
    )""",
    re.X | re.I,
)
"""Lines that belong to the site, in a body paragraph without a full stop."""

MAX_FURNITURE_LINE = 150
SENTENCE = re.compile(r"[。，；！？]")
LEAF = frozenset({"p", "li", "ul", "ol", "dl", "dt", "dd", "span", "font", "b", "strong", "a", "tr", "tbody", "table"})
"""Tags that are never taken for the main content by density alone: their neighbours may belong to it."""

IN_EDITOR, IN_ANY = 0.7, 0.98
"""Share of the page's prose that a known container, or any other element, must hold to be the main content."""

LONG_TEXT = 100
"""Characters of prose in a second container, from which it is part of the document."""

SMALL_PICTURE = 60
DECORATION = re.compile(r"icon|logo|print|share|weixin|qrcode|ewm|filetype|/icons?_", re.I)
SITE_NAME = re.compile(r"(?:政府|网|网站|门户|平台|局|厅|委员会|委|办公室|首页|公开|专栏|中心)$")
TITLE_SEPARATOR = re.compile(r"\s*[-_|–—]+\s*|\s{2,}")


class Page:
    """One page: ``main`` is the element that holds the document, ``title`` the document's title."""

    def __init__(self, root: Element) -> None:
        """Find the main content."""
        self.root = root
        body = root.find(".//body")
        self.body = root if body is None else body
        self.hidden = {e for e in self.body.iter() if isinstance(e.tag, str) and is_hidden(e)}
        self.tables = {t for t in self.body.iter("table") if not is_index_table(t) and is_data_table(t)}
        self.weights = self.weigh(self.body, self.is_unseen)
        self.show_what_scripts_show()
        self.main = self.find_main()

    def is_unseen(self, element: Element) -> bool:
        """Whether an element is not shown, or holds no text; rows are left to their table."""
        return is_dropped(element) or (element in self.hidden and element.tag != "tr")

    def is_left_out(self, element: Element) -> bool:
        """Whether an element is no part of the document: unseen, or furniture of the site without prose."""
        if self.is_unseen(element):
            return True
        if element.tag == "table" and is_index_table(element):
            return True
        if self.weights[element] > 0 or element is self.main or element.tag in {"body", "h1", "td", "th", "tr", "p"}:
            return False
        return element.tag in FURNITURE_TAGS or bool(words(element) & FURNITURE)

    def weigh(self, root: Element, skip: Skip) -> Counter[Element]:
        """Return how many characters of prose each element holds.

        Prose is a line with a mark of a sentence, and any line in a data table; what is a link
        does not count.
        """
        weights: Counter[Element] = Counter()
        line: list[str] = []
        linked = inside = 0
        block = root

        def close() -> None:
            text = tidy("".join(line))
            line.clear()
            if text and (inside or SENTENCE.search(text)):
                weights[block] += len(text)
                for ancestor in block.iterancestors():
                    weights[ancestor] += len(text)

        for event, element in walk(root, skip):
            if element.tag in BLOCKS and event is not Event.SKIPPED:
                close()
                parent = element.getparent()
                block = element if event is Event.OPEN or element is root or parent is None else parent
            opens = (event is Event.OPEN) - (event is Event.CLOSE)
            linked += opens * (element.tag == "a")
            inside += opens * (element in self.tables)
            if event is Event.OPEN and not linked:
                line.append(element.text or "")
            elif event is not Event.OPEN and element is not root and not linked:
                line.append(element.tail or "")
        close()
        return weights

    def show_what_scripts_show(self) -> None:
        """Take hidden elements as shown where they hold more prose than all that is visible."""
        for element in [e for e in self.hidden if not any(a in self.hidden for a in e.iterancestors())]:
            prose = self.weigh(element, is_dropped)[element]
            if prose > max(self.weights[self.body], MAX_FURNITURE_LINE):
                self.hidden.discard(element)
                self.weights = self.weigh(self.body, self.is_unseen)

    def find_main(self) -> Element:
        """Return the main content: a known container with most of the prose, else the smallest element with all of it.

        It always holds every data table of the page that is not part of its furniture, and every
        container of an editor's text.
        """
        total = self.weights[self.body]
        chain = self.chain(total)
        known = [e for e in chain if names(e) & EDITOR_CONTAINERS] or [e for e in chain if is_page_container(e)]
        whole = [e for e in chain if self.weights[e] >= IN_ANY * total and e.tag not in LEAF]
        main = innermost(known, self.weights) if known else whole[-1]
        needed = [t for t in self.tables if self.is_of_document(t)]
        needed += [e for e, prose in self.weights.items() if prose >= LONG_TEXT and names(e) & EDITOR_CONTAINERS]
        while any(main is not e and main not in e.iterancestors() and e not in main.iterancestors() for e in needed):
            parent = main.getparent()
            if parent is None:
                break
            main = parent
        return main

    def chain(self, total: int) -> list[Element]:
        """Return the elements from the body inwards that hold most of the prose, none inside a data table."""
        chain = [self.body]
        if total == 0:
            known = [e for e in self.body.iter() if isinstance(e.tag, str) and names(e) & EDITOR_CONTAINERS]
            return chain + known[:1]
        while True:
            inner = [e for e in chain[-1] if self.weights[e] >= IN_EDITOR * total and e not in self.tables]
            if not inner:
                return chain
            chain.append(inner[0])

    def is_of_document(self, table: Element) -> bool:
        """Whether a data table outside the main content must be part of the document: it has labels and figures."""
        if any(self.is_left_out(a) for a in (table, *table.iterancestors())):
            return False
        links = sum(len(text_of(a)) for a in table.iterdescendants("a"))
        text = text_of(table)
        labels = any(len(text_of(cell)) > 2 for cell in table.iterdescendants("td", "th"))  # noqa: PLR2004 (no calendar)
        return labels and 2 * links < len(text) and any(c.isdigit() for c in text)

    @property
    def hidden_prose(self) -> int:
        """Return how many characters of prose are hidden in the main content."""
        outermost = [e for e in self.hidden if not any(a in self.hidden for a in e.iterancestors())]
        inside = [e for e in outermost if self.main in e.iterancestors()]
        return sum(self.weigh(e, is_dropped)[e] for e in inside)

    @property
    def prose_outside(self) -> int:
        """Return how many characters of prose the page has outside the main content."""
        return self.weights[self.body] - self.weights[self.main]

    @property
    def images(self) -> int:
        """Return the number of pictures in the main content that are more than decoration."""
        pictures = [i for i in self.main.iterdescendants("img") if not DECORATION.search(i.get("src", ""))]
        return sum(not any(is_small(i.get(side)) for side in ("width", "height")) for i in pictures)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Return address and text of all links."""
        return [(a.get("href", ""), " ".join(map(str, a.itertext()))) for a in self.body.iterdescendants("a")]

    @property
    def embedded(self) -> list[str]:
        """Return the addresses of documents shown inside the page."""
        found = []
        for element in self.body.iterdescendants("iframe", "embed", "object"):
            address = element.get("src") or element.get("data") or ""
            if re.search(r"\.(?:pdf|docx?|xlsx?|ofd)\b", address, re.I):
                found.append(address.rsplit("/", 1)[-1])
        return found

    @cached_property
    def title(self) -> str:
        """Return the title: what the page declares, else its first main heading, else its window title without the site."""
        for meta in self.root.iter("meta"):
            if meta.get("name", "").strip().lower() == "articletitle" and tidy(meta.get("content", "")):
                return tidy(meta.get("content", ""))
        for heading in self.body.iter("h1"):
            if not self.is_unseen(heading) and (text := tidy("".join(map(str, heading.itertext())))):
                return text
        window = next((tidy("".join(map(str, t.itertext()))) for t in self.root.iter("title")), "")
        parts = [part for part in TITLE_SEPARATOR.split(window) if part and not SITE_NAME.search(part)]
        return max(parts, key=len, default="")


def innermost(nested: list[Element], weights: Counter[Element]) -> Element:
    """Return the smallest of nested containers that still has all the prose of the largest."""
    return next(e for e in reversed(nested) if weights[e] >= IN_ANY * weights[nested[0]])


def is_page_container(element: Element) -> bool:
    """Whether an element is a known box around the text."""
    return element.tag in {"article", "main"} or bool(names(element) & PAGE_CONTAINERS)


def is_small(size: str | None) -> bool:
    """Whether a width or height in pixels is that of an icon."""
    digits = re.match(r"\s*(\d+)\s*(?:px)?\s*$", size or "")
    return digits is not None and int(digits[1]) < SMALL_PICTURE


def is_furniture_line(text: str) -> bool:
    """Whether a line of body text belongs to the site: a path, tools, dates of publication, a copyright notice."""
    return len(text) <= MAX_FURNITURE_LINE and "。" not in text and bool(FURNITURE_LINE.match(text))
