"""Builds many programs at once and runs them: compiled in two ways, and in Python.

A crash or hang of the compiler or of a built program is attributed to the program that caused it.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mathematics import ours as functions

from fuzz import lazy
from fuzz.outcome import excused, same

# The folder that holds this package, for the processes that run programs.
TESTS = Path(__file__).resolve().parents[1]
# Seconds without a program coming to an end.
HANG = 120
BUILD_LIMIT = 900


@dataclass
class Failure:
    """A program that does not do what it should, and the call that shows it."""

    program: object
    what: str
    call: object = None
    found: object = None
    expected: object = None


@dataclass
class Options:
    """What the programs are built and run with."""

    binary: str
    work: Path
    python: str = sys.executable
    # The names of the compiled variants, with the options of `pyjit build`.
    variants: tuple = (("optimised", ()), ("checked", ("--opt-checks=off",)))
    # The forms of the programs that are run unbuilt, instead of all this (see `lazy.FORMS`), and
    # the options of the compiler that is called then.
    lazy: tuple = ()
    serving: tuple = ()
    # Whether some calls may be refused.
    refusing: bool = False


class Defective(Exception):
    """The compiler failed on the folder."""


def build(programs, options, variant, arguments):
    """Builds the programs as modules `p0`, `p1` …; the output folder and the report."""
    source, output = options.work / "source", options.work / variant
    clear(source)
    clear(output)
    source.mkdir(parents=True)
    for number, program in enumerate(programs):
        (source / f"p{number}.py").write_text(program.text, "utf-8")
    report = options.work / f"{variant}.json"
    command = [options.binary, "build", str(source), str(output), "--report", str(report)]
    environment = {**os.environ, "PYJIT_PYTHON": options.python, "PYJIT_CACHE_DIR": ""}
    try:
        process = subprocess.run(
            [*command, *arguments], capture_output=True, text=True, env=environment,
            timeout=BUILD_LIMIT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Defective("the compiler hangs") from error
    if process.returncode != 0:
        raise Defective(f"the compiler exits with {process.returncode}: {process.stderr[-3000:]}")
    return output, json.loads(report.read_text("utf-8"))


def clear(folder):
    """Removes a folder; renamed first, since another name is free at once."""
    if folder.exists():
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def refusals(report):
    """The refused kernels by the number of their program: the diagnostics' codes and messages."""
    found = {}
    for kernel in report["kernels"]:
        if kernel["status"] == "refused":
            why = [(one["code"], one["message"]) for one in kernel["diagnostics"]]
            # Said of what nobody calls, like the status `untyped`.
            if all(code == "PJ0029" for code, _ in why):
                continue
            found.setdefault(int(kernel["module"][1:]), []).extend(why)
    return found


def run(folder, programs, chosen, options, interpreted):
    """The outcomes of the calls of the chosen programs, by number; or the word for its death."""
    outcomes = {}
    left = list(chosen)
    while left:
        results = options.work / "results"
        results.unlink(missing_ok=True)
        jobs = options.work / "jobs"
        jobs.write_text(json.dumps([[f"p{n}", programs[n].calls] for n in left]), "utf-8")
        ended = watch(folder, jobs, results, options, interpreted)
        started = None
        for line in results.read_text("utf-8").splitlines() if results.exists() else []:
            record = json.loads(line)
            if "start" in record:
                started = int(record["start"][1:])
            else:
                outcomes[int(record["done"][1:])] = record["calls"]
                started = None
        if ended == "done":
            break
        if started is None or ended.startswith("crash 1:"):
            raise RuntimeError(f"the runner failed: {ended}")
        outcomes[started] = ended
        left = [number for number in left if number not in outcomes]
    return outcomes


def mathematics(options):
    """The folder of our functions in the place of NumPy's inexact ones, built once."""
    folder = options.work / "mathematics"
    if not folder.exists():
        functions.built(options.binary, folder, options.python)
    return folder / "output"


def watch(folder, jobs, results, options, interpreted):
    """Runs the runner until it ends or shows no progress; how it ended."""
    environment = {**os.environ, "PYTHONPATH": str(TESTS), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYJIT_DISABLE", None)
    if options.lazy:
        environment |= {"PYTHONPATH": lazy.paths(TESTS), **lazy.environment(options)}
    if interpreted:
        environment["PYJIT_DISABLE"] = "1"
    command = [options.python, "-m", "fuzz.runner", str(folder), str(jobs), str(results)]
    command.append(str(mathematics(options)))
    with open(options.work / "errors", "w+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=errors, cwd=options.work
        )
        size = -1
        while True:
            try:
                code = process.wait(timeout=HANG)
                break
            except subprocess.TimeoutExpired:
                now = results.stat().st_size if results.exists() else 0
                if now == size:
                    process.kill()
                    process.wait()
                    return "hang"
                size = now
        if code == 0:
            return "done"
        errors.seek(0)
        return f"crash {code}: {errors.read()[-1500:]}"


def examine(programs, options):
    """Builds and runs the programs: the failures, and the refusals by number of program."""
    if options.lazy:
        return examine_lazily(programs, options)
    try:
        built = [(name, *build(programs, options, name, args)) for name, args in options.variants]
    except Defective as defect:
        if len(programs) == 1:
            return [Failure(programs[0], str(defect))], {}, Tally()
        return examine_halves(programs, options)
    refused = refusals(built[0][2])
    chosen = [number for number in range(len(programs)) if number not in refused]
    expected = run(built[0][1], programs, chosen, options, True)
    failures = []
    tally = Tally(programs=len(programs), refused=len(refused))
    for name, folder, _ in built:
        found = run(folder, programs, chosen, options, False)
        for number in chosen:
            failure = judge(programs[number], name, found[number], expected[number], tally)
            if failure is not None:
                failures.append(failure)
    return failures, refused, tally


def examine_halves(programs, options):
    """The same for each half, so that a failure of the compiler finds its program."""
    middle = len(programs) // 2
    failures, refused, tally = examine(programs[:middle], options)
    more, others, rest = examine(programs[middle:], options)
    refused.update({number + middle: codes for number, codes in others.items()})
    return failures + more, refused, tally.plus(rest)


def examine_lazily(programs, options):
    """The same of programs that are not built."""
    source = options.work / "source"
    clear(options.work / "cache")
    clear(source)
    lazy.written(programs, lazy.declared, source)
    chosen = list(range(len(programs)))
    expected = run(source, programs, chosen, options, True)
    failures, refused = [], {}
    tally = Tally(programs=len(programs))
    for name in options.lazy:
        form, folder = lazy.FORMS[name], options.work / "lazy" / name
        clear(folder)
        lazy.written(programs, form, folder)
        found = run(folder, programs, chosen, options, False)
        why = {number: lazy.refusal(programs[number], found[number]) for number in chosen}
        if options.refusing:
            why = {}
        why = {number: refusal for number, refusal in why.items() if refusal is not None}
        failures += wrongly_refused(programs, name, why, options)
        for number, refusal in why.items():
            refused.setdefault(number, refusal.reasons)
        for number in chosen:
            if number not in why:
                failure = judge(programs[number], name, found[number], expected[number], tally)
                failures += [] if failure is None else [failure]
    tally.refused = len(refused)
    return failures, refused, tally


def wrongly_refused(programs, name, why, options):
    """The failures of programs that are refused unbuilt, though a build compiles them."""
    if not why:
        return []
    numbers = sorted(why)
    same = lazy.for_build([programs[number] for number in numbers], lazy.FORMS[name])
    try:
        _, report = build(same, options, "built", ("--opt-llvm=off",))
        refused = refusals(report)
    except Defective as defect:
        # A defect of the build, which the ordinary mode finds the program of.
        print(f"refused programs cannot be built: {defect}", flush=True)
        return []
    failures = []
    for place, number in enumerate(numbers):
        refusal = why[number]
        if place not in refused or lazy.DEFECT in refusal.codes:
            what = f"{name}: {refusal.codes[0]}, but a build compiles it"
            failures.append(Failure(programs[number], what, refusal.call, refusal.outcome))
    return failures


@dataclass
class Tally:
    """How much was run."""

    programs: int = 0
    refused: int = 0
    calls: int = 0
    timeouts: int = 0
    excused: int = 0

    def plus(self, other):
        return Tally(*(getattr(self, name) + getattr(other, name) for name in vars(self)))


def judge(program, variant, found, expected, tally):
    """The first failure of a program in one variant."""
    if expected == "hang":
        # A loop in Python's own C code, which no alarm ends: `range(2**62).count(1.5)`.
        tally.timeouts += len(program.calls)
        return None
    if isinstance(expected, str):
        return Failure(program, f"the interpreter: {expected}")
    if isinstance(found, str):
        return Failure(program, f"{variant}: {found}")
    if found is None or expected is None:
        return Failure(program, f"{variant}: the kernel is not bound")
    for call, ours, pythons in zip(program.calls, found, expected):
        if ours.get("raised") in lazy.REFUSED:
            continue
        tally.calls += 1
        if "timeout" in pythons:
            tally.timeouts += 1
        elif "timeout" in ours:
            return Failure(program, f"{variant}: takes too long", call, ours, pythons)
        elif not same(ours, pythons, program.exact):
            if excused(ours, pythons, program.impure):
                tally.excused += 1
                continue
            return Failure(program, f"{variant}: differs", call, ours, pythons)
    return None
