"""Small mistakes that somebody could make in a file, one at a time."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

Change = tuple[str, Any, str]
"""An attribute of a node, what it becomes, and what to call it where the code does not show it."""

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
REVERSED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
DROPPED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
NOT_JUDGED = {"annotation", "returns", "decorator_list", "bases"}
"""What no behaviour follows from, or what the form and `docs/rules.md` are held to."""


@dataclass(frozen=True)
class Mutant:
    """One mistake: in which function or class, on which line, and what it makes of the code."""

    where: str
    line: int
    change: str
    code: CodeType


def mutants(source: str, filename: str) -> Iterator[Mutant]:
    """All mistakes in a file, each compiled by itself."""
    tree = ast.parse(source)
    for node, where in _inside(tree, ""):
        for attribute, value, said in _changes(node):
            before, kept = _text(node), getattr(node, attribute)
            setattr(node, attribute, value)
            ast.fix_missing_locations(tree)
            line = getattr(node, "target", node).lineno if not isinstance(node, ast.Module) else 1
            yield Mutant(where, line, said or f"{before} → {_text(node)}", compile(tree, filename, "exec"))
            setattr(node, attribute, kept)


def _inside(node: ast.AST, where: str) -> Iterator[tuple[Any, str]]:
    """Every node that can be mistaken, with the function or class that it is in."""
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or field in NOT_JUDGED or _is_data(child):
                continue
            inner = f"{where}.{child.name}".lstrip(".") if isinstance(child, ast.FunctionDef | ast.ClassDef) else where
            yield child, inner
            yield from _inside(child, inner)


def _is_data(node: ast.AST) -> bool:
    """Fields of a form, and names for types."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "Field"
    return isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"


def _changes(node: ast.AST) -> Iterator[Change]:
    yield from _operators(node)
    yield from _values(node)
    yield from _without(node)


def _operators(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for k, op in enumerate(ops):
                yield "ops", [*ops[:k], COMPARED[type(op)](), *ops[k + 1 :]], ""
        case ast.BinOp(op=op) if type(op) in REVERSED:
            yield "op", REVERSED[type(op)](), ""
        case ast.BoolOp(values=values):
            for k, value in enumerate(values):
                rest = [*values[:k], *values[k + 1 :]]
                yield "values", rest if len(rest) > 1 else rest * 2, f"{_text(node)} → without {_text(value)}"
        case ast.UnaryOp(op=op, operand=operand):
            yield "operand", ast.UnaryOp(op, operand), ""


def _values(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Constant(value=bool(value)):
            yield "value", not value, ""
        case ast.Constant(value=int(value)):
            yield "value", value + 1, ""
            yield "value", value - 1, ""
        case ast.If(test=test) | ast.IfExp(test=test):
            yield "test", ast.UnaryOp(ast.Not(), test), f"if {_text(test)} → if not"
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield "func", ast.Name(CALLED[name], ast.Load()), ""


def _without(node: ast.AST) -> Iterator[Change]:
    """A condition of a comprehension, or a statement, left out."""
    ifs = getattr(node, "ifs", [])
    for k, condition in enumerate(ifs):
        yield "ifs", [*ifs[:k], *ifs[k + 1 :]], f"for … if {_text(condition)} → without the condition"
    for field in ("body", "orelse"):
        body = getattr(node, field, [])
        for k, statement in enumerate(body if isinstance(body, list) else []):
            if isinstance(statement, DROPPED) and not _says_nothing(statement):
                yield field, [*body[:k], _nothing(statement), *body[k + 1 :]], f"{_text(statement)} → left out"


def _says_nothing(statement: ast.stmt) -> bool:
    """Words, or the `yield from ()` of a generator without items."""
    return isinstance(statement, ast.Expr) and (
        isinstance(statement.value, ast.Constant) or _text(statement) == "yield from ()"
    )


def _nothing(statement: ast.stmt) -> ast.stmt:
    """A generator stays one when it yields no more."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield | ast.YieldFrom):
        return ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
    return ast.Pass()


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())
