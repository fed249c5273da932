"""Which of NumPy's functions of floats are not exact, and how far from the exact value ours may be.

This is the only place that says so. Every other function is the same to the bit.
"""

# How many units in the last place of the exact value, in either precision.
ULPS = {"cos": 1, "exp": 1, "float_power": 1, "log": 1, "power": 1, "sin": 1}
OTHERS = 2

# Where the terms of such a sum, the larger argument and a logarithm, cancel each other, it is as
# exact as the greater of them.
RELATIVE_TO_TERMS = ("logaddexp", "logaddexp2")

UNARY = (
    "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "cbrt", "cos", "cosh", "exp",
    "exp2", "expm1", "log", "log10", "log1p", "log2", "sin", "sinh", "tan", "tanh",
)  # fmt: skip
BINARY = ("arctan2", "float_power", "hypot", "logaddexp", "logaddexp2", "power")
# Of complex numbers.
OF_COMPLEX = ("absolute",)
# Which of two zeros they give depends on NumPy's version and the processor; ours give the first.
FIRST_ZERO = ("fmax", "fmin", "maximum", "minimum")


def ulps(name):
    """What a function of NumPy may be off."""
    return ULPS.get(name, OTHERS)
