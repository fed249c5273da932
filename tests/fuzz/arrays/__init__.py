"""Random programs over whole arrays: `programs` writes them, of `statements`, `expressions` of
arrays, `scalars` and `views`; `values` makes the arguments.

What an expression gives is not known here but asked of NumPy, on `samples`.
"""
