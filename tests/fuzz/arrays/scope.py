"""The names that are known at a point of a function over arrays."""

from dataclasses import dataclass, field

import numpy as np

from fuzz.arrays.samples import kind_of, quietly, sample


@dataclass
class Callee:
    """A kernel that may be called, and the kinds that it takes and gives."""

    name: str
    operands: list
    # A kind, a list of kinds for a tuple, or a kind in a set for one that may be `None`.
    result: object
    # The places of the parameters that are arrays in C order.
    ordered: set = field(default_factory=set)


@dataclass
class Scope:
    """The variables with their samples, and what may be called."""

    source: object
    result: object = None
    variables: dict = field(default_factory=dict)
    callees: list = field(default_factory=list)
    # Those that nothing may assign: they end a loop, or are gone through.
    protected: set = field(default_factory=set)
    # How many loops are around.
    loops: int = 0
    names: int = 0
    features: set = field(default_factory=set)

    def fresh(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def use(self, *key):
        """Counts that something was generated."""
        self.features.add(("array", *key))

    def add(self, name, kind):
        self.variables[name] = sample(kind)

    def forget(self, names):
        """Takes those out that are assigned in a branch only."""
        for name in set(self.variables) - set(names):
            del self.variables[name]

    def value(self, text):
        """What a text gives on the samples."""
        names = {callee.name: answer(callee.result) for callee in self.callees}
        return quietly(lambda: eval(text, {"np": np, **names, **self.variables}))

    def kind(self, text):
        return kind_of(self.value(text))

    def works(self, statement):
        """Whether a statement does not raise on the samples."""
        names = {callee.name: answer(callee.result) for callee in self.callees}
        copies = {name: copied(value) for name, value in self.variables.items()}
        around = {"np": np, **names, **copies}
        return quietly(lambda: [exec(statement, around)]) is not None

    def kinds(self):
        """The variables that have a kind, by name."""
        found = {name: kind_of(value) for name, value in self.variables.items()}
        return {name: kind for name, kind in found.items() if kind is not None}

    def of(self, kind):
        return [name for name, other in self.kinds().items() if other == kind]

    def arrays(self, dimensions=None, dtypes=None):
        """The names of arrays."""
        return [
            name
            for name, kind in self.kinds().items()
            if isinstance(kind, tuple)
            and dimensions in (None, kind[1])
            and (dtypes is None or np.dtype(kind[0]).kind in dtypes)
        ]

    def targets(self, kind):
        """The variables of a kind that may be assigned."""
        return [name for name in self.of(kind) if name not in self.protected]


def answer(result):
    """A function that gives a sample, whatever it is given."""
    return lambda *_: samples_of(result)


def samples_of(result):
    if isinstance(result, list):
        return tuple(map(sample, result))
    return sample(next(iter(result))) if isinstance(result, set) else sample(result)


def copied(value):
    return value.copy() if isinstance(value, np.ndarray) else value
