"""`np.finfo` and `np.iinfo`: in kernels, as constants of the module, as defaults."""

import numpy as np

from pyjit import f32, f64, i32, jit, u8

EPS = np.finfo(np.float64).eps
TOLERANCE = 4 * EPS + 1e-12
ROOT = np.sqrt(np.finfo(float).eps)
PYTHONS = float(np.finfo(np.float32).eps)
INFO = np.iinfo(np.int32)
LARGEST = INFO.max
NAN, TINY = np.nan, -np.finfo(float).tiny


@jit
def of_doubles(x: float):
    info = 1.0
    if abs(x) <= np.finfo(np.float64).eps:
        info = 2.0
    return np.finfo(float).max, np.finfo(np.double).min, np.finfo(np.float64).tiny, info


@jit
def of_singles(x: f32):
    return (
        np.finfo(np.float32).eps * x,
        np.finfo(np.float32).max,
        np.finfo(np.float32).min - x,
        np.finfo(np.float32).smallest_normal,
        np.finfo(np.float32).smallest_subnormal,
        np.finfo(np.float32).resolution + x,
        np.finfo(np.single).epsneg,
    )


@jit
def of_integers(a: i32, b: u8):
    return (
        np.iinfo(np.int32).max - a,
        np.iinfo(np.uint8).max - b,
        np.iinfo(np.int8).min,
        np.iinfo(int).min,
        np.iinfo(np.int16).bits,
        np.finfo(np.float64).bits,
        np.finfo(np.float32).nmant,
        np.finfo(float).precision,
        np.finfo(float).maxexp,
        np.finfo(np.float32).minexp,
        np.finfo(np.float32).nexp,
    )


@jit
def of_constants(x: float, a: i32):
    return EPS, TOLERANCE * x, ROOT, PYTHONS, LARGEST - a, INFO.bits, NAN, TINY


@jit
def divided(x: float):
    return x / np.finfo(np.float64).eps, np.floor(x) / (np.finfo(float).eps - EPS)


@jit
def by_default(x: f64, eps: f64 = np.finfo(np.float64).eps):
    return x + eps


@jit
def at_least(a: int):
    return min(max(a, np.iinfo(np.int16).min), np.iinfo(np.int16).max)
