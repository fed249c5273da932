"""`python -m fuzz`: runs the fuzzer for a budget of programs, from a seed."""

import sys
import tempfile
from pathlib import Path

from fuzz.session import Session, parsed


def main(arguments):
    options = parsed(arguments)
    with tempfile.TemporaryDirectory(prefix="pyjit-fuzz-") as folder:
        session = Session(options, Path(folder))
        session.run()
        return session.verdict()


sys.exit(main(sys.argv[1:]))
