"""What a function that is being written can use: its variables, arrays and callable kernels."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Callee:
    """A kernel that may be called: `text` has a place for each argument."""

    name: str
    operands: tuple
    result: object
    text: str
    # A call costs many rounds, so it must not stand in a loop.
    slow: bool = False
    key: tuple = ("call",)


@dataclass
class Array:
    """An array parameter."""

    name: str
    kind: str
    dimensions: int
    annotation: str
    written: bool = False


@dataclass
class Scope:
    """The names that are known at a point of a function."""

    source: object
    reached: object
    # The types that its variables mostly have.
    palette: list
    # Whether it is there to reach what is rare.
    eager: bool = False
    variables: dict = field(default_factory=dict)
    arrays: list = field(default_factory=list)
    callees: list = field(default_factory=list)
    # The variables of the loops around, innermost last.
    counters: list = field(default_factory=list)
    # The variables that end `while` loops, which nothing else may assign.
    protected: set = field(default_factory=set)
    # The variables that functions inside the kernel may use.
    captured: set = field(default_factory=set)
    # Those that may be unassigned.
    unsure: set = field(default_factory=set)
    loops: int = 0
    looped: bool = False
    names: int = 0
    # Whether something is written or printed, so that the kernel cannot be run again.
    impure: bool = False
    features: set = field(default_factory=set)

    def fresh(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def of(self, kind):
        """The variables of a type."""
        return [name for name, other in self.variables.items() if other == kind]

    def targets(self, kind):
        """The variables of a type that may be assigned."""
        return [name for name in self.of(kind) if name not in self.protected]

    def use(self, *key):
        """Counts that something was generated."""
        self.features.add(key)
