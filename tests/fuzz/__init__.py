"""A differential fuzzer: random programs of the whole language, compiled and in CPython.

`kinds`, `forms` and `library` say what there is; `expressions`, `statements` and `programs` write
programs from a `source` of choices; `arrays` and `lists` hold what writes those over whole arrays
and over lists; `batch` builds hundreds at once and has `runner` call each of them with the values
of `values`; `reach` counts what was reached; `shrink` makes a failure small and `regression` writes
it down.
`python -m fuzz` is the command (`make fuzz`).
"""
