"""Nesting 10,000 deep and lines of megabytes, outside kernels and in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from survive import compile_file, scan

DEEP = 10_000
# In bytes; `make fuzz` takes 10 MB.
LONG = int(os.environ.get("LONG_LINES", "3_000_000"))

# Each is an expression of `x`.
NESTED = {
    "parentheses": "(" * DEEP + "x" + ")" * DEEP,
    "tuples": "(" * DEEP + "x" + ",)" * DEEP,
    "lists": "[" * DEEP + "x" + "]" * DEEP,
    "dicts": "{1: " * DEEP + "x" + "}" * DEEP,
    "unclosed": "(" * DEEP,
    "minus": "-" * DEEP + "x",
    "not": "not " * DEEP + "x",
    "invert": "~" * DEEP + "x",
    "await": "await " * DEEP + "x",
    "lambda": "lambda: " * DEEP + "x",
    "conditional": "x if x else " * DEEP + "x",
    "power": "x ** " * DEEP + "x",
    "sum": "x + " * DEEP + "x",
    "comparison": "x < " * DEEP + "x",
    "disjunction": "x or " * DEEP + "x",
    "attributes": "x" + ".real" * DEEP,
    "subscripts": "x" + "[0]" * DEEP,
    "subscripts_inside": "x[" * DEEP + "0" + "]" * DEEP,
    "calls": "abs(" * DEEP + "x" + ")" * DEEP,
    "called": "f" + "(x)" * DEEP,
    "walrus": "(y := " * DEEP + "x" + ")" * DEEP,
    "f_strings": "f'{" * 200 + "x" + "}'" * 200,
    "format_specs": "f'{x:" + "{x:" * 200 + "}" * 200 + "}'",
    "strings": "'a' " * DEEP,
    "generators": "sum(" * 200 + "x" + " for y in (x,))" * 200,
}

STATEMENTS = {
    "if": "".join(" " * (4 + depth) + "if x:\n" for depth in range(2000)) + " " * 2004 + "x\n",
    "elif": "    if x:\n        x\n" + "    elif x:\n        x\n" * DEEP,
    "for": "".join(" " * (4 + d) + f"for i{d} in range(x):\n" for d in range(500))
    + " " * 504
    + "x\n",
    "functions": "".join(" " * (4 + d) + "def g():\n" for d in range(500)) + " " * 504 + "x\n",
    "assignments": "    " + "y = " * DEEP + "x\n",
    "targets": "    " + "(" * DEEP + "y" + ",)" * DEEP + " = x\n",
    "statements": "    x += 1\n" * DEEP,
    "semicolons": "    " + "x += 1;" * DEEP + "\n",
    "match": "    match x:\n        case "
    + "(" * DEEP
    + "1"
    + ")" * DEEP
    + ":\n            pass\n",
    "decorated": "    " + "@f\n    " * DEEP + "def g(): pass\n",
    "annotation": "    y: " + "tuple[" * DEEP + "int" + "]" * DEEP + " = x\n",
}

LINES = {
    "comment": "# " + "x" * LONG,
    "string": "'" + "x" * LONG + "'",
    "bytes": "b'" + "\\x00" * (LONG // 4) + "'",
    "digits": "1" * LONG,
    "hexadecimal": "0x" + "f" * LONG,
    "float": "1." + "3" * LONG,
    "name": "x" * LONG,
    "spaces": " " * LONG + "x",
    "tabs": "x" + "\t" * LONG,
    "tuple": "(" + "1, " * (LONG // 3) + ")",
    "sum": "x" + " + x" * (LONG // 4),
    "commas": "f(" + "," * LONG + ")",
    "continued": "x" + "\\\n" * (LONG // 2),
    "blank lines": "\n" * LONG,
    "null": "\x00" * LONG,
    "accents": "'" + "é" * (LONG // 2) + "'",
}


def module(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "m.py"
    path.write_text(text, encoding="utf-8")
    return path


def kernel(body: str) -> str:
    return f"from pyjit import jit\n\n\n@jit\ndef f(x: int) -> int:\n{body}"


@pytest.mark.parametrize("name", NESTED)
def test_nested_expressions(tmp_path: Path, name: str) -> None:
    expression = NESTED[name]
    assert scan(module(tmp_path, f"x = {expression}\n")) is None
    assert compile_file(module(tmp_path, kernel(f"    return {expression}\n"))) is None
    annotated = f"from pyjit import jit\n@jit\ndef f(x: {expression}, y=({expression})): pass\n"
    assert compile_file(module(tmp_path, annotated)) is None


@pytest.mark.parametrize("name", STATEMENTS)
def test_nested_statements(tmp_path: Path, name: str) -> None:
    body = STATEMENTS[name]
    assert scan(module(tmp_path, "def f(x):\n" + body)) is None
    assert compile_file(module(tmp_path, kernel(body + "    return x\n"))) is None


@pytest.mark.parametrize("name", LINES)
def test_long_lines(tmp_path: Path, name: str) -> None:
    line = LINES[name]
    assert scan(module(tmp_path, f"x = {line}\n")) is None
    assert compile_file(module(tmp_path, kernel(f"    y = {line}\n    return x\n"))) is None
