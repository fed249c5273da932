from pyjit import jit

NAME = {{ project.name }}
class
