"""The names that are known at a point of a function over arrays."""

from dataclasses import dataclass, field

import numpy as np

from fuzz.arrays.samples import NAMES, RECORDS, is_time, kind_of, quietly, sample


@dataclass
class Callee:
    """A kernel that may be called, and the kinds that it takes and gives."""

    name: str
    operands: list
    # A kind, a list of kinds for a tuple, or a kind in a set for one that may be `None`.
    result: object
    # The layouts that parameters declare, by their places (see `samples.spelled`).
    layouts: dict = field(default_factory=dict)


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
        return quietly(lambda: eval(text, {**NAMES, **names, **self.variables}))

    def kind(self, text):
        return kind_of(self.value(text))

    def works(self, statement):
        """Whether a statement does not raise on the samples."""
        names = {callee.name: answer(callee.result) for callee in self.callees}
        copies = {name: copied(value) for name, value in self.variables.items()}
        around = {**NAMES, **names, **copies}
        return quietly(lambda: [exec(statement, around)]) is not None

    def kinds(self):
        """The variables that have a kind, by name."""
        found = {name: kind_of(value) for name, value in self.variables.items()}
        return {name: kind for name, kind in found.items() if kind is not None}

    def of(self, kind):
        return [name for name, other in self.kinds().items() if other == kind]

    def arrays(self, dimensions=None, dtypes=None):
        """The names of arrays of numbers, those without dimensions only where these are asked."""
        return [
            name
            for name, (dtype, count) in self.of_arrays()
            if dtype not in RECORDS
            and not is_time(dtype)
            and (count > 0 if dimensions is None else count == dimensions)
            and (dtypes is None or np.dtype(dtype).kind in dtypes)
        ]

    def records(self, dimensions=None):
        """The names of arrays of records."""
        return [
            name
            for name, (dtype, count) in self.of_arrays()
            if dtype in RECORDS and (count > 0 if dimensions is None else count == dimensions)
        ]

    def times(self, dimensions=None, kinds=("datetime64", "timedelta64")):
        """The names of arrays of times."""
        return [
            name
            for name, (dtype, count) in self.of_arrays()
            if dtype.startswith(kinds) and (count == dimensions or dimensions is None and count > 0)
        ]

    def held(self):
        """Which of times, records and arrays without dimensions there are."""
        kinds = self.kinds().values()
        dtypes = [kind[0] if isinstance(kind, tuple) else kind for kind in kinds]
        found = {
            "times": any(map(is_time, dtypes)), "records": any(it in RECORDS for it in dtypes),
            "alone": any(kind[1] == 0 for kind in kinds if isinstance(kind, tuple)),
        }  # fmt: skip
        return [name for name, there in found.items() if there]

    def of_arrays(self):
        return [(name, kind) for name, kind in self.kinds().items() if isinstance(kind, tuple)]

    def numbers(self):
        """The variables that are one number."""
        return [
            name
            for name, kind in self.kinds().items()
            if isinstance(kind, str) and kind not in RECORDS and not is_time(kind)
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
    return value.copy() if isinstance(value, (np.ndarray, np.void)) else value
