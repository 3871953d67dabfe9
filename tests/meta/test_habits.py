"""Habits that a reader should be able to rely on, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted(path for folder in ("bot", "cogs", "persona") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOCKS = {"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "PropertyMock", "create_autospec"}
# What only the ambient may read: the clock, the dice, the source of ids.
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.monotonic",
    "time.localtime",
}
DICE = {"random", "secrets", "uuid"}
AMBIENT = "bot/core/ambient.py"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name(path))


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (one.name for one in node.names)
            case ast.ImportFrom(module=str() as module, level=0):
                yield module
                yield from (f"{module}.{one.name}" for one in node.names)


def test_no_test_pretends_with_a_mock() -> None:
    for path in TESTS:
        tree = parsed(path)
        assert not {one.rpartition(".")[2] for one in called(tree)} & MOCKS, name(path)
        assert not {one for one in imported(tree) if one.startswith(("unittest.mock", "mock"))}, name(path)


def test_clock_ids_and_dice_come_from_the_ambient_alone() -> None:
    for path in SOURCES:
        if name(path) == AMBIENT:
            continue
        tree = parsed(path)
        assert not {".".join(one.split(".")[-2:]) for one in called(tree)} & CLOCKS, name(path)
        assert not {one.split(".")[0] for one in imported(tree)} & DICE, name(path)
        assert not {one for one in imported(tree) if one in CLOCKS}, name(path)


def test_every_module_says_in_a_docstring_what_lives_there() -> None:
    trees = {name(path): parsed(path) for path in SOURCES}
    assert [path for path, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_nothing_runs_without_an_owner() -> None:
    """A bare task is forgotten when it fails; a task group's never is."""
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                assert ast.unparse(node.value.func) not in ("asyncio.create_task", "asyncio.ensure_future"), name(path)


def test_nothing_is_left_for_later() -> None:
    unfinished = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error")
    texts = {name(path): path.read_text(encoding="utf-8") for path in SOURCES}
    assert [path for path, text in texts.items() if any(word in text for word in unfinished)] == []


def test_no_path_of_somebodys_machine_is_left_in_the_source() -> None:
    paths = ("/" + "root/", "/" + "work/", "/" + "Users/")
    texts = {name(path): path.read_text(encoding="utf-8") for path in (*SOURCES, *TESTS)}
    assert [path for path, text in texts.items() if any(word in text for word in paths)] == []
