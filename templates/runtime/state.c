/* What the extension keeps of Python: one interpreter, and one run of it, that owns the objects. */
#include "runtime.h"

#include <string.h>

PyjitState pyjit_state;

/* Kernels share objects through the whole process, and these belong to one interpreter: another one
 * would free them, or use them after the first has ended. From 3.12 on Python itself may be told so
 * (`Py_mod_multiple_interpreters`), but asks only for interpreters that were made to be isolated. */
static int in_main_interpreter(const char *name) {
    if (PyInterpreterState_GetID(PyInterpreterState_Get()) == 0) {
        return 1;
    }
    PyErr_Format(PyExc_ImportError,
                 "%s: compiled kernels work in the main interpreter only, not in sub-interpreters",
                 name);
    return 0;
}

/* Forgets the objects of an earlier run of Python, which ended with it: a program that embeds Python
 * may end it and start it anew. A mark in the interpreter's own dictionary tells the runs apart.
 * -1 with an exception if that fails. */
static int forget_earlier_run(const PyjitTable *table) {
    PyObject *marks = PyInterpreterState_GetDict(PyInterpreterState_Get());
    PyObject *mark = PyUnicode_FromFormat("pyjit state at %p", (void *)&pyjit_state);
    int outcome = marks == NULL || mark == NULL ? -1 : 0;
    if (outcome == 0 && PyDict_GetItemWithError(marks, mark) == NULL) {
        outcome = PyErr_Occurred() != NULL ? -1 : PyDict_SetItem(marks, mark, Py_True);
        memset(&pyjit_state, 0, sizeof pyjit_state);
        pyjit_forget_texts(table);
    }
    pyjit_drop(mark);
    return outcome == 0 ? pyjit_share_runs_in_python(marks) : outcome;
}

/* Kernels read it, and may read it once for a whole loop: it never changes while they run. */
int64_t pyjit_debug = 1;

/* `sys.flags.optimize` leaves assertions out; -1 with an exception where it cannot be told. */
static int find_debug(void) {
    PyObject *flags = PySys_GetObject("flags"); /* borrowed */
    PyObject *optimise = flags == NULL ? NULL : PyObject_GetAttrString(flags, "optimize");
    long level = optimise == NULL ? -1 : PyLong_AsLong(optimise);
    pyjit_drop(optimise);
    if (level < 0) {
        if (PyErr_Occurred() == NULL) {
            PyErr_SetString(PyExc_ImportError, "sys.flags.optimize is missing");
        }
        return -1;
    }
    pyjit_debug = level == 0;
    return 0;
}

/* Before anything else is made; -1 with an exception where the extension cannot work. */
int pyjit_state_ready(const PyjitTable *table) {
    return in_main_interpreter(table->name) && find_debug() == 0 ? forget_earlier_run(table) : -1;
}
