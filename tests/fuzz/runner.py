"""Calls the `main` of each program of a built folder, in a process of its own: it may crash.

`python -m fuzz.runner FOLDER JOBS RESULTS MATHEMATICS`: JOBS is a JSON list of [module, calls];
a line of JSON goes to RESULTS before each program and after it. With `PYJIT_DISABLE=1` it runs
interpreted. NumPy's inexact functions are replaced by ours, built in the folder MATHEMATICS: a
compiled kernel, too, may be run again in Python.
"""

import contextlib
import importlib
import io
import json
import os
import re
import resource
import signal
import sys
import warnings

import numpy as np
from mathematics import ours

from fuzz.outcome import described, raised, shared, state, which_lists

# Processor seconds for one call; a compiled call may take longer, since its result counts.
LIMITS = {True: 0.3, False: 3.0}
MEMORY = 4 << 30
NAMES = {"np": np, "inf": float("inf"), "nan": float("nan")}


class TimeOut(BaseException):
    """The call took too long."""


def time_out(_signal, _frame):
    raise TimeOut


def evaluated(texts, module):
    """The arguments of one call, as the module's names mean them; `=0` is the first of them, or
    what is made of it, and `given[0]` in a text, too."""
    names = {**vars(sys.modules[module]), **NAMES}
    values = []
    for text in texts:
        if text.startswith("="):
            place, cut = re.fullmatch(r"=(\d+)(.*)", text).groups()
            values.append(eval(f"it{cut}", {"it": values[int(place)]}))
        else:
            values.append(eval(text, {**names, "given": values}))
    return values


def call(function, values, limit, module):
    """What comes of one call."""
    printed = io.StringIO()
    outcome = {}
    try:
        with contextlib.redirect_stdout(printed):
            signal.setitimer(signal.ITIMER_PROF, limit)
            try:
                result = function(*values)
                outcome["returned"] = described(result)
                outcome["shared"] = shared(result, values)
                outcome["lists"] = which_lists([result, *values])
                del result
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
    except TimeOut:
        return {"timeout": True}
    except MemoryError:
        return {"timeout": True}
    except Exception as error:
        outcome.update(raised(error, f"{module}.py"))
        outcome["lists"] = which_lists(values)
    outcome["printed"] = printed.getvalue()
    outcome["states"] = [state(value) for value in values]
    return outcome


def live_blocks():
    """How many blocks of memory the built kernels own; what is garbage does not count."""
    return sum(
        module._live_blocks()
        for module in list(sys.modules.values())
        if hasattr(module, "_live_blocks")
    )


def run(name, calls, interpreted):
    """The outcomes of a program's calls; `None` if the module does not bind its kernel."""
    try:
        function = importlib.import_module(name).main
    except Exception:
        # A program that is being made smaller may have lost what it needs.
        return None
    if interpreted == hasattr(function, "__pyjit_signatures__"):
        return None
    try:
        arguments = [evaluated(texts, name) for texts in calls]
    except (AttributeError, NameError, TypeError):
        # Its classes, too.
        return None
    outcomes = []
    before = live_blocks()
    for values in arguments:
        outcomes.append(call(function, values, LIMITS[interpreted], name))
        left = live_blocks() - before
        if left:
            outcomes[-1]["left"] = left
            before += left
    returned = any("returned" in outcome for outcome in outcomes)
    if returned and not interpreted and not function.__pyjit_signatures__:
        # It was to be compiled at its first call.
        return None
    return outcomes


def trust_replaced_powers():
    """Lets unbuilt programs be compiled of whose code `ours.Loader` replaced the powers: it is no
    more that of the text."""
    try:
        from pyjit import _source
    except ImportError:
        return  # the programs are built
    defines = _source._defines
    _source._defines = lambda text, *more: "**" in text or defines(text, *more)


def main(folder, jobs, results, mathematics):
    interpreted = bool(os.environ.get("PYJIT_DISABLE"))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
    signal.signal(signal.SIGPROF, time_out)
    warnings.simplefilter("ignore")
    # A kernel that gives up would do what Python does.
    warnings.filterwarnings("error", message=".* runs in Python")
    np.seterr(all="ignore")
    sys.path.insert(0, folder)
    ours.replace_numpys(ours.imported(mathematics))
    sys.meta_path.insert(0, ours.Finder(folder))
    if not interpreted:
        trust_replaced_powers()
    with open(jobs, encoding="utf-8") as file:
        todo = json.load(file)
    with open(results, "a", encoding="utf-8") as file:
        for name, calls in todo:
            file.write(json.dumps({"start": name}) + "\n")
            file.flush()
            file.write(json.dumps({"done": name, "calls": run(name, calls, interpreted)}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
