/* What stands in place of a Python function that is to stay what it is, while its calls are noted: it
 * says that its class is the function's, and has the function's attributes and no others. */
#include "versions.h"

#include <stddef.h>

static PyObject *function_of(PyObject *self) {
    return ((PyjitKernel *)self)->function;
}

static PyObject *class_of(PyObject *self, void *unused) {
    PyObject *class = (PyObject *)Py_TYPE(function_of(self));
    (void)unused;
    Py_IncRef(class);
    return class;
}

/* `__code__`, `__globals__` and whatever else is not in its own dictionary. */
static PyObject *get_attribute(PyObject *self, PyObject *name) {
    PyObject *found = PyObject_GenericGetAttr(self, name);
    if (found == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        found = PyObject_GetAttr(function_of(self), name);
    }
    return found;
}

/* The function runs with what is assigned, `__defaults__` say. */
static int set_attribute(PyObject *self, PyObject *name, PyObject *value) {
    return PyObject_SetAttr(function_of(self), name, value) != 0
               ? -1
               : PyObject_GenericSetAttr(self, name, value);
}

static PyObject *represent(PyObject *self) {
    return PyObject_Repr(function_of(self));
}

static PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(PyjitKernel, vectorcall), READONLY, NULL},
    {"__dictoffset__", T_PYSSIZET, offsetof(PyjitKernel, dictionary), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(PyjitKernel, weak_references), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyMethodDef methods[] = {
    {"__reduce__", pyjit_kernel_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef properties[] = {
    {"__class__", class_of, NULL, NULL, NULL},
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_call, (void *)PyVectorcall_Call},
    {Py_tp_clear, (void *)pyjit_kernel_clear},
    {Py_tp_dealloc, (void *)pyjit_versions_dealloc},
    {Py_tp_descr_get, (void *)pyjit_kernel_bind_method},
    {Py_tp_getattro, (void *)get_attribute},
    {Py_tp_getset, properties},
    {Py_tp_members, members},
    {Py_tp_methods, methods},
    {Py_tp_new, (void *)pyjit_versions_refuse_new},
    {Py_tp_repr, (void *)represent},
    {Py_tp_setattro, (void *)set_attribute},
    {Py_tp_traverse, (void *)pyjit_versions_traverse},
    {0, NULL},
};

int pyjit_watched_type_ready(void) {
    PyType_Spec specification = {
        "builtins.function",
        pyjit_versions_size(),
        0,
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_HAVE_GC |
            Py_TPFLAGS_METHOD_DESCRIPTOR,
        slots,
    };
    if (pyjit_state.watched_type == NULL) {
        pyjit_state.watched_type = (PyTypeObject *)PyType_FromSpec(&specification);
    }
    return pyjit_state.watched_type == NULL ? -1 : 0;
}

/* Calls the function, after `hook(self, values)` where the values are of types that are new. */
PyObject *pyjit_watched_new(PyObject *function, PyObject *hook) {
    PyObject *self = pyjit_versions_new_of(pyjit_state.watched_type, function, Py_None, hook);
    if (self != NULL) {
        pyjit_versions_sample(self);
    }
    return self;
}
