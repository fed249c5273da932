/* The extension `pyjit._dispatcher`: what stands in modules in place of functions that are compiled
 * when they are called. It has no kernels of its own, and is linked when pyjit itself is built. */
#include "runtime/versions.h"

static const PyjitTable none = {.name = "_dispatcher", .package = "", .entries = NULL, .count = 0};

/* Python has it from 3.12 on for extensions that work with every version, and before for others. */
#ifdef __APPLE__
#define WHERE_IT_IS __attribute__((weak_import))
#else
#define WHERE_IT_IS __attribute__((weak))
#endif
PyObject *PyObject_Vectorcall(PyObject *, PyObject *const *, size_t, PyObject *) WHERE_IT_IS;

static PyObject *new(PyObject *self, PyObject *arguments) {
    PyObject *function, *state, *hook;
    int only_noted = 0;
    (void)self;
    if (!PyArg_ParseTuple(arguments, "OOO|p:new", &function, &state, &hook, &only_noted)) {
        return NULL;
    }
    PyObject *made = pyjit_versions_new(function, state, hook);
    if (made != NULL && only_noted) {
        pyjit_versions_sample(made);
    }
    return made;
}

static PyObject *forget(PyObject *self, PyObject *arguments) {
    PyObject *function;
    (void)self;
    if (!PyArg_ParseTuple(arguments, "O:forget", &function) ||
        pyjit_versions_forget(function) != 0) {
        return NULL;
    }
    Py_IncRef(Py_None);
    return Py_None;
}

static PyObject *watch(PyObject *self, PyObject *arguments) {
    PyObject *function, *hook;
    (void)self;
    return PyArg_ParseTuple(arguments, "OO:watch", &function, &hook)
               ? pyjit_watched_new(function, hook)
               : NULL;
}

static int execute(PyObject *module) {
    if (pyjit_state_ready(&none) != 0 || pyjit_versions_type_ready() != 0 ||
        pyjit_watched_type_ready() != 0) {
        return -1;
    }
    if (PyObject_Vectorcall != NULL) {
        pyjit_versions_call_by(PyObject_Vectorcall);
    }
    Py_IncRef((PyObject *)pyjit_versions_type());
    return PyModule_AddObject(module, "Function", (PyObject *)pyjit_versions_type());
}

static PyMethodDef methods[] = {
    {"new", new, METH_VARARGS, "new(function, state, hook): what stands in the function's place"},
    {"watch", watch, METH_VARARGS, "watch(function, hook): a function that tells its calls"},
    {"forget", forget, METH_VARARGS, "forget(function): the next call asks the hook again"},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)execute},
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
    {0, NULL},
};

static PyModuleDef definition = {
    .ob_base = {.ob_refcnt = 1},
    .m_name = "_dispatcher",
    .m_doc = "Functions that are compiled when they are called.",
    .m_methods = methods,
    .m_slots = slots,
};

__attribute__((visibility("default"))) PyObject *PyInit__dispatcher(void) {
    pyjit_find_version();
    if (pyjit_python_version() < 312) {
        slots[1].slot = 0; /* not known there, and an error */
    }
    return PyModuleDef_Init(&definition);
}
