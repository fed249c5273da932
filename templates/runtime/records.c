/* Records: the dtypes that arguments have and that results get, and single ones, NumPy's `np.void`. */
#include "runtime.h"

#include <string.h>

/* The place in NumPy's table of functions. */
enum { SCALAR = 60 };

typedef PyObject *(*Scalar)(void *, PyObject *descr, PyObject *base);

/* The dtype that `numpy.dtype` makes of a literal, borrowed; NULL with an exception. It is made once. */
PyObject *pyjit_record_dtype(const char *literal) {
    if (pyjit_state.dtypes == NULL && (pyjit_state.dtypes = PyDict_New()) == NULL) {
        return NULL;
    }
    PyObject *known = PyDict_GetItemString(pyjit_state.dtypes, literal); /* borrowed */
    if (known != NULL) {
        return known;
    }
    PyObject *ast = PyImport_ImportModule("ast");
    PyObject *numpy = ast == NULL ? NULL : PyImport_ImportModule("numpy");
    PyObject *evaluate = numpy == NULL ? NULL : PyObject_GetAttrString(ast, "literal_eval");
    PyObject *class = evaluate == NULL ? NULL : PyObject_GetAttrString(numpy, "dtype");
    PyObject *value = class == NULL ? NULL : PyObject_CallFunction(evaluate, "s", literal);
    PyObject *made = value == NULL ? NULL : PyObject_CallFunctionObjArgs(class, value, NULL);
    if (made != NULL && PyDict_SetItemString(pyjit_state.dtypes, literal, made) < 0) {
        Py_DecRef(made);
        made = NULL;
    }
    pyjit_drop(ast);
    pyjit_drop(numpy);
    pyjit_drop(evaluate);
    pyjit_drop(class);
    pyjit_drop(value);
    pyjit_drop(made); /* the dictionary has it */
    return made;
}

/* Whether an array holds the records of a type: fields of the same names, places and types, and as
 * many bytes; -1 with an exception on failure. Elements of an equal dtype may be of a class of their
 * own, as those of `np.recarray` are, whose fields are no arrays of its class. */
int pyjit_holds_records(PyObject *array, const PyjitType *type) {
    PyObject *dtype = pyjit_record_dtype(type->module);
    PyObject *own = dtype == NULL ? NULL : PyObject_GetAttrString(array, "dtype");
    int same = own == NULL ? -1 : PyObject_RichCompareBool(own, dtype, Py_EQ);
    if (same == 1 && own != dtype) {
        PyObject *class = PyObject_GetAttrString(dtype, "type");
        PyObject *other = class == NULL ? NULL : PyObject_GetAttrString(own, "type");
        same = other == NULL ? -1 : other == class;
        pyjit_drop(class);
        pyjit_drop(other);
    }
    pyjit_drop(own);
    return same;
}

/* Whether it is a record that is no number and no object of a class of its own, as those of
 * `np.recarray` are. */
int pyjit_is_record(PyObject *value) {
    return pyjit_is_of(value, &pyjit_state.void_scalar, "numpy", "void") &&
           Py_TYPE(value) == pyjit_state.void_scalar;
}

/* Whether a record has memory of its own, and fields that are arrays or records: NumPy copies these
 * when they are read, while those of an array's record are views. */
int pyjit_owns_parts(PyObject *record) {
    const PyjitVoidFields *fields = (const PyjitVoidFields *)record;
    if (fields->base != NULL) {
        return 0;
    }
    int owns = 1; /* what is not known is taken to be so */
    PyObject *names = PyObject_GetAttrString(fields->dtype, "names");
    if (names != NULL && pyjit_is_instance(names, &PyTuple_Type)) {
        owns = 0;
        for (Py_ssize_t index = 0; index < PyTuple_Size(names); index++) {
            PyObject *field = PyObject_GetItem(fields->dtype, PyTuple_GetItem(names, index));
            PyObject *inner = field == NULL ? NULL : PyObject_GetAttrString(field, "names");
            PyObject *axes = inner == NULL ? NULL : PyObject_GetAttrString(field, "subdtype");
            owns |= axes == NULL || inner != Py_None || axes != Py_None;
            pyjit_drop(field);
            pyjit_drop(inner);
            pyjit_drop(axes);
        }
    }
    pyjit_drop(names);
    PyErr_Clear();
    return owns;
}

/* The memory of an array of records, or of a record, whose class was found to fit; -1 where they are
 * others, with or without an exception. NumPy has no buffers of records that hold times. */
int pyjit_take_records(PyObject *value, const PyjitType *type, Py_buffer *view) {
    if (pyjit_holds_records(value, type) != 1) {
        return -1;
    }
    if (type->container != PYJIT_CONTAINER_RECORD) {
        /* Never less than 1, and what is aligned does not matter: fields are read as they come. */
        pyjit_take_array(value, 1, view);
        return 0;
    }
    if (pyjit_owns_parts(value)) {
        return -1;
    }
    const PyjitVoidFields *record = (const PyjitVoidFields *)value;
    memset(view, 0, sizeof *view);
    view->buf = record->data;
    view->itemsize = 1;
    view->len = 1;
    view->readonly = (record->flags & PYJIT_WRITEABLE) == 0;
    view->obj = value;
    Py_IncRef(value);
    return 0;
}

/* The record of a result, or NULL with an exception: the argument itself, or a record of an array. */
PyObject *pyjit_make_record(const PyjitType *type, void *data, int32_t read_only, int64_t owner,
                            const int64_t *numbers) {
    PyjitBlock *block = pyjit_block_of(owner);
    PyObject *own = block == NULL ? NULL : block->object;
    if (own != NULL && pyjit_is_record(own) && (owner & PYJIT_VIEW) == 0) {
        Py_IncRef(own);
        return own;
    }
    void **numpy = pyjit_numpy();
    PyObject *dtype = numpy == NULL ? NULL : pyjit_record_dtype(type->module);
    if (dtype == NULL) {
        return NULL;
    }
    /* The array whose record it is; one without dimensions where that is not at hand. */
    PyObject *base = NULL;
    if (own != NULL && pyjit_is_ndarray(own) &&
        ((((const PyjitArrayFields *)own)->flags & PYJIT_WRITEABLE) == 0) == (read_only != 0)) {
        base = own;
        Py_IncRef(base);
    } else {
        base = pyjit_make_array(type, data, read_only, owner | PYJIT_VIEW, numbers);
    }
    /* The very dtype of the array, which may know more of itself than that it is equal. */
    PyObject *of_base = base == NULL ? NULL : ((const PyjitArrayFields *)base)->dtype;
    int is_equal = of_base == NULL ? -1 : PyObject_RichCompareBool(of_base, dtype, Py_EQ);
    PyObject *record = is_equal < 0 ? NULL
                                    : ((Scalar)numpy[SCALAR])(data, is_equal ? of_base : dtype, base);
    pyjit_drop(base);
    return record;
}
