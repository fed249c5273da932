"""A run of the fuzzer: its options, its batches, what it counts and how it ends."""

import argparse
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from fuzz import lazy, programs
from fuzz.arrays import programs as arrays
from fuzz.batch import Options, Tally, examine
from fuzz.lists import programs as lists
from fuzz.reach import Reach, table
from fuzz.regression import regression
from fuzz.shrink import shrunk
from fuzz.source import Seeded

# The greatest share of programs that may be refused: each is a defect of the generator.
REFUSED = 0.05
# The same of programs over arrays: what is covered of NumPy is not written down here.
REFUSED_ARRAYS = 0.2
# How many different refusals are shown.
MESSAGES = 25
# How many batches beyond the budget may be needed to reach what is rare.
MORE = 5


def parsed(arguments):
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--binary", default="target/debug/pyjit", help="the compiler")
    parser.add_argument("--programs", type=int, default=3000, help="how many to run")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--batch", type=int, default=300, help="programs of one build")
    parser.add_argument("--keep", type=Path, help="a folder for the programs that fail")
    parser.add_argument("--tally", type=Path, help="a file to add the counts of each batch to")
    parser.add_argument("--shrink", type=int, default=3, help="how many failures to make small")
    parser.add_argument("--llvm", type=int, default=1,
                        help="every how many batches LLVM optimises, too; 0 for none")  # fmt: skip
    parser.add_argument("--checked", type=int, default=1,
                        help="every how many batches are built with every check, too")  # fmt: skip
    parser.add_argument("--reach", action=argparse.BooleanOptionalAction, default=True,
                        help="run on, and fail, while something was never generated")  # fmt: skip
    parser.add_argument("--lazy", action="store_true",
                        help="compile kernels at their first call instead of building")  # fmt: skip
    parser.add_argument("--arrays", action="store_true",
                        help="programs over whole arrays")  # fmt: skip
    parser.add_argument("--lists", action="store_true",
                        help="programs over lists")  # fmt: skip
    return parser.parse_args(arguments)


class Session:
    """A run of the fuzzer."""

    def __init__(self, options, folder):
        self.options = options
        # What writes the programs.
        self.maker = arrays if options.arrays else lists if options.lists else programs
        self.made = Options(str(Path(options.binary).resolve()), folder)
        self.reach, self.tally = Reach(), Tally()
        # What was generated, refused or not: what is rare there is preferred.
        self.steering = Counter()
        self.refusals = Counter()
        self.failures = 0
        self.shrunk = 0
        self.began = time.time()

    def run(self):
        """Runs the whole budget, and a little more while something was never reached."""
        budget, size = self.options.programs, self.options.batch
        for first in range(0, budget, size):
            self.batch(first, min(size, budget - first))
        first = budget
        while self.missing() and first < budget + MORE * size:
            self.batch(first, size)
            first += size

    def batch(self, first, count):
        seeds = [f"{self.options.seed}/{first + number}" for number in range(count)]
        programs = [self.generated(seed) for seed in seeds]
        batch = first // self.options.batch
        often = self.options.llvm > 0 and batch % self.options.llvm == 0
        made = self.made if often else quick(self.made)
        if batch % self.options.checked:
            made = replace(made, variants=made.variants[:1])
        if self.options.lazy:
            # One of the other forms is enough at a time.
            form = ("met", "generic", "enclosed", "retyped")[batch % 4]
            if self.options.lists:
                # A list that has no elements is of no type where none is declared.
                form = "enclosed"
            made = replace(made, lazy=("declared", form))
            if form == "retyped":
                programs = [lazy.retyped(program) for program in programs]
                made = replace(made, lazy=("met",), refusing=True)
        found, refused, ran = examine(programs, made)
        self.tally = self.tally.plus(ran)
        for number, one in enumerate(programs):
            if number in refused:
                self.refusals.update(set(refused[number]))
                self.steering.subtract(one.features)
            else:
                self.reach.add(one.features)
        self.failures += len(found)
        took = time.time() - self.began
        line = f"{first + count} programs: {self.tally} failures={self.failures} {took:.0f}s"
        print(line, flush=True)
        if self.options.tally:
            with self.options.tally.open("a", encoding="utf-8") as file:
                now = time.strftime("%H:%M:%S")
                file.write(f"{now} {count} programs, {len(refused)} refused, "
                           f"{ran.calls} calls, {len(found)} failures\n")  # fmt: skip
        for number, one in enumerate(found):
            self.keep(one, f"{self.options.seed}-{first}-{number}")
            if self.shrunk < self.options.shrink:
                self.shrunk += 1
                print(regression(shrunk(one, made, self.maker.program)), flush=True)

    def generated(self, seed):
        made = self.maker.program(Seeded(seed), self.steering)
        self.steering.update(made.features)
        return made

    def keep(self, failure, name):
        if self.options.keep:
            self.options.keep.mkdir(parents=True, exist_ok=True)
            name = name.replace("/", "-")
            (self.options.keep / f"{name}.py").write_text(regression(failure), "utf-8")

    def missing(self):
        """What was never generated, if that is asked."""
        return self.reach.missing(self.maker.known()) if self.options.reach else []

    def verdict(self):
        """Says what was reached and refused; 0 if all is well."""
        missing = self.missing()
        print(table(self.reach, self.maker.known()))
        for (code, message), count in self.refusals.most_common(MESSAGES):
            print(f"refused {count}: {code} {message}")
        share = self.tally.refused / max(self.tally.programs, 1)
        if missing:
            print(f"{len(missing)} never generated: {missing[:100]}")
        most = REFUSED_ARRAYS if self.options.arrays else REFUSED
        if share > most:
            print(f"{share:.1%} of the programs are refused, more than {most:.0%}")
        return 1 if self.failures or missing or share > most else 0


def quick(options):
    """Without LLVM's optimiser."""
    variants = tuple((name, (*args, "--opt-llvm=off")) for name, args in options.variants)
    return replace(options, variants=variants, serving=("--opt-llvm=off",))
