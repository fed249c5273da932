/* The kernel object: what stands in a module in place of a compiled function. */
#include "runtime.h"

#include <stddef.h>

int pyjit_kernel_traverse(PyObject *self, visitproc visit, void *argument) {
    PyjitKernel *kernel = (PyjitKernel *)self;
    PyObject *const owned[] = {(PyObject *)Py_TYPE(self), kernel->function, kernel->defaults,
                               kernel->signatures, kernel->dictionary};
    for (size_t index = 0; index < sizeof owned / sizeof *owned; index++) {
        int stop = owned[index] == NULL ? 0 : visit(owned[index], argument);
        if (stop != 0) {
            return stop;
        }
    }
    return 0;
}

void pyjit_drop_slot(PyObject **slot) {
    PyObject *object = *slot;
    *slot = NULL;
    pyjit_drop(object);
}

/* `function`, `defaults` and `signatures` stay, so that a kernel can be called for as long as
 * something holds it; the circles that occur go through the dictionary or the function's globals. */
int pyjit_kernel_clear(PyObject *self) {
    pyjit_drop_slot(&((PyjitKernel *)self)->dictionary);
    return 0;
}

/* Lets go of what it holds, when nobody holds it any more. */
void pyjit_kernel_release(PyjitKernel *kernel) {
    if (kernel->weak_references != NULL) {
        PyObject_ClearWeakRefs((PyObject *)kernel);
    }
    pyjit_drop_slot(&kernel->function);
    pyjit_drop_slot(&kernel->defaults);
    pyjit_drop_slot(&kernel->signatures);
    pyjit_drop_slot(&kernel->dictionary);
}

static void dealloc(PyObject *self) {
    PyjitKernel *kernel = (PyjitKernel *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    if (kernel->vectorcall != pyjit_first_call && kernel->vectorcall != pyjit_always_python) {
        pyjit_count_numbers(kernel, -1);
    }
    pyjit_kernel_release(kernel);
    PyObject_GC_Del(self);
    Py_DecRef((PyObject *)type);
}

static PyObject *refuse_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    (void)type, (void)arguments, (void)keywords;
    PyErr_SetString(PyExc_TypeError, "cannot create 'pyjit.kernel' instances");
    return NULL;
}

PyObject *pyjit_kernel_represent(PyObject *self) {
    const PyjitEntry *entry = ((PyjitKernel *)self)->entries[0];
    return PyUnicode_FromFormat("<compiled function %s.%s>", entry->module,
                                entry->qualified_name);
}

/* Binds to an instance as a function does. */
PyObject *pyjit_kernel_bind_method(PyObject *self, PyObject *instance, PyObject *owner) {
    (void)owner;
    if (instance == NULL || instance == Py_None) {
        Py_IncRef(self);
        return self;
    }
    PyObject *types = PyImport_ImportModule("types");
    PyObject *method = types == NULL ? NULL : PyObject_GetAttrString(types, "MethodType");
    PyObject *bound = method == NULL
                          ? NULL
                          : PyObject_CallFunctionObjArgs(method, self, instance, NULL);
    pyjit_drop(types);
    pyjit_drop(method);
    return bound;
}

/* Pickles and copies by its global name. */
PyObject *pyjit_kernel_reduce(PyObject *self, PyObject *unused) {
    (void)unused;
    return PyObject_GetAttrString(self, "__qualname__");
}

/* What stands in place of Numba's decorators leaves this beside a kernel: it answers for what Numba
 * would be asked, and says where calls go that are not compiled. Borrowed; NULL where there is none. */
PyObject *pyjit_kernel_elsewhere(PyObject *self) {
    PyObject *attributes = ((PyjitKernel *)self)->dictionary;
    PyObject *found =
        attributes == NULL ? NULL : PyDict_GetItemString(attributes, "__pyjit_elsewhere__");
    return found == Py_None ? NULL : found;
}

PyObject *pyjit_kernel_attribute(PyObject *self, PyObject *name) {
    PyObject *found = PyObject_GenericGetAttr(self, name);
    if (found != NULL || !PyErr_ExceptionMatches(PyExc_AttributeError)) {
        return found;
    }
    PyObject *elsewhere = pyjit_kernel_elsewhere(self);
    if (elsewhere == NULL) {
        return NULL;
    }
    PyErr_Clear();
    Py_IncRef(elsewhere);
    found = PyObject_GetAttr(elsewhere, name);
    Py_DecRef(elsewhere);
    return found;
}

static PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(PyjitKernel, vectorcall), READONLY, NULL},
    {"__dictoffset__", T_PYSSIZET, offsetof(PyjitKernel, dictionary), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(PyjitKernel, weak_references), READONLY, NULL},
    {"__wrapped__", T_OBJECT_EX, offsetof(PyjitKernel, function), READONLY, NULL},
    {"py_func", T_OBJECT_EX, offsetof(PyjitKernel, function), READONLY, NULL},
    {"__pyjit_signatures__", T_OBJECT_EX, offsetof(PyjitKernel, signatures), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyMethodDef methods[] = {
    {"__reduce__", pyjit_kernel_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef properties[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_call, (void *)PyVectorcall_Call},
    {Py_tp_clear, (void *)pyjit_kernel_clear},
    {Py_tp_dealloc, (void *)dealloc},
    {Py_tp_descr_get, (void *)pyjit_kernel_bind_method},
    {Py_tp_getattro, (void *)pyjit_kernel_attribute},
    {Py_tp_getset, properties},
    {Py_tp_members, members},
    {Py_tp_methods, methods},
    {Py_tp_new, (void *)refuse_new},
    {Py_tp_repr, (void *)pyjit_kernel_represent},
    {Py_tp_traverse, (void *)pyjit_kernel_traverse},
    {0, NULL},
};

static PyType_Spec specification = {
    "pyjit.kernel",
    sizeof(PyjitKernel),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_HAVE_GC |
        Py_TPFLAGS_METHOD_DESCRIPTOR,
    slots,
};

int pyjit_kernel_type_ready(void) {
    if (pyjit_state.kernel_type == NULL) {
        pyjit_state.kernel_type = (PyTypeObject *)PyType_FromSpec(&specification);
    }
    return pyjit_state.kernel_type == NULL ? -1 : 0;
}

/* The default value of one parameter, or the function itself where there is none. New reference. */
static PyObject *default_of(const PyjitEntry *entry, int index, PyObject *function,
                            PyObject *defaults, PyObject *keyword_defaults) {
    PyObject *value = NULL;
    int positional = entry->parameter_count - entry->keyword_only;
    if (index >= positional) {
        if (keyword_defaults != Py_None) {
            value = PyDict_GetItemString(keyword_defaults, entry->parameters[index].name);
        }
    } else if (defaults != Py_None) {
        Py_ssize_t place = index - (positional - PyTuple_Size(defaults));
        value = place < 0 ? NULL : PyTuple_GetItem(defaults, place);
    }
    value = value == NULL ? function : value;
    Py_IncRef(value);
    return value;
}

static PyObject *collect_defaults(const PyjitEntry *entry, PyObject *function) {
    PyObject *defaults = PyObject_GetAttrString(function, "__defaults__");
    PyObject *keyword_defaults = PyObject_GetAttrString(function, "__kwdefaults__");
    PyObject *all = NULL;
    if (defaults != NULL && keyword_defaults != NULL) {
        all = PyTuple_New(entry->parameter_count);
    }
    for (int index = 0; all != NULL && index < entry->parameter_count; index++) {
        PyObject *value = default_of(entry, index, function, defaults, keyword_defaults);
        if (PyTuple_SetItem(all, index, value) != 0) {
            Py_DecRef(all);
            all = NULL;
        }
    }
    pyjit_drop(defaults);
    pyjit_drop(keyword_defaults);
    return all;
}

/* Whether an attribute of the kernel was set to something else than its function has; the function
 * gets it then, so that it runs as the kernel is meant to. */
static int attribute_changed(PyjitKernel *kernel, const char *name) {
    PyObject *own = kernel->dictionary == NULL
                        ? NULL
                        : PyDict_GetItemString(kernel->dictionary, name);
    PyObject *known = own == NULL ? NULL : PyObject_GetAttrString(kernel->function, name);
    int changed = known != NULL && known != own &&
                  PyObject_SetAttrString(kernel->function, name, own) == 0;
    pyjit_drop(known);
    PyErr_Clear();
    return changed;
}

/* Whether the defaults are not those any more that the function was defined with. */
int pyjit_defaults_changed(PyjitKernel *kernel) {
    int changed = attribute_changed(kernel, "__defaults__");
    changed |= attribute_changed(kernel, "__kwdefaults__");
    PyObject *now = collect_defaults(kernel->entries[0], kernel->function);
    for (int index = 0; now != NULL && index < kernel->entries[0]->parameter_count; index++) {
        changed |= PyTuple_GetItem(now, index) != PyTuple_GetItem(kernel->defaults, index);
    }
    pyjit_drop(now);
    PyErr_Clear();
    return changed;
}

/* The texts of the signatures, a tuple; NULL with an exception. */
PyObject *pyjit_signatures_of(const PyjitEntry *const *entries, int64_t count) {
    PyObject *all = PyTuple_New((Py_ssize_t)count);
    for (int64_t index = 0; all != NULL && index < count; index++) {
        PyObject *text = PyUnicode_FromString(entries[index]->signature);
        if (text == NULL || PyTuple_SetItem(all, (Py_ssize_t)index, text) != 0) {
            Py_DecRef(all);
            all = NULL;
        }
    }
    return all;
}

/* Copies what `functools.update_wrapper` copies, and the defaults. */
static int copy_attributes(PyObject *kernel, PyObject *function) {
    static const char *const names[] = {"__module__",      "__name__",     "__qualname__",
                                        "__doc__",         "__defaults__", "__kwdefaults__",
                                        "__annotations__", "__type_params__"};
    PyObject *attributes = PyDict_New();
    if (attributes == NULL) {
        return -1;
    }
    ((PyjitKernel *)kernel)->dictionary = attributes;
    for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
        PyObject *value = PyObject_GetAttrString(function, names[index]);
        if (value == NULL) {
            PyErr_Clear(); /* this Python has no such attribute */
            continue;
        }
        int failed = PyDict_SetItemString(attributes, names[index], value);
        Py_DecRef(value);
        if (failed) {
            return -1;
        }
    }
    PyObject *own = PyObject_GetAttrString(function, "__dict__");
    int failed = own == NULL ? -1 : PyDict_Update(attributes, own);
    pyjit_drop(own);
    if (!failed && pyjit_kernel_elsewhere(kernel) != NULL) { /* a function wraps another kernel */
        failed = PyDict_SetItemString(attributes, "__pyjit_elsewhere__", Py_None);
    }
    return failed;
}

/* Makes a fresh object stand for a Python function; -1 with an exception if that fails. */
int pyjit_kernel_begin(PyjitKernel *kernel, const PyjitEntry *const *entries, int64_t count,
                       PyObject *function) {
    kernel->entries = entries;
    kernel->count = count;
    Py_IncRef(function);
    kernel->function = function;
    kernel->defaults = collect_defaults(entries[0], function);
    kernel->signatures = pyjit_signatures_of(entries, count);
    return kernel->defaults == NULL || kernel->signatures == NULL
               ? -1
               : copy_attributes((PyObject *)kernel, function);
}

/* A kernel with the given signatures in place of a Python function. */
PyObject *pyjit_kernel_new(const PyjitEntry *const *entries, int64_t count, PyObject *function) {
    PyObject *self = PyType_GenericAlloc(pyjit_state.kernel_type, 0);
    if (self == NULL) {
        return NULL;
    }
    PyjitKernel *kernel = (PyjitKernel *)self;
    kernel->vectorcall = pyjit_first_call;
    if (pyjit_kernel_begin(kernel, entries, count, function) != 0) {
        Py_DecRef(self);
        return NULL;
    }
    return self;
}
