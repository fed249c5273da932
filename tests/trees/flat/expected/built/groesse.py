# -*- coding: latin-1 -*-
"""Größe: encoded in Latin-1."""
from _pyjit_dot import jit


@jit
def area(width: int, height: int = 1) -> int:
    return width * height
