"""Random kernels: well-typed programs of pyjit's subset, from a seed.

Every program ends and stays small: loops have few rounds, and what a loop assigns is reduced, so
that Python's integers do not grow without bound. Apart from that everything may fail: division by
zero, overflow, wrong indices, domain errors, unassigned locals.
"""

import random

INT_EDGES = ["0", "1", "-1", "2", "3", "-7", "63", "255", "4611686018427387904",
             "9223372036854775807", "-9223372036854775807", "9007199254740993"]  # fmt: skip
FLOAT_EDGES = ["0.0", "-0.0", "1.0", "0.5", "-2.5", "1e308", "5e-324", "3.141592653589793",
               "9007199254740992.0", "9.3e18"]  # fmt: skip
COMPARISONS = ["<", "<=", ">", ">=", "==", "!="]
SIZED = ["i8", "i32", "i64", "u8", "u32", "u64", "f32", "f64"]
MODES = ["scalars", "arrays", "sized"]


class Generator:
    """Writes one kernel."""

    def __init__(self, seed, mode, callees):
        self.random = random.Random(seed)
        self.variables = {kind: [] for kind in ["int", "float", "bool", "pair", *SIZED]}
        self.arrays = {}
        self.mode = mode
        # Earlier kernels: name, kinds of the parameters, kind of the result.
        self.callees = callees
        self.lines = []
        self.loops = 0
        self.loops_seen = False
        self.counter = 0

    def pick(self, choices):
        return self.random.choice(choices)

    def chance(self, probability):
        return self.random.random() < probability

    # Expressions

    def expression(self, kind, depth):
        if kind in SIZED:
            return self.sized(kind, depth)
        if kind == "pair":
            return f"({self.int(depth - 1)}, {self.float(depth - 1)})"
        return {"int": self.int, "float": self.float, "bool": self.bool}[kind](depth)

    def call(self, kind, depth):
        fitting = [callee for callee in self.callees if callee[2] == kind]
        if not fitting:
            return self.leaf(kind)
        name, kinds, _ = self.pick(fitting)
        return f"{name}({', '.join(self.expression(kind, depth) for kind in kinds)})"

    def of_pair(self, kind):
        if not self.variables["pair"]:
            return self.leaf(kind)
        return f"{self.pick(self.variables['pair'])}[{0 if kind == 'int' else 1}]"

    def of_sized(self, converter, depth):
        """A sized expression, perhaps of two types, as a Python number."""
        kinds = [kind for kind in SIZED if self.variables[kind]]
        if not kinds:
            return self.leaf(converter)
        a, b = self.sized(self.pick(kinds), depth), self.sized(self.pick(kinds), depth)
        return f"{converter}({self.pick([a, f'({a} + {b})', f'({a} * {b})', f'({a} - {b})'])})"

    def sized(self, kind, depth):
        """An expression of that sized type; there is a variable of it."""
        a = self.pick(self.variables[kind])
        if depth <= 0:
            return a
        a = self.sized(kind, depth - 1)
        b = self.pick([self.sized(kind, depth - 1), self.pick("12357")])
        forms = [
            lambda: f"({a} {self.pick('+-*')} {b})",
            lambda: f"({a} {self.pick('+-*')} {b})",
            lambda: f"({a} if {self.bool(depth - 1)} else {self.sized(kind, depth - 1)})",
            lambda: f"{self.pick(['min', 'max'])}({a}, {self.sized(kind, depth - 1)})",
            lambda: f"abs({a})",
            lambda: f"(-{a})",
        ]
        if kind.startswith("f"):
            forms.append(lambda: f"({a} {self.pick(['/', '//', '%'])} {b})")
        else:
            forms.append(lambda: f"({a} {self.pick(['//', '%', '&', '|', '^'])} {b})")
            forms.append(lambda: f"({a} {self.pick(['<<', '>>'])} {self.pick('0137')})")
            forms.append(lambda: f"(~{a})")
        return self.pick(forms)()

    def leaf(self, kind):
        if self.variables[kind] and self.chance(0.75):
            return self.pick(self.variables[kind])
        if kind == "bool":
            return self.pick(["True", "False"])
        return self.pick(INT_EDGES if kind == "int" else FLOAT_EDGES)

    def int(self, depth):
        if depth <= 0:
            return self.leaf("int")
        a, b = self.int(depth - 1), self.int(depth - 1)
        forms = [
            lambda: f"({a} {self.pick(['+', '-', '*'])} {b})",
            lambda: f"({a} {self.pick(['+', '-', '*'])} {b})",
            lambda: f"({a} {self.pick(['//', '%'])} {b})",
            lambda: f"({a} {self.pick(['&', '|', '^'])} {b})",
            lambda: f"({a} << {self.pick(['1', '3', '40', '63'])})",
            lambda: f"({a} >> {self.pick(['0', '1', '13', '62', '63', '64'])})",
            lambda: f"({self.pick(['-', '~', '+'])}{a})",
            lambda: f"abs({a})",
            lambda: f"{self.pick(['min', 'max'])}({a}, {b})",
            lambda: f"({a} if {self.bool(depth - 1)} else {b})",
            lambda: f"({a} {self.pick(['and', 'or'])} {b})",
            lambda: f"({a} + {self.bool(depth - 1)})",
            lambda: f"int({self.float(depth - 1)})",
            lambda: f"round({self.float(depth - 1)})",
            lambda: f"math.floor({self.float(depth - 1)})",
            lambda: f"({a} ** {self.pick(['2', '3'])})",
            lambda: f"divmod({a}, {b})[{self.pick('01')}]",
            lambda: f"math.gcd({a}, {b})",
            lambda: self.call("int", depth - 1),
            lambda: self.of_pair("int"),
            lambda: self.of_sized("int", depth - 1),
            self.element_as_int,
        ]
        return self.pick(forms)()

    def element_as_int(self):
        name = next((name for name, kind in self.arrays.items() if kind != "f64"), None)
        if name is None:
            return self.leaf("int")
        return self.pick([f"int({name}[{self.index(name)}])", f"len({name})"])

    def index(self, name):
        inner = self.int(1)
        return self.pick([f"{inner} % 4", inner, self.pick(["0", "1", "-1", "2", "-3", "5"])])

    def float(self, depth):
        if depth <= 0:
            return self.leaf("float")
        x, y = self.float(depth - 1), self.float(depth - 1)
        forms = [
            lambda: f"({x} {self.pick(['+', '-', '*'])} {y})",
            lambda: f"({x} {self.pick(['+', '-', '*'])} {self.int(depth - 1)})",
            lambda: f"({self.int(depth - 1)} {self.pick(['+', '-', '*'])} {y})",
            lambda: f"({x} {self.pick(['/', '//', '%'])} {y})",
            lambda: f"({self.int(depth - 1)} / {self.int(depth - 1)})",
            lambda: f"(-{x})",
            lambda: f"abs({x})",
            lambda: f"{self.pick(['min', 'max'])}({x}, {y})",
            lambda: f"({x} if {self.bool(depth - 1)} else {y})",
            lambda: f"({x} {self.pick(['and', 'or'])} {y})",
            lambda: f"float({self.int(depth - 1)})",
            lambda: f"({x} ** {self.pick(['2', '0.5', '-1', '3.0'])})",
            lambda: f"math.{self.pick(['sqrt', 'sin', 'exp', 'log', 'fabs'])}({x})",
            lambda: f"math.copysign({x}, {y})",
            lambda: self.call("float", depth - 1),
            lambda: self.of_pair("float"),
            lambda: self.of_sized("float", depth - 1),
            self.element_as_float,
        ]
        return self.pick(forms)()

    def element_as_float(self):
        name = next((name for name, kind in self.arrays.items() if kind == "f64"), None)
        return f"float({name}[{self.index(name)}])" if name else self.leaf("float")

    def bool(self, depth):
        if depth <= 0:
            return self.leaf("bool")
        forms = [
            lambda: self.comparison(depth),
            lambda: self.comparison(depth),
            lambda: f"({self.bool(depth - 1)} {self.pick(['and', 'or'])} {self.bool(depth - 1)})",
            lambda: f"(not {self.bool(depth - 1)})",
            lambda: f"(not {self.int(depth - 1)})",
            lambda: f"bool({self.float(depth - 1)})",
            lambda: self.call("bool", depth - 1),
            lambda: self.sized_comparison(depth - 1),
            lambda: f"({self.bool(depth - 1)} {self.pick(['&', '|', '^'])} {self.bool(depth - 1)})",
        ]
        return self.pick(forms)()

    def comparison(self, depth):
        kinds = ["int", "float"]
        parts = [self.expression(self.pick(kinds), depth - 1)]
        for _ in range(self.pick([1, 1, 2])):
            parts += [self.pick(COMPARISONS), self.expression(self.pick(kinds), depth - 1)]
        return f"({' '.join(parts)})"

    def sized_comparison(self, depth):
        kinds = [kind for kind in SIZED if self.variables[kind]]
        if not kinds:
            return self.leaf("bool")
        a, b = self.sized(self.pick(kinds), depth), self.sized(self.pick(kinds), depth)
        other = self.pick([b, "0", "7", self.int(0), self.float(0)])
        # A NumPy bool would make sized integers of Python's by `+`.
        return f"bool({a} {self.pick(COMPARISONS)} {other})"

    # Statements

    def write(self, indent, text):
        self.lines.append("    " * indent + text)

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def value(self, kind, depth=2):
        """An expression to be assigned; inside loops it stays small."""
        text = self.expression(kind, depth)
        if self.loops and kind == "int":
            return self.pick([f"({text}) % 1000003", f"({text}) & 0xFFFFFF"])
        return text

    def block(self, indent, size):
        before = {kind: list(names) for kind, names in self.variables.items()}
        for _ in range(size):
            self.statement(indent)
        if self.chance(0.75):
            # Names of the block are mostly not used after it; sometimes they are, perhaps unbound.
            self.variables = before

    def statement(self, indent):
        kinds = ["int", "int", "float", "float", "bool", "pair"]
        if self.mode == "sized":
            kinds += [kind for kind in SIZED if self.variables[kind]] * 2
        kind = self.pick(kinds)
        forms = [self.assign, self.assign, self.augment, self.swap]
        if indent < 4:
            forms += [self.conditional, self.for_loop, self.while_loop]
        if self.loops:
            forms.append(self.leave_loop)
        if self.arrays:
            forms += [self.store, self.store]
        if self.chance(0.05):
            forms.append(self.fail)
        self.pick(forms)(indent, kind)

    def assign(self, indent, kind):
        names = self.variables[kind]
        if names and self.chance(0.5):
            return self.write(indent, f"{self.pick(names)} = {self.value(kind)}")
        name = self.fresh("t" if kind == "pair" else kind[0])
        self.write(indent, f"{name} = {self.value(kind)}")
        names.append(name)

    def augment(self, indent, kind):
        names = self.variables[kind]
        if kind in ("bool", "pair") or not names:
            return self.assign(indent, kind)
        integer = kind == "int" or kind[0] in "iu"
        operators = ["+", "-", "&", "%"] if integer else ["+", "-", "*", "/", "//", "%"]
        name = self.pick(names)
        self.write(indent, f"{name} {self.pick(operators)}= {self.value(kind, 1)}")

    def swap(self, indent, kind):
        names = self.variables[kind]
        if len(names) < 2:
            return self.assign(indent, kind)
        a, b = self.random.sample(names, 2)
        self.write(indent, f"{a}, {b} = {b}, {self.value(kind, 1)}")

    def conditional(self, indent, _kind):
        self.write(indent, f"if {self.bool(2)}:")
        self.block(indent + 1, self.pick([1, 2, 3]))
        if self.chance(0.3):
            self.write(indent, f"elif {self.bool(2)}:")
            self.block(indent + 1, self.pick([1, 2]))
        if self.chance(0.5):
            self.write(indent, "else:")
            self.block(indent + 1, self.pick([1, 2]))

    def for_loop(self, indent, _kind):
        name = self.fresh("i")
        stop = self.pick(["3", "5", f"({self.int(1)}) % 6", f"min(4, {self.int(1)})"])
        spans = [stop, f"-2, {stop}", f"{stop}, -3, -2", f"0, {stop}, 2"]
        self.write(indent, f"for {name} in range({self.pick(spans)}):")
        self.loops += 1
        self.loops_seen = True
        self.variables["int"].append(name)
        self.block(indent + 1, self.pick([1, 2, 3]))
        self.loops -= 1
        if name in self.variables["int"] and self.chance(0.7):
            self.variables["int"].remove(name)
        if self.chance(0.2):
            self.write(indent, "else:")
            self.block(indent + 1, 1)

    def while_loop(self, indent, _kind):
        name = self.fresh("w")
        self.write(indent, f"{name} = 0")
        self.write(indent, f"while {name} < {self.pick(['2', '4', '7'])} and {self.bool(1)}:")
        self.loops += 1
        self.loops_seen = True
        self.write(indent + 1, f"{name} += 1")
        self.block(indent + 1, self.pick([1, 2, 3]))
        self.loops -= 1

    def leave_loop(self, indent, kind):
        if indent < 2:
            return self.assign(indent, kind)
        self.write(indent, f"if {self.bool(1)}:")
        self.write(indent + 1, self.pick(["break", "continue"]))

    def store(self, indent, _kind):
        name = self.pick(sorted(self.arrays))
        target = f"{name}[{self.index(name)}]"
        if self.arrays[name] == "f64":
            operator = self.pick(["=", "=", "+=", "*="])
            return self.write(indent, f"{target} {operator} {self.float(2)}")
        if self.arrays[name] == "u8":
            return self.write(indent, f"{target} = ({self.int(2)}) % 256")
        self.write(indent, f"{target} = ({self.int(2)}) % 1000003")

    def fail(self, indent, _kind):
        self.write(indent, f"if {self.bool(1)}:")
        raising = ['raise ValueError("no")', "raise KeyError", f"assert {self.bool(1)}"]
        self.write(indent + 1, self.pick(raising))

    def kernel(self, name):
        """The text of a kernel of that name, its parameters' annotations, its results' kinds."""
        parameters = []
        for index in range(self.pick([1, 2, 3])):
            kind = self.pick(["int", "int", "float", "float", "bool"])
            parameters.append((f"p{index}", kind))
            self.variables[kind].append(f"p{index}")
        if self.mode == "sized":
            for index, kind in enumerate(self.random.sample(SIZED, self.pick([2, 3]))):
                parameters.append((f"s{index}", kind))
                self.variables[kind].append(f"s{index}")
        if self.mode == "arrays":
            for index, kind in enumerate(self.random.sample(["f64", "i64", "u8"], 2)):
                self.arrays[f"a{index}"] = kind
                parameters.append((f"a{index}", f"{kind}[:]"))
        kinds = [self.pick(["int", "float", "bool"]) for _ in range(self.pick([1, 1, 2]))]
        if self.mode == "sized":
            kinds.append(self.pick([kind for kind in SIZED if self.variables[kind]]))
        annotated = ", ".join(f"{name}: {kind}" for name, kind in parameters)
        self.write(0, "@jit")
        self.write(0, f"def {name}({annotated}):")
        for kind in kinds:
            if not self.variables[kind]:
                self.assign(1, kind)
        for _ in range(self.pick([2, 4, 6])):
            self.statement(1)
        self.write(1, "return " + ", ".join(self.value(kind) for kind in kinds))
        return "\n".join(self.lines) + "\n", [kind for _, kind in parameters], kinds


def module(seed, count, mode):
    """The text of a module of random kernels `k0`, `k1` …, and their parameters' annotations."""
    imports = f"import math\n\nfrom pyjit import jit, {', '.join(SIZED)}"
    text = [f'"""Made by a generator."""\n\n{imports}']
    parameters = []
    callees = []
    for index in range(count):
        generator = Generator(f"{seed}/{index}", mode, callees[-6:])
        kernel, kinds, results = generator.kernel(f"k{index}")
        text.append("\n\n" + kernel.rstrip("\n"))
        parameters.append(kinds)
        if mode == "scalars" and len(results) == 1 and not generator.loops_seen:
            callees.append((f"k{index}", kinds, results[0]))
    return "\n".join(text) + "\n", parameters
