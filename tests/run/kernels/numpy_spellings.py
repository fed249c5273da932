"""NumPy's spellings of arithmetic and of functions of `math`, on scalars of every type."""

import numpy as np

from pyjit import 



