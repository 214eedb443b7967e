"""What ``wenbiao corpus`` says, each text in Chinese and English."""

from __future__ import annotations

CORPUS: dict[str, tuple[str, str]] = {
    "help.corpus": (
        "成批核对报告，存入一个存储，再查询、统计、作图。",
        "Audit many reports into one store, then ask, count and picture it.",
    ),
    "help.corpus.run": (
        "核对许多报告，结果存入存储；中断后用同样的命令继续。",
        "Audit many reports into a store; after an interruption the same command goes on.",
    ),
    "help.corpus.paths": ("文件或文件夹。", "Files or folders."),
    "help.corpus.store": (
        "存储所在的文件夹，或 s3:// 等地址。",
        "The folder of the store, or an address such as s3://.",
    ),
    "help.corpus.engine": (
        "由谁执行：{choices}；默认 local（本机各处理器）。",
        "Who does the work: {choices}; default local, the processors of this machine.",
    ),
    "help.corpus.workers": (
        "同时核对几份；默认与处理器个数相同。",
        "How many documents at a time; by default one for each processor.",
    ),
    "help.corpus.packages": (
        "把含有文件的每个文件夹当作一套材料。",
        "Treat each folder that holds files as one document set.",
    ),
    "help.corpus.prune": (
        "从存储中去掉给出的路径下已找不到的文档。",
        "Drop documents from the store that are not found under the paths given.",
    ),
    "help.corpus.retry": (
        "重做上次因超时、内存不足或崩溃而没有完成的文档。",
        "Try again what failed for time, memory or a crash.",
    ),
    "help.corpus.sql": ("用 SQL 查询存储，只读。", "Ask the store in SQL; nothing can be changed."),
    "help.corpus.question": ("一条 SELECT 语句，或 -（标准输入）。", "One SELECT statement, or - for standard input."),
    "help.corpus.format": (
        "输出格式：{choices}；终端上默认 table，否则 csv。",
        "Output format: {choices}; table on a terminal, else csv.",
    ),
    "corpus.reading": ("读取文件", "reading files"),
    "corpus.rate": ("每秒 {rate} 份，失败 {failures} 份", "{rate} a second, {failures} failed"),
    "corpus.done": (
        "共 {documents} 份文档：本次核对 {audited} 份，此前已完成 {before} 份；存储中有 {failed} 份未能核对（见 failures 表），"
        "{copies} 个文件与其他文件逐字节相同、不重复计。存储：{store}",
        "{documents} documents: {audited} audited now, {before} done before; {failed} in the store could not be audited "
        "(table failures), {copies} files are byte for byte copies and count once. Store: {store}",
    ),
}
