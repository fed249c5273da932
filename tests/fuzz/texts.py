"""Messages: f-strings in `raise` and `assert`, and `print`. What is printed is compared."""

from fuzz.kinds import SCALARS

EXCEPTIONS = ["ValueError", "KeyError", "IndexError", "ZeroDivisionError", "RuntimeError",
              "ArithmeticError", "TypeError", "OverflowError", "LookupError", "Odd"]  # fmt: skip
INT_SPECS = ["", "!r", ":d", ":5", ":<6", ":+d", ":x", ":08b", ":,", ":>12", ":_", ":#o", ":e"]
FLOAT_SPECS = ["", "!r", ":.3f", ":10.2e", ":g", ":+.1f", ":.0f", ":%", ":12", ":<9.4", ":,.2f"]
PLAIN_SPECS = ["", "!r", "!s"]


def field(scope):
    """A replacement field of an f-string."""
    from fuzz.expressions import expression

    source = scope.source
    kind = source.pick([*scope.palette, "int", "float", source.pick(SCALARS)])
    specs = {"int": INT_SPECS, "float": FLOAT_SPECS, "bool": [*PLAIN_SPECS, ":d", ":>7"]}
    # An `f64` prints itself otherwise by `!r` than a float does.
    chosen = source.pick(specs.get(kind, PLAIN_SPECS[:1]))
    scope.use("format", chosen if kind in specs else "")
    text = expression(scope, kind, 1)
    # A quote or backslash inside of a field is an error before 3.12.
    if any(character in text for character in "\"'\\{}:=!"):
        text = source.pick(scope.of(kind)) if scope.of(kind) else "1.5"
    return f"{{{text}{chosen}}}"


def message(scope):
    """An f-string that begins with `@`."""
    fields = [field(scope) for _ in range(scope.source.pick([1, 1, 2]))]
    return f'f"@{" ".join(fields)}"'


def shout(block):
    """`print` of a few values."""
    from fuzz.expressions import expression

    scope = block.scope
    source = scope.source
    kinds = [
        source.pick(["int", "float", "bool", *scope.palette]) for _ in range(source.pick([1, 2]))
    ]
    values = [expression(scope, kind, 1) for kind in kinds]
    if source.chance(40):
        values.append(message(scope))
    keywords = source.pick(["", "", ', sep="-"', ', end="!"', ', sep="", end=";\\n"'])
    scope.use("print", "keywords" if keywords else "plain")
    scope.impure = True
    block.write(f"print({', '.join(values)}{keywords})")


KEYS = {
    ("print", "plain"), ("print", "keywords"),
    *(("format", spec) for spec in INT_SPECS + FLOAT_SPECS),
}  # fmt: skip
