"""The forms of expressions whose operands and result have fixed types: operators and functions.

Each is a line of a table, made by asking Python and NumPy what the operator gives on samples of the
types. Forms that need more than that (names, calls, comprehensions …) are in `expressions`.
"""

import operator
from collections import defaultdict
from dataclasses import dataclass

from fuzz.kinds import INTEGERS, PYTHON, SCALARS, SIZED, is_integer, named, result_of
from fuzz.library import FUNCTIONS


@dataclass(frozen=True)
class Form:
    """One operator or function on operands of certain types."""

    key: tuple
    result: object
    operands: tuple
    text: str


BINARY = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod, "&": operator.and_, "|": operator.or_,
    "^": operator.xor, "<<": operator.lshift, ">>": operator.rshift,
}  # fmt: skip
COMPARISONS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
    "!=": operator.ne,
}  # fmt: skip
UNARY = {"-": operator.neg, "+": operator.pos, "~": operator.invert}

# What is refused on purpose: NumPy's booleans mean something else by these than Python's, or raise.
NUMPY_BOOL_REFUSED = {"+", "-", "~"}


def binary_forms():
    for symbol, function in BINARY.items():
        for left in SCALARS:
            for right in SCALARS:
                result = result_of(function, left, right)
                if result is None or refused(symbol, left, right):
                    continue
                text = f"({{}} {symbol} {{}})"
                if symbol in ("<<", ">>") and left in ("bool", "int"):
                    # Python would make gigantic integers of other counts.
                    text = f"({{}} {symbol} ({{}} % {{}}))" if right == "int" else text
                    text = text.replace("% {}", "% 70")
                yield Form((symbol, left, right), result, (left, right), text)


def refused(symbol, left, right):
    if "complex" in (left, right) and any(side in SIZED + ["np_bool"] for side in (left, right)):
        return True
    weak = {"np_bool", "bool"}
    return symbol in NUMPY_BOOL_REFUSED and "np_bool" in (left, right) and {left, right} <= weak


def comparison_forms():
    for symbol, function in COMPARISONS.items():
        for left in SCALARS:
            for right in SCALARS:
                result = result_of(function, left, right)
                if result is not None and not refused(symbol, left, right):
                    text = f"({{}} {symbol} {{}})"
                    yield Form((symbol, left, right), result, (left, right), text)


def power_forms():
    """Powers: the exponents are literals where their sign decides on the type, else small."""
    for base in ("bool", "int"):
        for exponent in ("0", "1", "2", "3", "5"):
            yield Form(("**", base, "literal"), "int", (base,), f"({{}} ** {exponent})")
        yield Form(("**", base, "negative literal"), "float", (base,), "({} ** -2)")
        yield Form(("**", base, "bool"), "int", (base, "bool"), "({} ** {})")
    for base in ("float", "complex"):
        for exponent in ("0", "2", "-1", "0.5", "3.0"):
            yield Form(("**", base, "literal"), base, (base,), f"({{}} ** {exponent})")
        for exponent in ("bool", "int", "float"):
            yield Form(("**", base, exponent), base, (base, exponent), "({} ** {})")
    for base in ("bool", "int"):
        yield Form(("**", base, "float"), "float", (base, "float"), "({} ** {})")
    for base in SIZED:
        for exponent in ("0", "1", "2", "3"):
            yield Form(("**", base, "literal"), base, (base,), f"({{}} ** {exponent})")
    yield Form(("**", "complex", "complex"), "complex", ("complex", "complex"), "({} ** {})")
    for base in ("bool", "int"):
        yield Form(("**", base, "int"), "int", (base, "int"), "({} ** ({} % 9))")
        # The exponent's sign decides on the type.
        text = "float({} ** ({} % 9 - 4))"
        yield Form(("**", base, "int of any sign"), "float", (base, "int"), text)
    for base in SCALARS:
        for exponent in SCALARS:
            pair = {base, exponent}
            result = None if pair <= set(PYTHON) else result_of(operator.pow, base, exponent)
            if result is not None and "complex" not in pair:
                yield Form(("**", base, exponent), result, (base, exponent), "({} ** {})")


def unary_forms():
    for symbol, function in UNARY.items():
        for kind in SCALARS:
            result = result_of(function, kind)
            if result is not None and not (symbol in NUMPY_BOOL_REFUSED and kind == "np_bool"):
                yield Form((f"unary {symbol}", kind), result, (kind,), f"({symbol}{{}})")
    for kind in SCALARS:
        yield Form(("not", kind), "bool", (kind,), "(not {})")


def choice_forms():
    """Forms that give one of two values of the same type."""
    for kind in SCALARS:
        yield Form(("if-else", kind), kind, (kind, "bool", kind), "({} if {} else {})")
        yield Form(("and", kind), kind, (kind, kind), "({} and {})")
        yield Form(("or", kind), kind, (kind, kind), "({} or {})")
        if kind != "complex":
            yield Form(("min", kind), kind, (kind, kind), "min({}, {})")
            yield Form(("max", kind), kind, (kind,) * 3, "max({}, {}, {})")
            text = "({} < {} <= {})"
            if kind not in SIZED + ["np_bool"]:
                yield Form(("chained", kind), "bool", (kind,) * 3, text)


def conversion_forms():
    for kind in SCALARS:
        yield Form(("bool()", kind), "bool", (kind,), "bool({})")
        if kind in ("complex", "np_bool"):
            continue
        yield Form(("int()", kind), "int", (kind,), "int({})")
        yield Form(("float()", kind), "float", (kind,), "float({})")
        for sized in SIZED:
            if kind in ("bool", "int") and sized in INTEGERS:
                # Otherwise they seldom fit.
                yield Form((f"{sized}()", kind), sized, (kind,), f"{sized}({{}} & 127)")
            yield Form((f"{sized}()", kind), sized, (kind,), f"{sized}({{}})")
        yield Form(("np_bool()", kind), "np_bool", (kind,), "np.bool_({})")


def builtin_forms():
    for kind in SCALARS:
        for name, function in (("abs", abs), ("round", round)):
            result = result_of(function, kind)
            if result is not None and not (name == "round" and kind == "np_bool"):
                yield Form((name, kind), result, (kind,), f"{name}({{}})")
    for left in SCALARS:
        for right in SCALARS:
            result = result_of(divmod, left, right)
            if result is not None and not refused("divmod", left, right):
                for index in (0, 1):
                    text = f"divmod({{}}, {{}})[{index}]"
                    yield Form(("divmod", left, right), result[index], (left, right), text)


def library_forms():
    for function in FUNCTIONS:
        for operands in function.operands:
            key = (function.name, *map(named, operands))
            places = ", ".join(["{}"] * len(operands))
            text = function.text or f"{function.name}({places})"
            result = function.result or result_of(function.function, *operands)
            yield Form(key, result, tuple(operands), text)


def all_forms():
    """Every form, by its result's type."""
    makers = (binary_forms, comparison_forms, power_forms, unary_forms, choice_forms,
              conversion_forms, builtin_forms, library_forms)  # fmt: skip
    table = defaultdict(list)
    for maker in makers:
        for form in maker():
            table[form.result].append(form)
    return dict(table)


FORMS = all_forms()

# The forms on Python's numbers alone: what most programs are made of.
COMMON = {
    kind: [form for form in forms if all(operand in PYTHON for operand in form.operands)]
    for kind, forms in FORMS.items()
}


def augmentable(kind):
    """The operators of augmented assignments that leave the type as it is, with the operand's."""
    return [
        form
        for form in FORMS[kind]
        if form.key[0] in BINARY and form.operands[0] == kind and "% 70" not in form.text
    ]


AUGMENTED = {kind: augmentable(kind) for kind in SCALARS}
INDEXABLE = [kind for kind in SCALARS if is_integer(kind)]
