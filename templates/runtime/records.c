/* The dtypes of records: as arguments have them, and as results get them. */
#include "runtime.h"

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
