/* Exceptions raised inside kernels, and the traceback entries of kernels. */
#include "runtime.h"

/* The code of a statement, compiled once: that is slow, and where memory is short CPython's compiler
 * breaks. New reference. */
static PyObject *code_of(const char *statement) {
    PyObject **known = &pyjit_state.statements;
    if (*known == NULL) {
        *known = PyDict_New();
    }
    PyObject *text = *known == NULL ? NULL : PyUnicode_FromString(statement);
    PyObject *code = text == NULL ? NULL : PyDict_GetItemWithError(*known, text);
    if (code != NULL) {
        Py_IncRef(code);
    } else if (text != NULL && PyErr_Occurred() == NULL) {
        code = Py_CompileString(statement, "<pyjit>", Py_file_input);
        if (code != NULL && PyDict_SetItem(*known, text, code) != 0) {
            PyErr_Clear(); /* it is compiled again next time */
        }
    }
    pyjit_drop(text);
    return code;
}

/* Raises what a statement of Python raises, in which `a` and `b` are these numbers: so class,
 * arguments and attributes of the exception are those of the running version. The traceback begins
 * at the kernel. */
static void raise_like(const char *statement, int64_t a, int64_t b) {
    PyObject *class, *value, *traceback;
    PyObject *first = PyLong_FromLongLong(a), *second = PyLong_FromLongLong(b);
    PyObject *code = first == NULL || second == NULL ? NULL : code_of(statement);
    PyObject *globals = code == NULL ? NULL : PyDict_New();
    PyObject *builtins = PyEval_GetBuiltins(), *result = NULL;
    if (globals != NULL && builtins != NULL &&
        PyDict_SetItemString(globals, "__builtins__", builtins) == 0 &&
        PyDict_SetItemString(globals, "a", first) == 0 &&
        PyDict_SetItemString(globals, "b", second) == 0) {
        result = PyEval_EvalCode(code, globals, globals);
        if (result != NULL) {
            PyErr_SetString(PyExc_AssertionError, statement);
        }
    }
    pyjit_drop(result);
    pyjit_drop(first);
    pyjit_drop(second);
    pyjit_drop(code);
    PyErr_Fetch(&class, &value, &traceback);
    PyErr_NormalizeException(&class, &value, &traceback);
    pyjit_drop(traceback);
    if (globals != NULL) {
        PyDict_Clear(globals); /* A function in it has it as its own globals. */
    }
    pyjit_drop(globals);
    PyErr_Restore(class, value, NULL);
}

/* Raises what went wrong at a site; the numbers are those that the message needs. */
void pyjit_set_exception(const PyjitSite *site, int64_t first, int64_t second) {
    switch (site->failure) {
    case PYJIT_OVERFLOW:
        PyErr_SetString(PyExc_OverflowError, "the result does not fit in a 64-bit int");
        break;
    case PYJIT_NEGATIVE_EXPONENT:
        PyErr_SetString(PyExc_OverflowError,
                        "an int to a negative power is a float, but the kernel expects an int: "
                        "write float(a) ** b");
        break;
    case PYJIT_COMPLEX_POWER:
        PyErr_SetString(PyExc_OverflowError, "a negative number to a fractional power is complex, "
                                             "but the kernel expects a float");
        break;
    case PYJIT_INDEX:
        PyErr_Format(PyExc_IndexError, "index %lld is out of bounds for axis %d with size %lld",
                     (long long)first, (int)site->detail, (long long)second);
        break;
    case PYJIT_INTEGER_RANGE:
        if (site->detail && first < 0) {
            PyObject *large = PyLong_FromUnsignedLongLong((unsigned long long)first);
            PyLong_AsLong(large);
            pyjit_drop(large);
        } else {
            PyErr_Format(PyExc_OverflowError, "Python integer %lld out of bounds for %s",
                         (long long)first, site->text);
        }
        break;
    case PYJIT_ASSERTION:
        PyErr_SetNone(PyExc_AssertionError);
        break;
    case PYJIT_SIZED_NEGATIVE_EXPONENT:
        PyErr_SetString(PyExc_ValueError,
                        "Integers to negative integer powers are not allowed.");
        break;
    case PYJIT_AS_PYTHON:
        raise_like(site->text, first, second);
        break;
    case PYJIT_ASSUMPTION:
        PyErr_SetString(PyExc_TypeError,
                        "an assertion, which -O leaves out, does not hold; the types of what "
                        "follows rest on it");
        break;
    default:
        PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded");
        break;
    }
}

/* From 3.11 instructions have columns, which would underline parts of the kernel's line that mean
 * nothing. This table (see CPython's InternalDocs/code_objects.md) gives every instruction the first
 * line and no columns: an entry is a byte with kind 13 and a count, and a line difference of 0. */
static PyObject *table_without_columns(PyObject *code) {
    PyObject *instructions = PyObject_GetAttrString(code, "co_code");
    Py_ssize_t count = instructions == NULL ? 0 : PyBytes_Size(instructions) / 2;
    char table[64];
    Py_ssize_t size = 0;
    for (; count > 0 && size + 2 <= (Py_ssize_t)sizeof table; count -= 8) {
        Py_ssize_t run = count < 8 ? count : 8;
        table[size++] = (char)(0x80 | (13 << 3) | (run - 1));
        table[size++] = 0;
    }
    pyjit_drop(instructions);
    return instructions == NULL ? NULL : PyBytes_FromStringAndSize(table, size);
}

/* The code with some of its attributes replaced; `name` is `co_name`, and `co_qualname` where there
 * is one. */
static PyObject *replace_code(PyObject *code, PyObject *file, PyObject *name, PyObject *line,
                              PyObject *table) {
    PyObject *changes = PyDict_New(), *none = PyTuple_New(0), *changed = NULL;
    PyObject *replace = PyObject_GetAttrString(code, "replace");
    if (changes != NULL && none != NULL && replace != NULL &&
        PyDict_SetItemString(changes, "co_filename", file) == 0 &&
        PyDict_SetItemString(changes, "co_name", name) == 0 &&
        PyDict_SetItemString(changes, "co_firstlineno", line) == 0 &&
        (table == NULL || (PyDict_SetItemString(changes, "co_qualname", name) == 0 &&
                           PyDict_SetItemString(changes, "co_linetable", table) == 0))) {
        changed = PyObject_Call(replace, none, changes);
    }
    pyjit_drop(changes);
    pyjit_drop(none);
    pyjit_drop(replace);
    return changed;
}

/* Compiles the code that raises `__pyjit_exception__` in its first line, once; and makes its table of
 * lines, from 3.11. */
static int make_raising_code(void) {
    if (pyjit_state.raising_code == NULL) {
        PyObject *code = Py_CompileString("raise __pyjit_exception__", "<pyjit>", Py_file_input);
        if (code == NULL) {
            return -1;
        }
        if (pyjit_python_version() >= 311) {
            pyjit_state.line_table = table_without_columns(code);
            if (pyjit_state.line_table == NULL) {
                Py_DecRef(code);
                return -1;
            }
        }
        pyjit_state.raising_code = code;
    }
    return 0;
}

/* A code object named as the site's function, in its file, whose only line is the site's. */
static PyObject *code_for(const PyjitSite *site) {
    if (make_raising_code() != 0) {
        return NULL;
    }
    PyObject *code = NULL;
    PyObject *file = pyjit_file_name(site->function->file);
    PyObject *name = PyUnicode_FromString(site->function->name);
    PyObject *line = PyLong_FromLong((long)site->function->lines[site->line]);
    if (file != NULL && name != NULL && line != NULL) {
        code = replace_code(pyjit_state.raising_code, file, name, line, pyjit_state.line_table);
    }
    pyjit_drop(file);
    pyjit_drop(name);
    pyjit_drop(line);
    return code;
}

/* Raises `exception` again in a frame of its own, which so enters its traceback. */
static int raise_in_frame(const PyjitSite *site, PyObject *exception) {
    PyObject *code = code_for(site);
    PyObject *globals = code == NULL ? NULL : PyDict_New();
    int raised = 0;
    if (globals != NULL && PyDict_SetItemString(globals, "__pyjit_exception__", exception) == 0) {
        PyObject *result = PyEval_EvalCode(code, globals, globals);
        raised = result == NULL;
        pyjit_drop(result);
        /* The traceback keeps the frame and the frame its globals: do not close the circle. */
        PyObject *class, *value, *traceback;
        PyErr_Fetch(&class, &value, &traceback);
        PyDict_Clear(globals);
        PyErr_Restore(class, value, traceback);
    }
    pyjit_drop(code);
    pyjit_drop(globals);
    return raised;
}

/* Adds a kernel's frame to the traceback of the exception that is set. */
void pyjit_add_frame(const PyjitSite *site) {
    PyObject *class, *value, *traceback;
    PyErr_Fetch(&class, &value, &traceback);
    PyErr_NormalizeException(&class, &value, &traceback);
    if (traceback != NULL) {
        PyException_SetTraceback(value, traceback);
    }
    if (value != NULL && raise_in_frame(site, value)) {
        pyjit_drop(class);
        pyjit_drop(value);
        pyjit_drop(traceback);
    } else {
        PyErr_Clear(); /* No frame could be made: the exception itself matters more. */
        PyErr_Restore(class, value, traceback);
    }
}
