/* Binding arguments to parameters: keywords and defaults. */
#include "runtime.h"

#include <string.h>

static int positional_count(const PyjitEntry *entry) {
    return entry->parameter_count - entry->keyword_only;
}

/* The parameter of that name, or -1. */
static int find_parameter(const PyjitEntry *entry, const char *name) {
    for (int index = 0; index < entry->parameter_count; index++) {
        if (strcmp(entry->parameters[index].name, name) == 0) {
            return index;
        }
    }
    return -1;
}

static int bind_keyword(const PyjitEntry *entry, PyObject *name, PyObject *value,
                        PyObject **bound) {
    const char *text = PyUnicode_AsUTF8AndSize(name, NULL);
    int index = text == NULL ? -1 : find_parameter(entry, text);
    PyErr_Clear(); /* half of a surrogate pair is nobody's name */
    if (index < entry->positional_only || bound[index] != NULL) {
        return PYJIT_RERUN;
    }
    bound[index] = value;
    return PYJIT_DONE;
}

/* Fills `bound` with one borrowed object for each parameter. Where the arguments do not fit, the call
 * is Python's business: it raises what the running version raises. */
int pyjit_bind(PyjitKernel *kernel, const PyjitEntry *entry, PyObject *const *arguments,
               size_t nargsf, PyObject *names, PyObject **bound) {
    size_t given = nargsf & COUNT_MASK;
    int count = entry->parameter_count;
    if (given > (size_t)positional_count(entry)) {
        return PYJIT_RERUN;
    }
    for (int index = 0; index < count; index++) {
        bound[index] = (size_t)index < given ? arguments[index] : NULL;
    }
    Py_ssize_t keywords = names == NULL ? 0 : PyTuple_Size(names);
    for (Py_ssize_t index = 0; index < keywords; index++) {
        if (bind_keyword(entry, PyTuple_GetItem(names, index),
                         arguments[given + (size_t)index], bound) != PYJIT_DONE) {
            return PYJIT_RERUN;
        }
    }
    for (int index = 0; index < count; index++) {
        if (bound[index] == NULL) {
            bound[index] = PyTuple_GetItem(kernel->defaults, index);
        }
        /* The function itself stands for "no default". */
        if (bound[index] == kernel->function) {
            return PYJIT_RERUN;
        }
    }
    return PYJIT_DONE;
}

/* How many runs in Python are under way in this thread. Kernels that such a run calls and that give
 * sized scalars run in Python, too: it computes with NumPy's scalars where a kernel would give back
 * Python's numbers. */
static _Thread_local int own_runs = 0;

static int *find_own_runs(void) {
    return &own_runs;
}

/* Extensions count together: kernels call those of another one through Python. */
static int *(*find_runs)(void) = find_own_runs;

/* Takes the counter of the extension that was loaded first, whose address it has left in the
 * interpreter's dictionary; extensions stay loaded. -1 with an exception if that fails. */
int pyjit_share_runs_in_python(PyObject *of_interpreter) {
    static const char *const name = "pyjit runs in Python, version 1";
    PyObject *first = PyDict_GetItemString(of_interpreter, name); /* borrowed */
    if (first != NULL) {
        find_runs = (int *(*)(void))(uintptr_t)PyLong_AsUnsignedLongLong(first);
        return PyErr_Occurred() == NULL ? 0 : -1;
    }
    PyObject *own = PyLong_FromUnsignedLongLong((uintptr_t)find_own_runs);
    int outcome = own == NULL ? -1 : PyDict_SetItemString(of_interpreter, name, own);
    pyjit_drop(own);
    find_runs = find_own_runs;
    return outcome;
}

/* Whether a kernel is called by one that is run again in Python: the outcome to go on with. */
int pyjit_in_python(void) {
    return *find_runs() > 0 ? PYJIT_RERUN : PYJIT_DONE;
}

/* The same where an exception is set: whether it may come of a value that has another type than
 * was inferred, a great integer or a complex number. */
int pyjit_failed_in_python(void) {
    return *find_runs() > 0 && (PyErr_ExceptionMatches(PyExc_TypeError) ||
                                  PyErr_ExceptionMatches(PyExc_OverflowError))
               ? PYJIT_RERUN
               : PYJIT_FAILED;
}

/* Calls what is no kernel with the arguments of a vectorcall. */
PyObject *pyjit_call_function(PyObject *function, PyObject *const *arguments, size_t nargsf,
                              PyObject *names) {
    Py_ssize_t given = (Py_ssize_t)(nargsf & COUNT_MASK);
    Py_ssize_t keywords = names == NULL ? 0 : PyTuple_Size(names);
    PyObject *positional = PyTuple_New(given), *named = keywords == 0 ? NULL : PyDict_New();
    int ready = positional != NULL && (keywords == 0 || named != NULL);
    for (Py_ssize_t index = 0; ready && index < given; index++) {
        Py_IncRef(arguments[index]);
        ready = PyTuple_SetItem(positional, index, arguments[index]) == 0;
    }
    for (Py_ssize_t index = 0; ready && index < keywords; index++) {
        ready = PyDict_SetItem(named, PyTuple_GetItem(names, index), arguments[given + index]) == 0;
    }
    PyObject *result = ready ? PyObject_Call(function, positional, named) : NULL;
    pyjit_drop(positional);
    pyjit_drop(named);
    return result;
}

/* Calls the Python function with the arguments as they came, or what stands in place of Numba knows,
 * where Python's numbers would be others; an exception that is set is dropped. */
PyObject *pyjit_run_python(PyjitKernel *kernel, PyObject *const *arguments, size_t nargsf,
                           PyObject *names) {
    PyErr_Clear();
    PyObject *elsewhere = pyjit_kernel_elsewhere((PyObject *)kernel);
    if (elsewhere != NULL) {
        return pyjit_call_function(elsewhere, arguments, nargsf, names);
    }
    ++*find_runs();
    PyObject *result = pyjit_call_function(kernel->function, arguments, nargsf, names);
    --*find_runs();
    return result;
}
