"""Programs made at random that change lists under several names: elements, slices, methods, lists
in lists, calls, loops over what grows, exceptions half-way. What they return, what arguments hold
and which lists are one is Python's, and no memory is left."""

import gc
import os
import random
import signal

import pytest
from test_kernels import extensions

COUNT = 60
FLAT = ["xs", "ys", "zs", "us"]
HELPERS = """
@jit
def same(x):
    return x


@jit
def pushed(x, n):
    x.append(n)
    return x[-2:]


@jit
def either(x, y, n):
    return x if n % 2 == 0 else y


@jit
def both(x, y):
    return x, y, x


@jit
def checked(x, n):
    x.insert(0, n)
    y = x[:]
    y[n] = x[n + 1]
    return y


@jit
def deep(x, n):
    if n <= 0:
        return x
    y = deep(x + [n], n - 1)
    x.append(len(y))
    return y


"""


def number(choose):
    name = choose(FLAT)
    return choose([
        "n", "1", "0", "-2", "i", f"len({name})", f"{name}[0]", f"{name}[-1]", f"{name}[n]",
        f"sum({name})", f"{name}.pop()", f"{name}.pop(0)", f"{name}.count(1)", f"{name}.index(n)",
        f"pairs[{choose(['0', '-1', 'n'])}][{choose('01')}]", f"len(rows[{choose(['0', 'n'])}])",
        f"max({name})", f"(n if {name} else 3)", f"({name}.pop() if {name} else 7)",
    ])  # fmt: skip


def flat(choose):
    name, other = choose(FLAT), choose(FLAT)
    return choose([
        name, name, f"{name}[:]", f"{name}[1:]", f"{name}[::-1]", f"{name}[n:]", f"{name}[-3:-1]",
        f"{name}.copy()", f"list({name})", f"sorted({name})", f"{name}[:3] + {other}[:2]",
        f"[{number(choose)}, {number(choose)}]", "[]", f"[x + 1 for x in {name}]", "[0] * n",
        f"[x for x in {name} if x % 2 == n % 2]", f"list(range({choose(['n', '3'])}))",
        f"same({name})", f"pushed({name}, n)", f"either({name}, {other}, n)", f"{name}[::2] * 2",
        f"checked({name}, n)", f"deep({name}[:2], n)", f"both({name}, {other})[{choose('012')}]",
        f"rows[{choose(['0', '-1', 'n'])}]", f"({name} if n > 1 else {other})", "rows.pop()",
        f"[p[0] for p in pairs if p[1] > {number(choose)}]", "[len(row) for row in rows]",
        f"sorted({name}, key=lambda x: -x)", f"sorted({name}, reverse=True)", "rows[n][1:]",
    ])  # fmt: skip


def statement(choose):
    name, other = choose(FLAT), choose(FLAT)
    return choose([
        f"{name} = {flat(choose)}",
        f"{name} = {flat(choose)}",
        f"{name}, {other} = {other}, {name}",
        f"{name}.append({number(choose)})",
        f"{name}.insert({number(choose)}, {number(choose)})",
        f"if len({name}) < 40: {name}.extend({flat(choose)})",
        f"if len({name}) < 40: {name} += {flat(choose)}",
        f"{name}.remove({number(choose)})",
        f"{name}.reverse()",
        f"{name}.sort({choose(['', 'reverse=True', 'key=lambda x: x % 3'])})",
        f"{name}.clear()",
        f"if len({name}) < 20: {name} *= {choose(['2', 'n', '0'])}",
        f"{name}[{choose(['0', '-1', 'n', '-n'])}] = {number(choose)}",
        f"{name}[{choose(['0', '-1', 'n'])}] {choose('+-*')}= {choose(['1', 'n', '-1'])}",
        f"{name}[{choose(['1:', ':2', 'n:n', '-2:', ':'])}] = {other}[:4]",
        f"{name}[::2] = [n] * len({name}[::2])",
        f"del {name}[{choose(['0', '-1', 'n', '1:', ':-1', '::2', '::-2', 'n:'])}]",
        f"rows.append({flat(choose)})",
        f"rows[{choose(['0', '-1', 'n'])}] = {flat(choose)}",
        f"rows[{choose(['0', '-1'])}].append({number(choose)})",
        f"rows[{choose(['0', '-1'])}] += [n, {number(choose)}]",
        f"rows.insert(0, {flat(choose)})",
        f"del rows[{choose(['0', '1:', 'n'])}]",
        f"rows = rows[{choose(['::-1', '1:', ':'])}]",
        f"if len(rows) < 9: rows = rows + [{flat(choose)}]",
        "if len(rows) < 9: rows *= 2",
        "rows = [row[:] for row in rows]",
        "rows.sort()",
        f"pairs.append(({number(choose)}, {number(choose)}))",
        f"pairs[{choose(['0', 'n'])}] = ({number(choose)}, n)",
        "pairs.sort()",
        "pairs = [(b, a) for a, b in pairs]",
        f"t = ({flat(choose)}, n)",
        f"{name} = t[0]",
        f"n = {number(choose)} % 3",
        f"if {name} {choose(['==', '<', '>=', '!='])} {other}: {name} = {flat(choose)}",
        f"if n {choose(['in', 'not in'])} {name}: {name}.append(n)",
        f"{name}[0], {name}[{choose(['-1', 'n'])}] = {name}[-1], {number(choose)}",
        f"{name}[n], i = i, {number(choose)}",
        "rows[0], rows[-1] = rows[-1], rows[0]",
        f"if {name} is {other}: {name} = {other}[:]",
        f"if len({name}) == 2: i, n = {name}",
    ])  # fmt: skip


def statements(choose, depth, inside):
    lines = []
    for _ in range(choose([1, 2, 3, 4])):
        kind = choose(["plain"] * 9 + ["if", "for", "over", "rows", "while"])
        name, other = choose(FLAT), choose(FLAT)
        if kind == "plain" or depth == 0:
            lines.append(statement(choose))
            continue
        body = ["    " + line for line in statements(choose, depth - 1, kind != "if" or inside)]
        if kind == "if":
            lines += [f"if {choose(['n > 1', f'len({name}) > 2', name, f'not {other}'])}:", *body]
        elif kind == "for":
            lines += [f"for i in range({choose(['3', 'n', '2'])}):", *body]
        elif kind == "over":
            source = choose([
                f"i in {name}", f"i in reversed({name})", f"i, _ in enumerate({name})",
                f"i, j in zip({name}, {other})", f"i in {name}[:3]", "i, j in pairs",
            ])  # fmt: skip
            lines += [f"for {source}:", f"    if len({name}) + len(pairs) > 30: break", *body]
        elif kind == "rows":
            lines += ["for row in rows:", "    if len(rows) > 9: break", "    row.append(n)", *body]
        else:
            turn = f"k{depth}"
            lines += [f"{turn} = 0", f"while {turn} < 3 and {name}:", f"    {turn} += 1", *body]
        if inside and choose([True] + [False] * 5):
            lines.append(choose([f"if len({name}) > 3: break", f"if len({name}) > 2: continue"]))
        if choose([True] + [False] * 14):
            lines.append(f"if n == {choose('012')}: return {name}, rows, pairs, t")
        if choose([True] + [False] * 16):
            lines.append(f"if len({name}) == 3: raise ValueError(n)")
    return lines


def kernel(count, choose):
    lines = ["zs = ys", "us = [n]", "pairs = [(n, 1), (2, 3)]", "t = (xs, 0)", "i = 1"]
    lines += statements(choose, 3, False) + statements(choose, 2, False)
    lines.append(f"return {choose(FLAT)}, rows, pairs, t")
    head = f"@jit\ndef k{count}(xs: list[int], ys: list[int], rows: list[list[int]], n: int):\n"
    return head + "".join(f"    {line}\n" for line in lines) + "\n\n"


def graph(value, known):
    """A value with its lists numbered as they are met: which of them are one can be told."""
    if isinstance(value, tuple):
        return tuple(graph(it, known) for it in value)
    if not isinstance(value, list):
        return type(value).__name__, value
    if id(value) in known:
        return "again", known[id(value)]
    known[id(value)] = len(known)
    return "list", known[id(value)], [graph(it, known) for it in value]


def outcome(function, n, is_one):
    xs = [3, 1, 2]
    arguments = xs, xs if is_one else [5, n], [[1], xs, [], [4, 2]] if n else [[7, 7]]
    try:
        results = function(*arguments, n)
    except (OverflowError, RecursionError):
        # An int beyond 64 bits is no matter of lists.
        return None
    except Exception as error:
        results = type(error).__name__, str(error)
    return graph((results, arguments), {})


def in_time(function, n, is_one):
    """What comes of a call in Python; None where it takes too long: some programs have no end."""

    def stop(*_):
        raise RecursionError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
        return outcome(function, n, is_one)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("seed", range(int(os.environ.get("LIST_PROGRAMS", "3"))))
def test_programs(tmp_path, seed):
    from conftest import import_named, run_build

    choose = random.Random(seed).choice
    made = [kernel(count, choose) for count in range(COUNT)]
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    text = "from pyjit import jit\n\n" + HELPERS + "".join(made)
    (source / f"lists{seed}.py").write_text(text, "utf-8")
    report, _ = run_build(source, output)
    refused = {
        it["qualified_name"]: it["diagnostics"]
        for it in report["kernels"]
        if it["status"] != "compiled"
    }
    assert len(refused) < COUNT * 0.05, list(refused.values())[:3]
    module = import_named(output, f"lists{seed}", disabled=False)
    calls = 0
    for count, text in enumerate(made):
        if f"k{count}" in refused:
            continue
        function = getattr(module, f"k{count}")
        for n in range(3):
            for is_one in (False, True):
                wanted = in_time(function.__wrapped__, n, is_one)
                found = wanted and outcome(function, n, is_one)
                if found is None:
                    continue
                assert found == wanted, (text, n, is_one)
                calls += 1
    assert calls > COUNT * 6 * 0.8
    gc.collect()
    assert {module._live_blocks() for _, module in extensions()} == {0}
