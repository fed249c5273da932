"""NumPy's comparisons, logic and `clip`, on scalars of every type."""

import numpy as np

from pyjit import 



