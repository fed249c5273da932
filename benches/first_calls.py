"""Time the first calls of kernels in a process of its own: `first_calls.py MODULE`.

Prints what a JSON list says: the seconds from before the import of the kernels' module, which
imports their compiler, to the end of the first kernel's first call; those of the last kernel's
first call; and the results of all.
"""

import importlib
import json
import sys
import time

# Both need it for the argument, and it is not what is compared.
import numpy as np

values = np.linspace(-1.0, 1.0, 50)
# NumPy's threads wait for work with all their might for a while; that is not compared either.
time.sleep(0.2)
results = []
begin = time.perf_counter()
module = importlib.import_module(sys.argv[1])
for number in range(module.COUNT):
    kernel = getattr(module, f"kernel{number}")
    before = time.perf_counter()
    results.append(kernel(values, 9))
    after = time.perf_counter()
    if number == 0:
        first = after - begin
print(json.dumps([first, after - before, results]))
