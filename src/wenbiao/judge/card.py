"""The scoreboard and the model card, written from an evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from wenbiao.judge.elements import Element
from wenbiao.judge.evaluate import (
    BINS,
    BOOSTING,
    DUMMY,
    FOREST,
    LINEAR,
    OUTER_FOLDS,
    RESAMPLES,
    RULE,
    Evaluation,
    precision_recall,
)
from wenbiao.judge.fit import INNER_FOLDS, LABELS, Fitted, Space, macro_f1
from wenbiao.judge.judgement import elements_given

NAMES = {"vague": "空泛（vague）", "boilerplate": "套话（boilerplate）"}
ROLES = {
    "annual_goal": "年度目标",
    "result": "完成情况",
    "indicator": "指标",
    "measure": "改进措施",
    "problem": "存在问题",
}
METHODS = (LINEAR, BOOSTING, FOREST, RULE, DUMMY)
BEGIN, END = "<!-- 以下由 make judge 生成 -->", "<!-- 以上由 make judge 生成 -->"
MOST_SIGNALS = 12
FEWEST_CASES = 10


def write_report(evaluation: Evaluation, models: dict[str, Fitted], space: Space, path: Path) -> None:
    """Write the scoreboard."""
    lines = [
        "# 判断空泛与套话：成绩",
        "",
        "由 `make judge` 生成；数据、定义和局限见 `docs/judge.md`、`docs/labelling.md`。",
        "",
    ]
    lines += [*summary(evaluation, models), *tables(evaluation, models, space)]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_card(evaluation: Evaluation, models: dict[str, Fitted], space: Space, path: Path) -> None:
    """Put the figures between the marks of the model card, and leave the rest as it is."""
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    figures = "\n".join([*summary(evaluation, models), *signals(models, space)])
    path.write_text(f"{head}{BEGIN}\n\n{figures}\n{END}{tail}", encoding="utf-8")


def summary(evaluation: Evaluation, models: dict[str, Fitted]) -> Iterator[str]:
    """Yield what was done and the main table."""
    agencies = len({e.agency for e in evaluation.given})
    yield (
        f"{len(evaluation.given)} 条语句，{agencies} 类机构。按机构嵌套交叉验证：外层 {OUTER_FOLDS} 折，内层 {INNER_FOLDS} 折，"
        f"同一类机构的语句从不分在两边；正则化强度、校准、阈值只用内层定。区间为按机构重抽样 {RESAMPLES} 次的 95% 区间。"
    )
    yield ""
    yield "| 标签 | 方法 | 宏平均 F1 | 95% 区间 | 查准率 | 查全率 | 校准误差（95% 区间） |"
    yield "|---|---|---|---|---|---|---|"
    for label in LABELS:
        truth = evaluation.truth[label]
        for method in METHODS:
            result = evaluation.results[label, method]
            low, high = evaluation.interval(label, method)
            precision, recall = precision_recall(truth, result.guess)
            gap = evaluation.miscalibration(label, method)
            error = "" if gap is None else f"{gap[0]:.3f}（{gap[1]:.3f}–{gap[2]:.3f}）"
            score = macro_f1(truth, result.guess)
            yield f"| {NAMES[label]} | {method} | {score:.3f} | {low:.3f}–{high:.3f} | {precision:.3f} | {recall:.3f} | {error} |"
    yield ""
    chosen = "；".join(f"{NAMES[k]} {m.threshold:.2f}" for k, m in models.items())
    yield f"查准率、查全率是对标签为“是”的语句说的。随包模型的阈值：{chosen}（在内层折上查准率不低于 0.9 的阈值中取宏平均 F1 最高的）。"
    yield ""


def tables(evaluation: Evaluation, models: dict[str, Fitted], space: Space) -> Iterator[str]:
    """Yield errors by role and hard case, calibration, elements and signals."""
    for label in LABELS:
        yield f"## {NAMES[label]}：错在哪里"
        yield ""
        yield from table(("语句种类", "条数", "错", "宏平均 F1"), by_rows(evaluation, label, "role"))
        yield from table(("难例类型", "条数", "错", "宏平均 F1"), by_rows(evaluation, label, "note"))
        yield "概率与频率（按概率排序等分十组）："
        yield ""
        yield from table(("平均概率", "实际频率", "条数"), calibration_rows(evaluation, label))
    yield "## 要素"
    yield ""
    yield "要素由规则认定，不学习；空泛与否用上面的交叉验证结果。"
    yield ""
    yield from table(("要素", "查准率", "查全率", "F1"), element_rows(evaluation))
    yield from signals(models, space)


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    """Yield a table and a blank line."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def by_rows(evaluation: Evaluation, label: str, key: str) -> Iterator[Sequence[str]]:
    """Yield errors by role or kind of hard case; a score needs both classes."""
    for name, count, errors, score in evaluation.by(label, key):
        if count >= FEWEST_CASES:
            yield ROLES.get(name, name), str(count), str(errors), f"{score:.3f}" if key == "role" else "—"


def calibration_rows(evaluation: Evaluation, label: str) -> Iterator[Sequence[str]]:
    """Yield mean probability and frequency of ten groups of equal size."""
    import numpy as np

    probabilities = evaluation.results[label, LINEAR].probabilities
    if probabilities is None:
        return
    order = np.argsort(probabilities, kind="stable")
    for part in np.array_split(order, BINS):
        yield f"{probabilities[part].mean():.3f}", f"{evaluation.truth[label][part].mean():.3f}", str(len(part))


def element_rows(evaluation: Evaluation) -> Iterator[Sequence[str]]:
    """Yield precision, recall and F1 of each element."""
    guess = evaluation.results["vague", LINEAR].guess
    hits: Counter[Element] = Counter()
    said: Counter[Element] = Counter()
    true: Counter[Element] = Counter()
    for example, vague in zip(evaluation.given, guess, strict=True):
        given = elements_given(example.role, example.text, vague=bool(vague))
        said.update(given)
        true.update(e for e in Element if e in example.elements)
        hits.update(e for e in given if e in example.elements)
    for element in Element:
        precision, recall = hits[element] / max(said[element], 1), hits[element] / max(true[element], 1)
        f1 = 2 * hits[element] / max(said[element] + true[element], 1)
        yield element.value, f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"


def signals(models: dict[str, Fitted], space: Space) -> Iterator[str]:
    """Yield the signals that weigh most on either side."""
    for label, model in models.items():
        weights = sorted((float(model.weights[space.columns[f"s{name}"]]), name) for name in space.signals)
        yield f"{NAMES[label]}：分量最重的可读特征（其余是字的一至三元组和词）"
        yield ""
        rows = zip(reversed(weights[-MOST_SIGNALS:]), weights[:MOST_SIGNALS], strict=True)
        yield from table(
            ("偏向“是”", "权重", "偏向“否”", "权重"),
            ((f"`{a}`", f"{x:+.2f}", f"`{b}`", f"{y:+.2f}") for (x, a), (y, b) in rows),
        )
