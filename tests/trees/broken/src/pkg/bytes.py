from pyjit import jit
NAME = "ÿþ"
