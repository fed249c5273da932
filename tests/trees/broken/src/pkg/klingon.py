# coding: klingon
from pyjit import jit
