"""The programs unbuilt: each kernel is compiled at its first call, for the arguments it meets.

The forms of a program: as it is, whose kernels declare types; with no types at the parameters of
`main`, which are met at the call then; with none at those of the other kernels, too; and with all
kernels in a function, so that they know each other as variables of it. Lines stay where they are.
What declares no types is called with other ones than it was written for, too.

What is refused although a build compiles it is a failure, as is what does not do what Python does.
"""

import ast
import os
import random
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

PLUGIN = Path(__file__).resolve().parents[2] / "setuptools-plugin"
# What a refused call raises.
REFUSED = ("CompilationError", "UnsupportedArgument")
# Of the diagnostic that compiling failed by a defect of ours.
DEFECT = "PJ0203"


@dataclass
class Refusal:
    """A call whose kernel is refused, with the codes of the diagnostics."""

    codes: list
    call: list
    outcome: dict

    @property
    def reasons(self):
        """Each code with the words."""
        return [(code, self.outcome["detail"]) for code in self.codes]


def declared(text):
    """The program as it is."""
    return text


def met(text):
    """The program whose `main` says no types of its parameters."""
    return without_annotations(text, lambda name: name == "main")


def generic(text):
    """The program of which no kernel says types of its parameters."""
    return without_annotations(text, lambda name: True)


def enclosed(text):
    """The program whose kernels are made by a function."""
    lines = text.splitlines()
    kernels = [node for node in parsed(text).body if is_kernel(node)]
    # Kernels come last, with an empty line before the first.
    first = min((kernel.decorator_list[0].lineno for kernel in kernels), default=1) - 1
    if first == 0 or lines[first - 1]:
        return text
    lines[first - 1] = "def enclosing():"
    lines[first:] = ["    " + line if line else line for line in lines[first:]]
    return "\n".join([*lines, "    return main", "", "", "main = enclosing()", ""])


# What stands in the place of an argument: each is of another type.
NUMBERS = [
    "True", "3", "-1", "0", "2**40", "2.5", "-0.0", "1j", "np.bool_(True)", "np.int8(-1)",
    "np.int32(5)", "np.int64(-3)", "np.uint8(200)", "np.uint64(7)", "np.float32(1.5)",
    "np.float64(2.5)",
]  # fmt: skip
# Most of these calls are of new types, each of which takes a compilation.
CALLS = 4


def retyped(program):
    """The program called with numbers of other types than it was written for, some of which it is
    refused for."""
    kernels = [node for node in parsed(met(program.text)).body if is_kernel(node)]
    if any(parameter.annotation for parameter in kernels[-1].args.args):
        return program
    source = random.Random(program.text)

    def other(text):
        number = re.match(r"[-\w.*]+$|np\.\w+\([^\[]*$|complex\(", text)
        return source.choice(NUMBERS) if number and source.random() < 0.6 else text

    calls = [[other(text) for text in call] for call in program.calls[:CALLS]]
    return replace(program, calls=calls)


def counterpart(form):
    """The same program for a build, which needs the types of `main`."""
    return others if form is generic else declared


def others(text):
    """The program whose `main` alone says types of its parameters."""
    return without_annotations(text, lambda name: name != "main")


FORMS = {form.__name__: form for form in (declared, met, generic, enclosed)}


def parsed(text):
    """The syntax of a program; one that is being made smaller may have none."""
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.Module([], [])


def is_kernel(node):
    return isinstance(node, ast.FunctionDef) and bool(node.decorator_list)


def without_annotations(text, chosen):
    """The text without the types of the parameters of the chosen kernels."""
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    cuts = []
    for kernel in parsed(text).body:
        if is_kernel(kernel) and chosen(kernel.name):
            given = kernel.args
            parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs]
            cuts += [it for it in parameters if it.annotation and not depends(it.annotation)]
    for it in sorted(cuts, key=lambda it: (it.lineno, -it.col_offset)):
        # The programs have a parameter and its type in one line.
        line, end = lines[it.lineno - 1], it.annotation.end_col_offset
        name = line[it.col_offset :].split(b":")[0]
        lines[it.lineno - 1] = line[: it.col_offset] + name + line[end:]
    return b"".join(lines).decode()


def depends(annotation):
    """Whether a kernel does something else without it: a value that may be missing is one that is
    always missing where None was met."""
    return "Optional" in ast.unparse(annotation)


def compiler(options):
    """The compiler with its options, as one program."""
    program = options.work / f"compiler{'-'.join(options.serving)}"
    if not program.exists():
        arguments = " ".join(options.serving)
        program.write_text(f'#!/bin/sh\nexec "{options.binary}" "$@" {arguments}\n', "utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def environment(options):
    """The variables of a process that runs unbuilt source."""
    cache = options.work / "cache"
    # A cache is not trusted that others may write to.
    cache.mkdir(mode=0o700, exist_ok=True)
    return {"PYJIT_BINARY": compiler(options), "PYJIT_CACHE_DIR": str(cache)}


def refusal(program, outcomes):
    """The codes of the first refused call, and the call with what came of it; `None` where there is
    none."""
    for call, outcome in zip(program.calls, outcomes if isinstance(outcomes, list) else []):
        if outcome.get("raised") in REFUSED:
            # In one line, which a file with the program has as a comment.
            words = " ".join(outcome["detail"].split())
            codes = re.findall(r"\bPJ\d{4}\b", words) or [outcome["raised"]]
            return Refusal(codes, call, {**outcome, "detail": words})
    return None


def written(programs, form, folder):
    """Writes the programs as modules `p0`, `p1` … in a form."""
    folder.mkdir(parents=True)
    for number, program in enumerate(programs):
        (folder / f"p{number}.py").write_text(form(program.text), "utf-8")


def for_build(programs, form):
    """The programs of a form as a build takes them."""
    return [replace(program, text=counterpart(form)(program.text)) for program in programs]


def paths(tests):
    """Where the processes that run the programs find modules."""
    return os.pathsep.join([str(tests), str(PLUGIN)])
