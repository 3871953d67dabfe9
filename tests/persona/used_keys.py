"""Which lines the code says and which blanks it fills, read from the source: literals where they can be seen."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9_]+)*\Z")
# The position of the key among the arguments of whatever says a line.
SAYERS = {"say": 0, "label": 0, "answer": 0, "Mistake": 0, "say_in": 1, "label_in": 1, "cheer": 2}
NO_BLANKS = {"replace"}


@dataclass(frozen=True)
class Use:
    """`pattern` matches the keys that may be meant; `blanks` is None where they cannot be seen."""

    where: str
    pattern: str
    blanks: frozenset[str] | None

    def means(self, key: str) -> bool:
        return re.fullmatch(self.pattern, key) is not None


def used_keys(folders: tuple[str, ...] = ("bot", "cogs")) -> list[Use]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [use for path in paths for use in uses_in(path.read_text(encoding="utf-8"), _name(path))]


def mentioned_words(folders: tuple[str, ...] = ("bot", "cogs", "persona/house/kinds")) -> frozenset[str]:
    """Everything in quotes: a key that goes through a variable or a template is at least written somewhere."""
    found: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*")):
        if path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        elif path.suffix in {".html", ".js", ".toml"}:
            found.update(re.findall(r"[\"']([a-z0-9-]+)[\"']", path.read_text(encoding="utf-8")))
    return frozenset(found)


def kind_lines() -> frozenset[str]:
    files = (ROOT / "persona").glob("*/kinds/*.toml")
    kinds = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return frozenset(act["line"] for kind in kinds for act in kind["acts"] if "line" in act)


def uses_in(source: str, where: str) -> Iterator[Use]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _call(node, f"{where}:{node.lineno}", where)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _command(node, where)


def _call(call: ast.Call, at: str, where: str) -> Iterator[Use]:
    name = _called(call)
    if name == "Form":
        yield from _form(call, at)
    elif name == "variants":
        yield from _each(call, 1, at, None, numbered=True)
    elif name == "says":
        yield from _each(call, 1, at, frozenset())
    elif name == "say" and _receiver(call) in {"voice", "_voice"}:
        yield from _each(call, 1, at, _dict_keys(call))
    elif name in SAYERS and not (name == "answer" and where.startswith("bot/platforms")):
        yield from _each(call, SAYERS[name], at, _keywords(call))


def _each(
    call: ast.Call, position: int, at: str, blanks: frozenset[str] | None, *, numbered: bool = False
) -> Iterator[Use]:
    if len(call.args) > position:
        for pattern in _patterns(call.args[position]):
            yield Use(at, pattern + ("-[0-9]+" if numbered else ""), blanks)


def _patterns(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as key) if KEY.match(key):
            yield re.escape(key)
        case ast.IfExp():
            yield from _patterns(node.body)
            yield from _patterns(node.orelse)
        case ast.JoinedStr() if isinstance(node.values[0], ast.Constant):
            yield "".join(map(_part, node.values))


def _part(part: ast.expr) -> str:
    """A blank called number or index stands for digits, any other for words."""
    match part:
        case ast.Constant():
            return re.escape(str(part.value))
        case ast.FormattedValue(value=ast.Name(id="number" | "index" | "n") | ast.BinOp()):
            return "[0-9]+"
        case _:
            return "[a-z0-9_-]+"


def _form(call: ast.Call, at: str) -> Iterator[Use]:
    line = next((k.value for k in call.keywords if k.arg == "line"), call.args[0] if call.args else None)
    if not isinstance(line, ast.Constant) or not isinstance(line.value, str):
        return
    yield Use(at, re.escape(line.value), frozenset())
    for part in ast.walk(call):
        if isinstance(part, ast.Call) and _called(part) == "Field":
            name = next((k.value for k in part.keywords if k.arg == "name"), part.args[0] if part.args else None)
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield Use(at, re.escape(f"{line.value}-{name.value}"), frozenset())


def _command(function: ast.FunctionDef | ast.AsyncFunctionDef, where: str) -> Iterator[Use]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and _called(decorator) == "command" and decorator.args:
            name = decorator.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                keys = [f"command-{name.value}"]
                keys += [f"{keys[0]}-{given.arg.replace('_', '-')}" for given in function.args.args[1:]]
                keys += [f"{keys[0]}-menu" for given in decorator.keywords if given.arg == "menu"]
                yield from (Use(f"{where}:{function.lineno}", re.escape(key), frozenset()) for key in keys)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _receiver(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(value=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name
    return ""


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    if None in names:
        return None
    return frozenset(name for name in names if name and name not in NO_BLANKS)


def _dict_keys(call: ast.Call) -> frozenset[str] | None:
    given = call.args[2] if len(call.args) > 2 else None
    if not isinstance(given, ast.Dict) or not all(isinstance(key, ast.Constant) for key in given.keys):
        return None
    return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
