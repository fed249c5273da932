"""Exceptions that kernels of other modules raise."""


class Wide(Exception):
    pass


class Narrow(Wide):
    pass
