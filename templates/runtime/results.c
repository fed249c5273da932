/* Arrays that kernels return, as NumPy's arrays: the argument itself, a view of it, or an array of a
 * block's memory, which is not copied.
 *
 * NumPy's table of functions is the one that its C interface is made of; the places in it have stayed
 * the same since its first versions. */
#include "runtime.h"

#define VERSION_1 0x01000009u
#define VERSION_2 0x02000000u

/* Places in the table. */
enum {
    GET_VERSION = 0,
    ARRAY_TYPE = 2,
    DESCR_FROM_TYPE = 45,
    NEW_FROM_DESCR = 94,
    GET_FEATURE_VERSION = 211,
    SET_BASE_OBJECT = 282,
};

typedef unsigned int (*GetVersion)(void);
typedef PyObject *(*DescrFromType)(int);
typedef PyObject *(*NewFromDescr)(PyTypeObject *, PyObject *descr, int ndim,
                                  const Py_ssize_t *lengths, const Py_ssize_t *strides, void *data,
                                  int flags, PyObject *from);
typedef int (*SetBaseObject)(PyObject *, PyObject *);

/* NumPy's number of what an array holds. */
static int type_number(int32_t kind) {
    static const int numbers[] = {0, 1, 3, 5, 7, 2, 4, 6, 8, 11, 12}; /* of the sized kinds */
    return kind == PYJIT_KIND_C64 ? 14 : kind == PYJIT_KIND_C128 ? 15 : numbers[kind];
}

static PyObject *import_numpy(void) {
    PyObject *module = PyImport_ImportModule("numpy._core._multiarray_umath");
    if (module == NULL && PyErr_ExceptionMatches(PyExc_ImportError)) {
        PyErr_Clear();
        module = PyImport_ImportModule("numpy.core._multiarray_umath"); /* before NumPy 2 */
    }
    return module;
}

/* NumPy's table, or NULL with an exception. It stays where it is. */
void **pyjit_numpy(void) {
    if (pyjit_state.numpy != NULL) {
        return pyjit_state.numpy;
    }
    PyObject *module = import_numpy();
    PyObject *capsule = module == NULL ? NULL : PyObject_GetAttrString(module, "_ARRAY_API");
    void **found = capsule == NULL ? NULL : PyCapsule_GetPointer(capsule, NULL);
    pyjit_drop(module);
    pyjit_drop(capsule);
    if (found == NULL) {
        return NULL;
    }
    unsigned int version = ((GetVersion)found[GET_VERSION])();
    if (version != VERSION_1 && version != VERSION_2) {
        PyErr_Format(PyExc_ImportError, "arrays of this NumPy cannot be made: its interface has the "
                                        "version %x", version);
        return NULL;
    }
    return pyjit_state.numpy = found;
}

int64_t pyjit_numpy_interface(void) {
    void **numpy = pyjit_numpy();
    if (numpy == NULL) {
        PyErr_Clear();
        return 0;
    }
    return ((GetVersion)numpy[GET_FEATURE_VERSION])();
}

PyjitBlock *pyjit_block_of(int64_t owner) {
    return (PyjitBlock *)(uintptr_t)(owner & ~(int64_t)PYJIT_VIEW);
}

static const char capsule_name[] = "memory of a compiled kernel";

static void capsule_ends(PyObject *capsule) {
    PyjitBlock *block = PyCapsule_GetPointer(capsule, capsule_name);
    if (block != NULL) {
        pyjit_release(block);
    }
}

static int is_array(void **numpy, PyObject *object) {
    return PyType_IsSubtype(Py_TYPE(object), numpy[ARRAY_TYPE]);
}

/* A new reference to what keeps the memory of an array alive. A `bytearray` or an `array.array` could
 * be resized, which a `memoryview` of it forbids. */
static PyObject *base_of(void **numpy, PyjitBlock *block) {
    int is_fixed = block->object == NULL || is_array(numpy, block->object) ||
                   pyjit_is_record(block->object) ||
                   Py_TYPE(block->object) == &PyBytes_Type;
    if (!is_fixed) {
        return PyMemoryView_FromObject(block->object);
    }
    if (block->object != NULL) {
        Py_IncRef(block->object);
        return block->object;
    }
    PyObject *capsule = PyCapsule_New(block, capsule_name, capsule_ends);
    if (capsule != NULL) {
        block->count++;
    }
    return capsule;
}

/* The dtype of a result; that of the argument which it is a view of, unless its elements are taken
 * for others. */
static PyObject *dtype_of(void **numpy, const PyjitType *type, PyObject *from) {
    PyObject *descr;
    if (type->element == PYJIT_KIND_RECORD || type->element == PYJIT_KIND_TIME) {
        descr = type->element == PYJIT_KIND_TIME ? pyjit_time_dtype(type)
                                                 : pyjit_record_dtype(type->module);
        if (descr != NULL) {
            Py_IncRef(descr);
        }
    } else {
        descr = ((DescrFromType)numpy[DESCR_FROM_TYPE])(type_number(type->element));
    }
    if (descr == NULL || from == NULL) {
        return descr;
    }
    PyObject *own = PyObject_GetAttrString(from, "dtype");
    int is_same = own == NULL ? -1 : PyObject_RichCompareBool(own, descr, Py_EQ);
    PyObject *other = is_same == 0 ? own : descr;
    Py_DecRef(other);
    return is_same < 0 ? (Py_DecRef(own), NULL) : is_same ? own : descr;
}

/* The array of a result, or NULL with an exception. The numbers are its lengths, then its strides. */
PyObject *pyjit_make_array(const PyjitType *type, void *data, int32_t read_only, int64_t owner,
                           const int64_t *numbers) {
    /* Only constants, which the extension holds for good, have no owner. */
    PyjitBlock *block = pyjit_block_of(owner);
    int is_view = block == NULL || (owner & PYJIT_VIEW) != 0;
    /* What is made of a record that is an argument is an array of its own. */
    int of_record = block != NULL && block->object != NULL && pyjit_is_record(block->object);
    if (!is_view && block->object != NULL && !of_record) {
        Py_IncRef(block->object);
        return block->object;
    }
    void **numpy = pyjit_numpy();
    if (numpy == NULL) {
        return NULL;
    }
    /* A view of an argument is of its class, as NumPy makes it, and of its very dtype. */
    int of_argument = block != NULL && block->is_argument && !of_record &&
                      is_array(numpy, block->object);
    PyObject *from = of_argument ? block->object : NULL;
    PyTypeObject *class = from == NULL ? numpy[ARRAY_TYPE] : Py_TYPE(from);
    PyObject *descr = dtype_of(numpy, type, from);
    if (descr == NULL) {
        return NULL;
    }
    const Py_ssize_t *lengths = (const Py_ssize_t *)numbers;
    PyObject *array = ((NewFromDescr)numpy[NEW_FROM_DESCR])(
        class, descr, type->ndim, lengths, lengths + type->ndim, data, read_only ? 0 : PYJIT_WRITEABLE,
        from);
    if (block == NULL) {
        return array;
    }
    PyObject *base = array == NULL ? NULL : base_of(numpy, block);
    if (array != NULL && (base == NULL || ((SetBaseObject)numpy[SET_BASE_OBJECT])(array, base) < 0)) {
        Py_DecRef(array);
        return NULL;
    }
    if (array != NULL && !is_view && !of_record) {
        block->object = array; /* the same result once more is the same object */
    }
    return array;
}

/* Gives back what a result owned: its object was made, or could not be. */
void pyjit_end_result(int64_t owner) {
    PyjitBlock *block = pyjit_block_of(owner);
    if (block != NULL && !block->is_argument) {
        block->object = NULL;
        pyjit_release(block);
    }
}
