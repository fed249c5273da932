"""`math`: the functions that CPython computes by its own algorithms."""
