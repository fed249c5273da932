/* Arguments from Python to machine values: the slow paths, and what is said when one does not fit.
 *
 * The entry that LLVM makes handles the exact types inline and comes here for the rest. Each
 * function gives an outcome (`PYJIT_DONE`, `PYJIT_FAILED` with an exception, or `PYJIT_RERUN` where
 * Python itself must run the call). */
#include "runtime.h"

#include <string.h>

/* Takes the references of both texts; either is NULL where an exception is set. */
static int refuse_with(const PyjitEntry *entry, int64_t index, PyObject *given, PyObject *hint) {
    const PyjitParameter *parameter = &entry->parameters[index];
    if (given != NULL && hint != NULL) {
        PyErr_Format(PyExc_TypeError, "%s.%s(): parameter '%s': expected %s, got %S%S",
                     entry->module, entry->qualified_name, parameter->name, parameter->type->name,
                     given, hint);
    }
    pyjit_drop(given);
    pyjit_drop(hint);
    return PYJIT_FAILED;
}

static int refuse(const PyjitEntry *entry, int64_t index, PyObject *given) {
    return refuse_with(entry, index, given, given == NULL ? NULL : PyUnicode_FromString(""));
}

int pyjit_wrong_type(const PyjitEntry *entry, int64_t index, PyObject *whole) {
    if (index == PYJIT_ONLY_TRIED) {
        return PYJIT_FAILED;
    }
    PyObject *given = pyjit_describe(whole);
    const PyjitType *type = entry->parameters[index].type;
    return refuse_with(entry, index, given, given == NULL ? NULL : pyjit_array_hint(type, whole));
}

/* Of Python's own ints, those that are too large are Python's business: nothing has happened yet. */
static int not_exact(const PyjitEntry *entry, int64_t index, PyObject *value) {
    if (index == PYJIT_ONLY_TRIED) {
        return PYJIT_FAILED;
    }
    if (pyjit_is_instance(value, &PyLong_Type)) {
        return PYJIT_RERUN;
    }
    return refuse(entry, index,
                  PyUnicode_FromString("an int that this type cannot hold exactly"));
}

static int out_of_range(const PyjitEntry *entry, int64_t index) {
    if (index == PYJIT_ONLY_TRIED) {
        return PYJIT_FAILED;
    }
    const PyjitParameter *parameter = &entry->parameters[index];
    PyErr_Format(PyExc_OverflowError, "%s.%s(): parameter '%s': the integer is out of range for %s",
                 entry->module, entry->qualified_name, parameter->name, parameter->type->name);
    return PYJIT_FAILED;
}

/* The value as an exact int, by `__index__`; on failure the exception is set. */
static PyObject *as_index(const PyjitEntry *entry, int64_t index, PyObject *whole,
                          PyObject *value) {
    PyObject *number = PyNumber_Index(value);
    if (number == NULL && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyObject *class, *exception, *traceback;
        PyErr_Fetch(&class, &exception, &traceback);
        if (traceback != NULL) { /* raised by Python code: an error of the argument's own */
            PyErr_Restore(class, exception, traceback);
            return NULL;
        }
        pyjit_drop(class);
        pyjit_drop(exception);
        pyjit_wrong_type(entry, index, whole);
    }
    return number;
}

/* Whether it is an instance of NumPy's scalar type of that name; NumPy itself is not imported. */
int pyjit_is_numpy_scalar(PyObject *value, const char *name, const char *other) {
    PyObject *type = (PyObject *)Py_TYPE(value);
    PyObject *type_name = PyObject_GetAttrString(type, "__name__");
    PyObject *module = PyObject_GetAttrString(type, "__module__");
    int same = type_name != NULL && module != NULL &&
               PyUnicode_CompareWithASCIIString(module, "numpy") == 0 &&
               (PyUnicode_CompareWithASCIIString(type_name, name) == 0 ||
                PyUnicode_CompareWithASCIIString(type_name, other) == 0);
    pyjit_drop(type_name);
    pyjit_drop(module);
    PyErr_Clear();
    return same;
}

/* Numbers with which Python does not go on as with an int or a float: `True` stays itself, NumPy's
 * narrower scalars wrap and round. The call is Python's business then. */
static int goes_on_otherwise(PyObject *value) {
    static const char *const names[] = {
        "int8",   "int16",    "int32",     "uint8",   "uint16",  "uint32", "uint64",
        "bool",   "bool_",    "longlong",  "ulonglong", "float16", "float32"};
    PyObject *class = (PyObject *)Py_TYPE(value);
    if (class == (PyObject *)&PyBool_Type || class == (PyObject *)&PyLong_Type) {
        return class == (PyObject *)&PyBool_Type;
    }
    int found = 0;
    PyObject *module = PyObject_GetAttrString(class, "__module__"), *name = NULL;
    if (module != NULL && pyjit_is_instance(module, &PyUnicode_Type) &&
        PyUnicode_CompareWithASCIIString(module, "numpy") == 0) {
        name = PyObject_GetAttrString(class, "__name__");
    }
    for (size_t index = 0; name != NULL && index < sizeof names / sizeof *names; index++) {
        found |= PyUnicode_CompareWithASCIIString(name, names[index]) == 0;
    }
    pyjit_drop(name);
    pyjit_drop(module);
    PyErr_Clear();
    return found;
}

static int as_float(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                    double *out);

/* A float, or an integer that a float holds exactly. */
int pyjit_argument_float(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         double *out) {
    if (!pyjit_is_instance(value, &PyFloat_Type) && goes_on_otherwise(value)) {
        return PYJIT_RERUN;
    }
    return as_float(entry, index, whole, value, out);
}

static int as_float(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         double *out) {
    if (pyjit_is_instance(value, &PyFloat_Type)) {
        *out = PyFloat_AsDouble(value);
        return PYJIT_DONE;
    }
    PyObject *number = as_index(entry, index, whole, value);
    if (number == NULL) {
        return PYJIT_FAILED;
    }
    int outcome = PYJIT_FAILED;
    *out = PyFloat_AsDouble(number);
    if (PyErr_Occurred() != NULL) {
        PyErr_Clear();
        outcome = not_exact(entry, index, value);
    } else {
        PyObject *rounded = PyFloat_FromDouble(*out);
        int same = rounded == NULL ? -1 : PyObject_RichCompareBool(number, rounded, Py_EQ);
        outcome = same > 0    ? PYJIT_DONE
                  : same == 0 ? not_exact(entry, index, value)
                              : PYJIT_FAILED;
        pyjit_drop(rounded);
    }
    Py_DecRef(number);
    return outcome;
}

/* A complex, or what a float parameter takes; `out` gets the real and the imaginary part. An int
 * that is not exactly a float is Python's business if the kernel can be run there. */
int pyjit_argument_complex(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                           double *out) {
    if (pyjit_is_instance(value, &PyComplex_Type)) {
        out[0] = PyComplex_RealAsDouble(value);
        out[1] = PyComplex_ImagAsDouble(value);
        return PYJIT_DONE;
    }
    out[1] = 0.0;
    int outcome = pyjit_argument_float(entry, index, whole, value, out);
    if (outcome == PYJIT_FAILED && entry->pure && pyjit_is_instance(value, &PyLong_Type)) {
        PyErr_Clear();
        return PYJIT_RERUN;
    }
    return outcome;
}

/* The same for NumPy's single precision, to which `out` is rounded. */
int pyjit_argument_complex64(const PyjitEntry *entry, int64_t index, PyObject *whole,
                             PyObject *value, double *out) {
    int outcome = PYJIT_FAILED;
    if (pyjit_is_numpy_scalar(value, "complex64", "complex64")) {
        PyObject *wide = PyObject_CallFunctionObjArgs((PyObject *)&PyComplex_Type, value, NULL);
        if (wide != NULL) {
            outcome = pyjit_argument_complex(entry, index, whole, wide, out);
        }
        pyjit_drop(wide);
        return outcome;
    }
    outcome = pyjit_argument_complex(entry, index, whole, value, out);
    if (outcome == PYJIT_DONE) {
        double given = out[0];
        out[0] = (float)out[0];
        out[1] = (float)out[1];
        if (pyjit_is_instance(value, &PyLong_Type) && out[0] != given) {
            return not_exact(entry, index, value);
        }
    }
    return outcome;
}

static int64_t range_part(PyObject *range, const char *name, int *overflow) {
    PyObject *part = PyObject_GetAttrString(range, name);
    int outside = 0;
    int64_t value = part == NULL ? -1 : PyLong_AsLongLongAndOverflow(part, &outside);
    pyjit_drop(part);
    *overflow |= outside != 0;
    return value;
}

/* A range, which no class derives from; `out` gets start, stop and step. */
int pyjit_argument_range(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         int64_t *out) {
    if (Py_TYPE(value) != &PyRange_Type) {
        return pyjit_wrong_type(entry, index, whole);
    }
    int overflow = 0;
    out[0] = range_part(value, "start", &overflow);
    out[1] = range_part(value, "stop", &overflow);
    out[2] = range_part(value, "step", &overflow);
    if (PyErr_Occurred() != NULL) {
        return PYJIT_FAILED;
    }
    return overflow == 0 ? PYJIT_DONE : PYJIT_RERUN;
}

/* A new range, or NULL with an exception. */
PyObject *pyjit_make_range(int64_t start, int64_t stop, int64_t step) {
    return PyObject_CallFunction((PyObject *)&PyRange_Type, "LLL", (long long)start,
                                 (long long)stop, (long long)step);
}

int pyjit_argument_f32(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                       float *out) {
    double wide = 0.0;
    if (pyjit_is_numpy_scalar(value, "float32", "float32")) {
        *out = (float)PyFloat_AsDouble(value);
        return PYJIT_DONE;
    }
    int outcome = as_float(entry, index, whole, value, &wide);
    *out = (float)wide;
    if (outcome == PYJIT_DONE && !pyjit_is_instance(value, &PyFloat_Type) && *out != wide) {
        return not_exact(entry, index, value);
    }
    return outcome;
}

/* An int, or what has `__index__`. One beyond 64 bits is Python's business. */
int pyjit_argument_int(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                       int64_t *out) {
    if (goes_on_otherwise(value)) {
        return PYJIT_RERUN;
    }
    PyObject *number = as_index(entry, index, whole, value);
    if (number == NULL) {
        return PYJIT_FAILED;
    }
    int overflow = 0;
    *out = PyLong_AsLongLongAndOverflow(number, &overflow);
    Py_DecRef(number);
    if (overflow == 0) {
        return PYJIT_DONE;
    }
    return PYJIT_RERUN;
}

static int fits(int64_t value, int64_t kind) {
    switch (kind) {
    case PYJIT_KIND_I8: return value == (int8_t)value;
    case PYJIT_KIND_I16: return value == (int16_t)value;
    case PYJIT_KIND_I32: return value == (int32_t)value;
    case PYJIT_KIND_U8: return value == (uint8_t)value;
    case PYJIT_KIND_U16: return value == (uint16_t)value;
    case PYJIT_KIND_U32: return value == (uint32_t)value;
    case PYJIT_KIND_U64: return value >= 0;
    default: return 1;
    }
}

/* An integer in the range of a sized one; `out` gets its bits. */
int pyjit_argument_sized(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         int64_t kind, int64_t *out) {
    PyObject *number = as_index(entry, index, whole, value);
    if (number == NULL) {
        return PYJIT_FAILED;
    }
    int overflow = 0;
    *out = PyLong_AsLongLongAndOverflow(number, &overflow);
    int fitting = overflow == 0 && fits(*out, kind);
    if (overflow > 0 && kind == PYJIT_KIND_U64) {
        *out = (int64_t)PyLong_AsUnsignedLongLong(number);
        fitting = PyErr_Occurred() == NULL;
        PyErr_Clear();
    }
    Py_DecRef(number);
    return fitting ? PYJIT_DONE : out_of_range(entry, index);
}

int pyjit_argument_bool(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                        int64_t *out) {
    if (value == Py_True || value == Py_False) {
        *out = value == Py_True;
        return PYJIT_DONE;
    }
    if (!pyjit_is_numpy_scalar(value, "bool", "bool_")) {
        return pyjit_wrong_type(entry, index, whole);
    }
    int truth = PyObject_IsTrue(value);
    *out = truth > 0;
    return truth < 0 ? PYJIT_FAILED : PYJIT_DONE;
}

int pyjit_argument_none(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value) {
    return value == Py_None ? PYJIT_DONE : pyjit_wrong_type(entry, index, whole);
}

/* An instance of exactly the class: one derived from it may do anything. */
int pyjit_argument_named(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         const PyjitType *type) {
    PyObject *class = pyjit_global(type->module, type->class_name);
    if (class == NULL) {
        return PYJIT_FAILED;
    }
    int same = (PyObject *)Py_TYPE(value) == class && PyTuple_Size(value) == type->count;
    Py_DecRef(class);
    return same ? PYJIT_DONE : pyjit_wrong_type(entry, index, whole);
}

int pyjit_argument_tuple(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         int64_t count) {
    if (pyjit_is_instance(value, &PyTuple_Type) && PyTuple_Size(value) == count) {
        return PYJIT_DONE;
    }
    return pyjit_wrong_type(entry, index, whole);
}
