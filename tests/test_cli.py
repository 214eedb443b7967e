"""The command line: what goes where, in which language and encoding, with which exit status."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wenbiao import __version__
from wenbiao.cli import main
from wenbiao.cli.language import language_of
from wenbiao.cli.output import Target, targets_of
from wenbiao.cli.stdio import nearest
from wenbiao.errors import ConfigError
from wenbiao.report.messages import Lang, Words

FAULTY = """青禾县档案馆2024年度部门整体支出绩效自评报告

一、基本情况

2024年，本部门项目支出128.60万元。

表1 支出决算表 | 单位：万元
| 项目     | 2024年决算数 |
| 基本支出 | 900.00       |
| 项目支出 | 126.80       |
"""
ZH = Words(Lang.ZH)
CLEAN = FAULTY.replace("128.60", "126.80")
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder that holds one faulty and one clean document with Chinese names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WENBIAO_LANG", raising=False)
    (tmp_path / "有误.txt").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "无误.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def run(*arguments: str | bytes, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "wenbiao", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, **environment})


def codes(document: dict[str, list[dict[str, str]]]) -> set[str]:
    return {finding["code"] for finding in document["findings"]}


# --- help, version, language, wrong usage


def test_help_is_light() -> None:
    program = (
        "import sys; from wenbiao.cli import main; main(['--help'])\n"
        "heavy = {'spacy', 'jieba', 'sklearn', 'pdfplumber', 'docx', 'openpyxl', 'lxml', 'jinja2', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("command", ["check", "facts", "tables", "align", "rules"])
def test_every_command_has_help_in_two_languages(command: str, capsys: Captured) -> None:
    assert main([command, "--help"]) == 0
    chinese = capsys.readouterr().out
    assert main([command, "--help", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert "用法：wenbiao " + command in chinese
    assert "Usage: wenbiao " + command in english
    assert not re.search(r"\bhelp\.\w", chinese + english)


def test_group_help_lists_the_commands(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in ("check", "facts", "tables", "align", "rules"))


def test_version(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"wenbiao {__version__}\n"


def test_language_is_known_before_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert language_of([]) is Lang.ZH
    assert language_of(["check", "--lang", "en"]) is Lang.EN
    assert language_of(["--lang=en", "check"]) is Lang.EN
    assert language_of(["--lang", "fr"]) is Lang.ZH
    assert language_of(["check", "--", "--lang", "en"]) is Lang.ZH
    monkeypatch.setenv("WENBIAO_LANG", "en")
    assert language_of(["check"]) is Lang.EN
    assert language_of(["--lang", "zh"]) is Lang.ZH


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "用法：wenbiao COMMAND"),
        (["frob"], "没有“frob”这个命令"),
        (["check"], "缺少参数 PATH…"),
        (["check", "x", "--formt", "json"], "没有“--formt”这个选项，是否指 --format"),
        (["check", "x", "--format"], "选项 --format 后面缺少值"),
        (["check", "x", "--format", "doc"], "--format 的值“doc”无效，可用的有 text、json、jsonl、html"),
        (["check", "x", "--fail-on", "info"], "--fail-on 的值“info”无效"),
        (["check", "x", "--genre", "novel"], "--genre 的值“novel”无效"),
        (["check", "x", "--year", "今年"], "--year 的值“今年”不是年份"),
        (["check", "x", "--select", "WB101,XY"], "--select 的值“XY”不是规则代码或分组"),
        (["check", "x", "--config", "没有.toml"], "找不到配置文件“没有.toml”"),
        (["check", "x", "--lang", "fr"], "--lang 的值“fr”无效"),
        (["check", "有误.txt", "--format", "html", "--output", "-"], "不能写到标准输出"),
        (["check", "有误.txt", "无误.txt", "--format", "html", "--output", "a.html"], "多份报告不能写进一个文件"),
        (
            ["check", "有误.txt", "--format", "json", "--format", "html", "--output", "a.html"],
            "几种格式不能写进一个文件",
        ),
        (["check", "有误.txt", "--profile", "nowhere"], "nowhere"),
        (["facts", "有误.txt", "--format", "csv"], "--format 的值“csv”无效"),
        (["facts", ".", "--plain-text"], "--plain-text 一次只能处理一个文件"),
        (["rules", "WB999"], "没有规则“WB999”"),
        (["rules", "WB101", "WB102"], "多余的参数：WB102"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], said: str, capsys: Captured) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err


def test_wrong_usage_in_english(capsys: Captured) -> None:
    assert main(["check", "--lang", "en", "--formt"]) == 2
    assert "There is no option --formt" in capsys.readouterr().err


# --- exit status


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["无误.txt"], 0),
        (["有误.txt"], 1),
        (["无误.txt", "有误.txt"], 1),
        (["有误.txt", "--fail-on", "warning"], 1),
        (["有误.txt", "--fail-on", "never"], 0),
        (["有误.txt", "没有.txt"], 2),
        (["没有.txt", "--fail-on", "never"], 2),
        (["有误.txt", "--ignore", "WB1"], 0),
        (["有误.txt", "--select", "WB8"], 0),
        (["."], 1),
    ],
)
def test_exit_status(arguments: list[str], status: int, capsys: Captured) -> None:
    assert main(["check", *arguments, "--format", "json"]) == status
    assert json.loads(capsys.readouterr().out)["schema"] == "wenbiao.report/1"


def test_output_is_complete_when_a_file_is_unreadable(folder: Path, capsys: Captured) -> None:
    (folder / "空.txt").write_bytes(b"")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "图.bin").write_bytes(bytes(range(256)) * 20)
    paths = ["空.txt", "有误.txt", "坏.docx", "没有.txt", "图.bin", "无误.txt"]
    assert main(["check", *paths, "--format", "json"]) == 2
    captured = capsys.readouterr()
    documents = json.loads(captured.out)["documents"]
    assert [d["path"] for d in documents] == paths
    kinds = [d["error"] and d["error"]["kind"] for d in documents]
    assert kinds == ["empty", None, "corrupt", "missing", "unsupported", None]
    assert all(d["findings"] == [] and d["counts"] is None for d in documents if d["error"])
    assert "WB101" in codes(documents[1])
    for path in ("空.txt", "坏.docx", "没有.txt", "图.bin"):
        assert any(path in line and len(line) > len(path) + 20 for line in captured.err.splitlines())


def test_empty_folder_is_told(folder: Path, capsys: Captured) -> None:
    (folder / "空文件夹").mkdir()
    assert main(["check", "空文件夹"]) == 2
    captured = capsys.readouterr()
    assert "文件夹“空文件夹”中没有可审核的文件" in captured.out
    assert "文件夹“空文件夹”中没有可审核的文件" in captured.err


# --- where output goes


def test_json_and_jsonl_say_the_same(capsys: Captured) -> None:
    main(["check", "有误.txt", "无误.txt", "--format", "json"])
    whole = json.loads(capsys.readouterr().out)
    main(["check", "有误.txt", "无误.txt", "--format", "jsonl"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert whole["tool"] == {"name": "wenbiao", "version": __version__}
    assert [line | {"schema": 0, "tool": 0} for line in lines] == [
        d | {"schema": 0, "tool": 0} for d in whole["documents"]
    ]
    assert all(line["schema"] == "wenbiao.report/1" for line in lines)


def test_text_is_the_default(capsys: Captured) -> None:
    assert main(["check", "有误.txt"]) == 1
    captured = capsys.readouterr()
    assert "WB101" in captured.out
    assert "核对情况" in captured.out
    assert "\x1b" not in captured.out
    assert captured.err == ""


def test_several_reports_end_with_a_sum(capsys: Captured) -> None:
    main(["check", "有误.txt", "没有.txt", "--fail-on", "never"])
    assert capsys.readouterr().out.splitlines()[-1].startswith("共 2 份，其中 1 份无法读取：错误 1 处")


def test_pages_go_to_the_default_folder(folder: Path, capsys: Captured) -> None:
    main(["check", "有误.txt", "--format", "html"])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert str(Path("wenbiao-reports", "有误.html")) in captured.err
    assert "WB101" in (folder / "wenbiao-reports" / "有误.html").read_text(encoding="utf-8")
    assert not (folder / "wenbiao-reports" / "index.html").exists()


def test_folder_gets_pages_an_index_and_free_names(folder: Path, capsys: Captured) -> None:
    (folder / "报告" / "二科").mkdir(parents=True)
    (folder / "报告" / "二科" / "有误.md").write_text(FAULTY, encoding="utf-8")
    (folder / "报告" / "INDEX.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "报告" / "有误.txt").write_text(FAULTY, encoding="utf-8")
    main(["check", "报告", "--format", "text", "--format", "html", "--output", "结果"])
    captured = capsys.readouterr()
    assert captured.out.count("核对情况") == 3
    names = sorted(p.name for p in (folder / "结果").iterdir())
    assert names == sorted(["INDEX-2.html", "index.html", "有误.html", "有误-2.html"])
    assert str(Path("结果", "index.html")) in captured.err


def test_files_are_utf8_whatever_the_console(folder: Path) -> None:
    done = run("check", "有误.txt", "--format", "json", "--output", "结果.json", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stdout == b""
    text = (folder / "结果.json").read_text(encoding="utf-8")
    assert "项目支出" in text
    assert json.loads(text)["documents"][0]["path"] == "有误.txt"


def test_unwritable_place_is_told(folder: Path, capsys: Captured) -> None:
    (folder / "文件").write_text("x", encoding="utf-8")
    assert main(["check", "有误.txt", "--format", "html", "--output", "文件/报告/"]) == 2
    assert "无法写入“文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("formats", "output", "expected"),
    [
        (["text"], None, [Target("text", None)]),
        (["json", "text"], None, [Target("json", None), Target("text", Path("wenbiao-reports/wenbiao.txt"))]),
        (["text", "html"], None, [Target("text", None), Target("html", Path("wenbiao-reports"), folder=True)]),
        (["json"], "-", [Target("json", None)]),
        (["json"], "out/", [Target("json", Path("out/wenbiao.json"))]),
        (["text"], "out", [Target("text", Path("out/wenbiao.txt"))]),
        (["text"], "out.txt", [Target("text", Path("out.txt"))]),
        (["text", "html"], "out.html", [Target("text", None), Target("html", Path("out.html"))]),
    ],
)
def test_targets(formats: list[str], output: str | None, expected: list[Target]) -> None:
    assert targets_of(formats, output, False, ZH) == expected


def test_two_formats_do_not_share_standard_output() -> None:
    with pytest.raises(ConfigError):
        targets_of(["text", "json"], "-", False, ZH)


# --- input


def test_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FAULTY.encode("gb18030"))))
    assert main(["check", "-", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)["documents"][0]
    assert (document["path"], document["encoding"]) == ("-", "gb18030")
    assert "WB101" in codes(document)


def test_folder_is_read_without_what_is_no_document(folder: Path, capsys: Captured) -> None:
    (folder / "build.py").write_text("x = 1", encoding="utf-8")
    (folder / "公章.PNG").write_bytes(b"\x89PNG")
    (folder / ".隐藏.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "~$有误.docx").write_bytes(b"lock")
    for _ in range(2):
        main(["check", ".", "--format", "json", "--format", "html", "--format", "text"])
        documents = json.loads(capsys.readouterr().out)["documents"]
        assert [d["path"] for d in documents] == ["无误.txt", "有误.txt"]
    assert main(["check", "公章.PNG"]) == 2


def test_package_is_one_document(folder: Path, capsys: Captured) -> None:
    (folder / "材料").mkdir()
    narrative, _, table = FAULTY.partition("表1")
    (folder / "材料" / "1 报告.txt").write_text(narrative, encoding="utf-8")
    (folder / "材料" / "2 附表.txt").write_text("表1" + table, encoding="utf-8")
    assert main(["check", "--package", "材料", "--format", "json"]) == 1
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert (document["path"], document["files"]) == ("材料", ["1 报告.txt", "2 附表.txt"])
    claim, cell = next(f for f in document["findings"] if f["code"] == "WB101")["evidence"][:2]
    assert (claim["where"]["file"], cell["where"]["file"]) == ("1 报告.txt", "2 附表.txt")


def test_package_with_an_unreadable_member_is_not_clean(folder: Path, capsys: Captured) -> None:
    (folder / "空.xlsx").write_bytes(b"")
    assert main(["check", "--package", "无误.txt", "空.xlsx", "--format", "json"]) == 2
    captured = capsys.readouterr()
    (document,) = json.loads(captured.out)["documents"]
    assert document["error"] is None
    assert any("空.xlsx" in warning for warning in document["warnings"])
    assert "1 份文件无法读取" in captured.err


def test_configuration_file(folder: Path, capsys: Captured) -> None:
    (folder / "wenbiao.toml").write_text('ignore = ["WB1"]\nyear = 2023\n', encoding="utf-8")
    assert main(["check", "有误.txt", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["year"] == 2023
    assert main(["check", "有误.txt", "--format", "json", "--ignore", "WB8", "--year", "2024"]) == 1
    assert json.loads(capsys.readouterr().out)["documents"][0]["year"] == 2024


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("colour = 1", "“colour”不是可用的设置"),
        ('year = "去年"', "“year”类型不对，应为整数"),
        ("ignore = 3", "“ignore”类型不对，应为文字列表"),
        ("year = ", "不是有效的 TOML"),
        ('fail-on = "info"', "--fail-on 的值“info”无效"),
    ],
)
def test_faulty_configuration_is_explained(folder: Path, capsys: Captured, toml: str, said: str) -> None:
    (folder / "my.toml").write_text(toml, encoding="utf-8")
    assert main(["check", "有误.txt", "--config", "my.toml"]) == 2
    assert said in capsys.readouterr().err


# --- the console


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "cp936:strict"])
@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_output_never_fails_on_the_code_page(encoding: str, form: str) -> None:
    done = run("check", "有误.txt", "没有.txt", "--format", form, PYTHONIOENCODING=encoding)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    if form == "json":
        assert json.loads(done.stdout)["documents"][0]["path"] == "有误.txt"
    if encoding == "gbk":
        assert "没有.txt" in done.stderr.decode("gbk")


def test_gbk_console_reads_chinese() -> None:
    done = run("check", "有误.txt", PYTHONIOENCODING="gbk")
    assert "核对情况" in done.stdout.decode("gbk")


def test_missing_characters_become_the_nearest() -> None:
    assert nearest(UnicodeEncodeError("gbk", "1−2", 1, 2, "")) == ("-", 2)
    assert nearest(UnicodeEncodeError("gbk", "\U0001f600", 0, 1, "")) == ("\\U0001f600", 1)
    assert nearest(UnicodeEncodeError("ascii", "≧", 0, 1, "")) == ("\\u2267", 1)


def test_broken_pipe_is_quiet(folder: Path) -> None:
    for name in range(8):
        (folder / f"{name}.txt").write_text(FAULTY, encoding="utf-8")
    command = [sys.executable, "-m", "wenbiao", "check", ".", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) in (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_file_name_that_is_no_text(folder: Path) -> None:
    name = "报告".encode() + b"\xff.txt"
    try:
        (folder / os.fsdecode(name)).write_text(FAULTY, encoding="utf-8")
    except OSError:
        pytest.skip("the file system refuses such a name")
    for form in ("text", "json", "html"):
        done = run("check", name, "--format", form)
        assert done.returncode == 1, done.stderr
        assert b"Traceback" not in done.stderr


# --- facts, tables, align, rules


def test_facts_are_jsonl_when_piped(capsys: Captured) -> None:
    assert main(["facts", "有误.txt"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["text"], r["base_value"], r["kind"]) for r in rows if r["kind"] == "money"] == [
        ("128.60万元", "1286000", "money")
    ]
    assert FAULTY[rows[0]["start"] : rows[0]["end"]] == rows[0]["text"]


def test_facts_as_text(capsys: Captured) -> None:
    assert main(["facts", "有误.txt", "--format", "text"]) == 0
    out = capsys.readouterr().out
    assert "128.60万元" in out
    assert out.startswith("位置")


def test_plain_text_is_what_offsets_count_in(capsys: Captured) -> None:
    assert main(["facts", "有误.txt", "--plain-text"]) == 0
    assert capsys.readouterr().out == FAULTY


def test_tables(capsys: Captured) -> None:
    assert main(["tables", "有误.txt"]) == 0
    (table,) = json.loads(capsys.readouterr().out)
    assert (table["index"], table["unit"], len(table["rows"])) == (0, "万元", 3)
    cell = table["rows"][2][1]
    assert (cell["value"], cell["kind"], cell["unit"], cell["label"]) == (
        "126.80",
        "money",
        "万元",
        ["项目支出", "2024年决算数"],
    )
    assert main(["tables", "有误.txt", "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 7


def test_align(capsys: Captured) -> None:
    assert main(["align", "有误.txt"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert row["verdict"] == "contradicted"
    assert row["evidence"][0]["value"] == "126.80"
    assert main(["align", "无误.txt", "--format", "text"]) == 0
    assert "与表一致" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["facts", "tables", "align"])
def test_unreadable_input_of_the_lists(command: str, capsys: Captured) -> None:
    assert main([command, "没有.txt"]) == 2
    captured = capsys.readouterr()
    assert "没有.txt" in captured.err
    assert captured.out == ""


def test_rules(capsys: Captured) -> None:
    assert main(["rules"]) == 0
    listed = capsys.readouterr().out
    assert "WB101" in listed
    assert main(["rules", "wb101"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("WB101  ")
    assert "**" not in page
    assert all(heading in page for heading in ("查什么", "为何查", "不合格", "合格", "依据"))
    assert main(["rules", "WB1"]) == 0
    assert "WB2" not in capsys.readouterr().out


def test_program_error_on_one_document_does_not_cost_the_others(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    nested = "<div>" * 3 + "<table>" + "<tr><td>" * 2000
    (folder / "怪.html").write_text(nested, encoding="utf-8")
    assert main(["check", "怪.html", "有误.txt", "--format", "json"]) in (1, 2)
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert "WB101" in codes(documents[1])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_terminal_gets_colour_and_width(require_pty: Callable[[list[str]], str]) -> None:
    out = require_pty([sys.executable, "-m", "wenbiao", "check", "有误.txt"])
    assert "\x1b[" in out
    assert "核对情况" in out


@pytest.fixture
def require_pty() -> Callable[[list[str]], str]:
    """Return a function that runs a command on a pseudo-terminal and answers with what it printed."""
    import pty

    def run_there(command: list[str]) -> str:
        master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
        environment.pop("NO_COLOR", None)
        with subprocess.Popen(command, stdout=slave, stderr=subprocess.DEVNULL, env=environment):
            os.close(slave)
            printed = b""
            while chunk := read_some(master):
                printed += chunk
        os.close(master)
        return printed.decode()

    return run_there


def read_some(descriptor: int) -> bytes:
    """Return what there is to read, nothing when the other end has closed."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""
