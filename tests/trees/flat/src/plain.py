"""Has nothing to do with pyjit."""

from dot import describe

pyjit = "a variable that happens to have this name"


def main():
    print(describe([1.0, 2.0]), pyjit)
