"""Functions inside kernels: closures and lambdas, and functions as arguments of kernels."""

from fuzz.scope import Callee, Scope

# Kernels that take functions, for modules that use them.
HELPERS = """@jit
def apply(f, x):
    return f(x)


@jit
def twice(f, x):
    return f(f(x))


"""


def closure(block):
    """A function inside, which can be called from here on."""
    from fuzz.expressions import expression

    scope = block.scope
    source = scope.source
    kind = source.pick(["int", "float", "bool", *scope.palette])
    taken = source.pick(["int", "float", "bool", *scope.palette])
    name = scope.fresh("f")
    captured = dict(scope.variables)
    scope.captured |= set(captured)
    inside = Scope(source, scope.reached, scope.palette, scope.eager, arrays=scope.arrays)
    # What is assigned again after this would be seen by the function.
    inside.variables = {**captured, "q": taken}
    inside.protected = set(inside.variables)
    inside.names = scope.names + 100
    inside.loops = scope.loops
    text = expression(inside, kind, 2)
    scope.features |= inside.features
    if source.chance(50):
        scope.use("function", "lambda")
        block.write(f"{name} = lambda q: {text}")
    else:
        scope.use("function", "def")
        block.write(f"def {name}(q):")
        block.write(f"    return {text}")
    forms = [f"{name}({{}})", f"apply({name}, {{}})"]
    if taken == kind:
        forms.append(f"twice({name}, {{}})")
    for form in forms:
        key = ("call", "function" if form.startswith(name) else "function as argument")
        block.scope.callees.append(Callee(name, (taken,), kind, form, False, key))


KEYS = {
    ("function", "lambda"), ("function", "def"), ("call", "function"),
    ("call", "function as argument"),
}  # fmt: skip
