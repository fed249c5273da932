from pyjit import jit
print "hello"
