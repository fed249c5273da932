/* Which Python object an array parameter takes: by its class, before its buffer is asked for.
 *
 * The elements of a NumPy array are NumPy's scalars, which wrap and divide as they do; those of any
 * other object with a buffer are Python's numbers. So each kind of parameter takes one of them. */
#include "runtime.h"

/* An attribute of a module, if it was imported and the attribute is a class. Whoever holds an
 * instance has imported its module. */
static PyTypeObject *class_of_module(const char *module, const char *name) {
    PyObject *text = PyUnicode_FromString(module);
    PyObject *found = text == NULL ? NULL : PyImport_GetModule(text);
    PyObject *class = found == NULL ? NULL : PyObject_GetAttrString(found, name);
    pyjit_drop(text);
    pyjit_drop(found);
    PyErr_Clear();
    if (class != NULL && !pyjit_is_instance(class, &PyType_Type)) {
        Py_DecRef(class);
        class = NULL;
    }
    return (PyTypeObject *)class; /* kept for good */
}

/* Whether it is an instance of a module's class, which is kept where it was found. */
int pyjit_is_of(PyObject *value, PyTypeObject **class, const char *module, const char *name) {
    if (*class == NULL) {
        *class = class_of_module(module, name);
    }
    return *class != NULL && pyjit_is_instance(value, *class);
}

int pyjit_is_array_array(PyObject *value) {
    return pyjit_is_of(value, &pyjit_state.array_array, "array", "array");
}

int pyjit_is_masked(PyObject *value) {
    return pyjit_is_of(value, &pyjit_state.masked_array, "numpy.ma", "MaskedArray");
}

int pyjit_is_ndarray(PyObject *value) {
    return pyjit_is_of(value, &pyjit_state.ndarray, "numpy", "ndarray");
}

/* Whether a class gives its own buffers: `__buffer__` of a class that is written in Python (from
 * 3.12) may do anything, and what it gives need not be what the object's elements are. */
static int has_own_buffer(PyObject *value, PyTypeObject *base) {
    return Py_TYPE(value) != base && pyjit_python_version() >= 312 &&
           PyType_GetSlot(Py_TYPE(value), Py_bf_getbuffer) !=
               PyType_GetSlot(base, Py_bf_getbuffer);
}

/* Whether two classes have the same attribute. */
static int same_attribute(PyTypeObject *class, PyTypeObject *other, const char *name) {
    PyObject *own = PyObject_GetAttrString((PyObject *)class, name);
    PyObject *base =
        other == NULL ? NULL : PyObject_GetAttrString((PyObject *)other, name);
    int same = own != NULL && own == base;
    pyjit_drop(own);
    pyjit_drop(base);
    PyErr_Clear();
    return same;
}

/* Whether elements of the class are something else than those of the memory, as the rows of
 * `np.matrix` are. What `np.memmap` and `np.recarray` do of their own leaves elements alone. */
static int has_own_elements(PyTypeObject *class) {
    static const char *const names[] = {"__getitem__", "__setitem__", "__iter__", "__len__"};
    static const char *const harmless[] = {"memmap", "recarray"};
    for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
        int same = same_attribute(class, pyjit_state.ndarray, names[index]);
        for (size_t other = 0; !same && other < sizeof harmless / sizeof *harmless; other++) {
            PyTypeObject *known = class_of_module("numpy", harmless[other]);
            same = same_attribute(class, known, names[index]);
            pyjit_drop((PyObject *)known);
        }
        if (!same) {
            return 1;
        }
    }
    return 0;
}

/* Whether it is one of NumPy's arrays, but of a class with buffers or elements of its own. */
int pyjit_is_disguised(PyObject *value) {
    return pyjit_is_ndarray(value) &&
           (has_own_buffer(value, pyjit_state.ndarray) || has_own_elements(Py_TYPE(value)));
}

/* The class that was last found to be one of NumPy's arrays is kept, so that the answer mostly costs
 * one comparison. */
static int is_array(PyObject *value) {
    PyTypeObject *type = Py_TYPE(value), *good = pyjit_state.array_type;
    if (type == good) {
        return 1;
    }
    /* What a mask hides is in the buffer all the same. */
    if (!pyjit_is_ndarray(value) || pyjit_is_masked(value) || pyjit_is_disguised(value)) {
        return 0;
    }
    Py_IncRef((PyObject *)type);
    pyjit_state.array_type = type;
    pyjit_drop((PyObject *)good);
    return 1;
}

static int fits(PyObject *value, int32_t container) {
    switch (container) {
    case PYJIT_CONTAINER_BYTES:
        return pyjit_is_instance(value, &PyBytes_Type) && !has_own_buffer(value, &PyBytes_Type);
    case PYJIT_CONTAINER_BYTEARRAY:
        return pyjit_is_instance(value, &PyByteArray_Type) &&
               !has_own_buffer(value, &PyByteArray_Type);
    case PYJIT_CONTAINER_MEMORYVIEW:
        return Py_TYPE(value) == &PyMemoryView_Type;
    case PYJIT_CONTAINER_ARRAY_ARRAY:
        return pyjit_is_array_array(value) && !has_own_buffer(value, pyjit_state.array_array);
    case PYJIT_CONTAINER_RECORD:
        return pyjit_is_record(value);
    default:
        return is_array(value);
    }
}

/* Whether an argument is the kind of object that an array parameter takes. No buffer is asked for:
 * that comes when nothing can run Python code any more. */
int pyjit_argument_container(const PyjitEntry *entry, int64_t index, PyObject *whole,
                             PyObject *value, const PyjitType *type) {
    return fits(value, type->container) ? PYJIT_DONE : pyjit_wrong_type(entry, index, whole);
}

/* How a parameter is annotated that takes the object, or NULL. */
static const char *annotation_for(PyObject *value) {
    if (pyjit_is_instance(value, &PyBytes_Type)) {
        return "bytes";
    }
    if (pyjit_is_instance(value, &PyByteArray_Type)) {
        return "bytearray";
    }
    if (Py_TYPE(value) != &PyMemoryView_Type && !pyjit_is_array_array(value)) {
        return NULL;
    }
    Py_buffer view;
    const char *annotation = NULL;
    if (PyObject_GetBuffer(value, &view, PyBUF_FORMAT | PyBUF_STRIDES) == 0) {
        int32_t kind = view.ndim == 1 ? pyjit_format_kind(&view) : -1;
        if (Py_TYPE(value) == &PyMemoryView_Type) {
            int read = kind == PYJIT_KIND_U8 && pyjit_reads_elements(&view);
            annotation = read ? "memoryview" : NULL;
        } else {
            annotation = kind == PYJIT_KIND_I64   ? "array.array[int]"
                         : kind == PYJIT_KIND_F64 ? "array.array[float]"
                                                  : NULL;
        }
        PyBuffer_Release(&view);
    }
    PyErr_Clear();
    return annotation;
}

static int holds_array(const PyjitType *type) {
    int holds = type->kind == PYJIT_KIND_ARRAY && type->container == PYJIT_CONTAINER_ARRAY;
    int counted = type->kind == PYJIT_KIND_TUPLE || type->kind == PYJIT_KIND_NAMED ||
                  type->kind == PYJIT_KIND_OPTIONAL;
    for (int32_t index = 0; counted && index < type->count; index++) {
        holds |= holds_array(type->elements[index]);
    }
    return holds;
}

/* Whether it is a buffer of one or more dimensions that is no NumPy array. */
static int is_other_buffer(PyObject *value) {
    Py_buffer view;
    if (!PyObject_CheckBuffer(value) || (pyjit_is_ndarray(value) && pyjit_is_masked(value))) {
        return 0;
    }
    if (PyObject_GetBuffer(value, &view, PyBUF_FORMAT | PyBUF_STRIDES) != 0) {
        PyErr_Clear();
        return 0;
    }
    int other = view.ndim > 0 &&
                (!pyjit_is_ndarray(value) || pyjit_is_disguised(value));
    PyBuffer_Release(&view);
    return other;
}

/* What to do about an argument, or an element of one, that is a buffer where a NumPy array is
 * wanted: a text to put behind the message, empty where that is not what is wrong; NULL with an
 * exception on failure. */
PyObject *pyjit_array_hint(const PyjitType *type, PyObject *value) {
    if (!holds_array(type)) {
        return PyUnicode_FromString("");
    }
    if (Py_TYPE(value) == &PyTuple_Type) {
        for (Py_ssize_t index = 0; index < PyTuple_Size(value); index++) {
            PyObject *element = PyTuple_GetItem(value, index);
            if (Py_TYPE(element) != &PyTuple_Type && is_other_buffer(element)) {
                value = element;
                break;
            }
        }
    }
    if (!is_other_buffer(value)) {
        return PyUnicode_FromString("");
    }
    /* `np.asarray` makes one string of bytes. */
    const char *way = pyjit_is_instance(value, &PyBytes_Type) ? "np.asarray(memoryview(...))"
                                                               : "np.asarray(...)";
    const char *annotation = annotation_for(value);
    return PyUnicode_FromFormat(
        "; only NumPy's own arrays hold NumPy's numbers: pass %s%s%s", way,
        annotation == NULL ? "" : ", or annotate it as ",
        annotation == NULL ? "" : annotation);
}
