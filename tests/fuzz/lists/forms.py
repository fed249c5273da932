"""The table of what expressions may be, and the names that are known at a point of a function."""

from dataclasses import dataclass, field

from fuzz.lists.kinds import LISTS, element, is_list, is_tuple, literal, parts

# The function of each form, and which kinds it gives.
FORMS = []


def form(wanted):
    """Notes a form: a function of scope, kind and depth that gives a text, or `None` where it
    cannot. `wanted` is a list of kinds or a function of one."""

    def noted(function):
        FORMS.append((function, wanted if callable(wanted) else lambda kind: kind in wanted))
        return function

    return noted


@dataclass
class Callee:
    """A kernel, or a function inside one, that may be called."""

    name: str
    operands: list
    result: str


@dataclass
class Scope:
    """The variables with their kinds, and what may be called."""

    source: object
    result: object = None
    variables: dict = field(default_factory=dict)
    callees: list = field(default_factory=list)
    # Those that nothing may assign: they end a loop.
    protected: set = field(default_factory=set)
    # How many loops are around.
    loops: int = 0
    names: int = 0
    features: set = field(default_factory=set)
    # The forms that can be used for a kind.
    fitting: dict = field(default_factory=dict)

    def fresh(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def use(self, *key):
        """Counts that something was generated."""
        self.features.add(("list", *key))

    def of(self, kind):
        """The variables of a kind."""
        return [name for name, other in self.variables.items() if other == kind]

    def targets(self, kind):
        """Those that may be assigned."""
        return [name for name in self.of(kind) if name not in self.protected]

    def lists(self, wanted=is_list):
        """The variables that are lists, of kinds that are wanted."""
        kinds = self.variables.items()
        return [name for name, kind in kinds if is_list(kind) and wanted(kind)]

    def some_list(self, wanted=is_list):
        """The kind of a list, mostly of one that a variable holds."""
        known = [self.variables[name] for name in self.lists(wanted)]
        if known and self.source.chance(85):
            return self.source.pick(known)
        return self.source.pick([kind for kind in LISTS if wanted(kind)])

    def value(self, kind, depth=1):
        """An expression of that kind."""
        if depth > 0:
            if kind not in self.fitting:
                self.fitting[kind] = [it for it, wanted in FORMS if wanted(kind)]
            forms = self.fitting[kind]
            one = self.source.pick([None, None, None, *forms])
            text = one and one(self, kind, depth - 1)
            if text is not None:
                self.use(one.__name__)
                return text
        return self.simple(kind)

    def simple(self, kind):
        """A variable or a literal."""
        source, names = self.source, self.of(kind)
        if names and source.chance(80):
            return source.pick(names)
        if is_list(kind) and source.chance(80):
            inside = [self.simple(element(kind)) for _ in range(source.pick([2, 1, 3]))]
            return f"[{', '.join(inside)}]"
        if is_tuple(kind):
            return f"({', '.join(map(self.simple, parts(kind)))})"
        if kind.startswith("Optional"):
            return "None" if source.chance(35) else self.simple(kind[9:-1])
        return literal(source, kind)

    def condition(self, depth=1):
        return self.value("bool", depth)

    def place(self, kind):
        """Where a list of that kind is that can be changed: a variable, an element, a part;
        `None` if there is none."""
        source = self.source
        nests = [name for name in self.lists() if element(self.variables[name]) == kind]
        holders = [name for name, other in self.variables.items() if is_tuple(other)]
        holders = [name for name in holders if kind in parts(self.variables[name])]
        found = [*self.of(kind) * 3]
        found += [f"{name}[{self.index(name)}]" for name in nests]
        found += [f"{name}[{parts(self.variables[name]).index(kind)}]" for name in holders]
        return source.pick(found) if found else None

    def changeable(self, wanted=is_list):
        """A list that can be changed, and its kind; mostly of a variable."""
        kinds = [self.variables[name] for name in self.lists(wanted)]
        kinds += [element(kind) for kind in kinds]
        kinds += [it for kind in self.variables.values() if is_tuple(kind) for it in parts(kind)]
        kinds = [kind for kind in kinds if is_list(kind) and wanted(kind)]
        if not kinds:
            return None, None
        kind = self.source.pick(kinds)
        return self.place(kind), kind

    def index(self, name):
        """A position in a list, mostly one that is there."""
        source = self.source
        form = source.below(10)
        if form < 4:
            return source.pick(["0", "-1", "1"])
        if form < 6:
            return source.pick(self.of("int") or ["0"])
        if form == 6:
            return f"len({name}) {source.pick(['- 1', '// 2'])}"
        if form < 9:
            return f"{source.pick(self.of('int') or ['1'])} % len({name})"
        return source.pick(["2", "-2", "-3", "3"])

    def slice(self, stepped=False):
        """What stands between the brackets of a slice."""
        source = self.source
        bound = ["", "1", "2", "-1", "-2", "0", "n", "-n", *self.of("int")]
        text = f"{source.pick(bound)}:{source.pick(bound)}"
        if stepped or source.chance(35):
            text += f":{source.pick(['2', '-1', '-2', '1', '3', '', 'n'])}"
        return text
