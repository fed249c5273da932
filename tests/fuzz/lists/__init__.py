"""Random programs over lists: `programs` writes them, of `statements`, `changes` of lists, and
expressions: `numbers`, `makers` of lists, `iterators`; `values` makes the arguments.

A kind is the text of an annotation (see `kinds`); a form is a function that writes an expression of
some kinds (see `forms`).
"""
