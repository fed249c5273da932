/* Binding arguments to parameters: keywords, defaults, and CPython's words when they do not fit. */
#include "runtime.h"

#include <string.h>

static int positional_count(const PyjitEntry *entry) {
    return entry->parameter_count - entry->keyword_only;
}

static int too_many(const PyjitEntry *entry, size_t given) {
    int most = positional_count(entry), least = 0;
    for (int index = 0; index < most; index++) {
        least += !entry->parameters[index].has_default;
    }
    if (least < most) {
        PyErr_Format(PyExc_TypeError,
                     "%s() takes from %d to %d positional arguments but %zu were given",
                     entry->qualified_name, least, most, given);
    } else {
        PyErr_Format(PyExc_TypeError, "%s() takes %d positional argument%s but %zu %s given",
                     entry->qualified_name, most, most == 1 ? "" : "s", given,
                     given == 1 ? "was" : "were");
    }
    return -1;
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
    if (text == NULL) {
        return -1;
    }
    int index = find_parameter(entry, text);
    if (index < 0) {
        PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%s'",
                     entry->qualified_name, text);
        return -1;
    }
    if (index < entry->positional_only) {
        PyErr_Format(
            PyExc_TypeError,
            "%s() got some positional-only arguments passed as keyword arguments: '%s'",
            entry->qualified_name, text);
        return -1;
    }
    if (bound[index] != NULL) {
        PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%s'",
                     entry->qualified_name, text);
        return -1;
    }
    bound[index] = value;
    return 0;
}

/* Fills what is missing in `first..end` from the defaults; gives how many have none. */
static int fill_defaults(PyjitKernel *kernel, int first, int end, PyObject **bound) {
    int missing = 0;
    for (int index = first; index < end; index++) {
        if (bound[index] == NULL) {
            PyObject *value = PyTuple_GetItem(kernel->defaults, index);
            /* The function itself stands for "no default". */
            bound[index] = value == kernel->function ? NULL : value;
            missing += bound[index] == NULL;
        }
    }
    return missing;
}

/* `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`. */
static PyObject *list_missing(const PyjitEntry *entry, int first, int end, int missing,
                              PyObject **bound) {
    PyObject *text = PyUnicode_FromString("");
    int seen = 0;
    for (int index = first; text != NULL && index < end; index++) {
        if (bound[index] == NULL) {
            const char *separator = seen == 0              ? ""
                                    : seen + 1 < missing ? ", "
                                    : missing == 2       ? " and "
                                                         : ", and ";
            PyObject *longer =
                PyUnicode_FromFormat("%S%s'%s'", text, separator, entry->parameters[index].name);
            Py_DecRef(text);
            text = longer;
            seen++;
        }
    }
    return text;
}

static int report_missing(const PyjitEntry *entry, int first, int end, int missing,
                          const char *what, PyObject **bound) {
    PyObject *names = list_missing(entry, first, end, missing, bound);
    if (names != NULL) {
        PyErr_Format(PyExc_TypeError, "%s() missing %d required %s argument%s: %S",
                     entry->qualified_name, missing, what, missing == 1 ? "" : "s", names);
        Py_DecRef(names);
    }
    return -1;
}

/* Fills `bound` with one borrowed object for each parameter. */
int pyjit_bind(PyjitKernel *kernel, const PyjitEntry *entry, PyObject *const *arguments,
               size_t nargsf, PyObject *names, PyObject **bound) {
    size_t given = nargsf & COUNT_MASK;
    int positional = positional_count(entry), count = entry->parameter_count;
    if (given > (size_t)positional) {
        return too_many(entry, given);
    }
    for (int index = 0; index < count; index++) {
        bound[index] = (size_t)index < given ? arguments[index] : NULL;
    }
    Py_ssize_t keywords = names == NULL ? 0 : PyTuple_Size(names);
    for (Py_ssize_t index = 0; index < keywords; index++) {
        if (bind_keyword(entry, PyTuple_GetItem(names, index),
                         arguments[given + (size_t)index], bound) != 0) {
            return -1;
        }
    }
    int missing = fill_defaults(kernel, 0, positional, bound);
    if (missing > 0) {
        return report_missing(entry, 0, positional, missing, "positional", bound);
    }
    missing = fill_defaults(kernel, positional, count, bound);
    return missing == 0
               ? 0
               : report_missing(entry, positional, count, missing, "keyword-only", bound);
}

/* How many runs in Python are under way in this thread. Kernels that such a run calls and that give
 * sized scalars run in Python, too: it computes with NumPy's scalars where a kernel would give back
 * Python's numbers. */
static _Thread_local int runs_in_python = 0;

/* Whether a kernel is called by one that is run again in Python: the outcome to go on with. */
int pyjit_in_python(void) {
    return runs_in_python > 0 ? PYJIT_RERUN : PYJIT_DONE;
}

/* The same where an exception is set: whether it may come of a value that has another type than
 * was inferred, a great integer or a complex number. */
int pyjit_failed_in_python(void) {
    return runs_in_python > 0 && (PyErr_ExceptionMatches(PyExc_TypeError) ||
                                  PyErr_ExceptionMatches(PyExc_OverflowError))
               ? PYJIT_RERUN
               : PYJIT_FAILED;
}

/* Calls the Python function with the arguments as they came; an exception that is set is dropped. */
PyObject *pyjit_run_python(PyjitKernel *kernel, PyObject *const *arguments, size_t nargsf,
                           PyObject *names) {
    PyErr_Clear();
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
    runs_in_python++;
    PyObject *result = ready ? PyObject_Call(kernel->function, positional, named) : NULL;
    runs_in_python--;
    pyjit_drop(positional);
    pyjit_drop(named);
    return result;
}
