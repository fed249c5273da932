/* Points and spans of time of NumPy's, as arguments and results: its scalars, whose memory is part of
 * NumPy's ABI, and its dtypes, which the buffer protocol does not know. */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

/* NumPy's scalar: `PyDatetimeScalarObject` and `PyTimedeltaScalarObject`, the same in NumPy 1 and 2. */
typedef struct {
    PyObject object;
    int64_t number;
    int32_t unit; /* of `NPY_DATETIMEUNIT` */
    int32_t count;
} TimeScalar;

/* Places in NumPy's table of functions. */
enum { SCALAR = 60, DESCR_CONVERTER = 174 };

typedef PyObject *(*Scalar)(void *, PyObject *descr, PyObject *base);
typedef int (*DescrConverter)(PyObject *, PyObject **);

static int is_point(PyObject *value) {
    return pyjit_is_of(value, &pyjit_state.datetime64, "numpy", "datetime64");
}

static int is_span(PyObject *value) {
    return pyjit_is_of(value, &pyjit_state.timedelta64, "numpy", "timedelta64");
}

int pyjit_is_time(PyObject *value) {
    return is_point(value) || is_span(value);
}

/* The unit of a time, as one word. */
uint64_t pyjit_unit_of_time(PyObject *value) {
    const TimeScalar *scalar = (const TimeScalar *)value;
    return (uint64_t)(uint32_t)scalar->unit << 32 | (uint32_t)scalar->count;
}

/* Whether a value is the time that a text says: `M` or `m`, the number of its unit, how many of these
 * are one, and how many it is. */
int pyjit_is_this_time(PyObject *value, const char *text) {
    if (!(*text == 'M' ? is_point(value) : is_span(value))) {
        return 0;
    }
    const TimeScalar *scalar = (const TimeScalar *)value;
    const long long own[] = {scalar->unit, scalar->count, scalar->number};
    char *rest = (char *)text + 1;
    int same = 1;
    for (size_t index = 0; index < sizeof own / sizeof *own; index++) {
        same &= strtoll(rest, &rest, 10) == own[index];
    }
    return same;
}

int pyjit_argument_time(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                        const PyjitType *type, int64_t *out) {
    int fits = type->dtype[1] == 'M' ? is_point(value) : is_span(value);
    const TimeScalar *scalar = (const TimeScalar *)value;
    if (!fits || scalar->unit != type->unit || scalar->count != type->unit_count) {
        return pyjit_wrong_type(entry, index, whole);
    }
    *out = scalar->number;
    return PYJIT_DONE;
}

/* The dtype of such times, borrowed; NULL with an exception. Those that were asked for are kept. */
PyObject *pyjit_time_dtype(const PyjitType *type) {
    PyjitTimeDtype *slot = NULL;
    for (size_t index = 0; index < PYJIT_TIME_DTYPES; index++) {
        slot = &pyjit_state.time_dtypes[index];
        if (slot->dtype == NULL || strcmp(slot->code, type->dtype) == 0) {
            break;
        }
    }
    if (slot->dtype != NULL && strcmp(slot->code, type->dtype) == 0) {
        return slot->dtype;
    }
    void **numpy = pyjit_numpy();
    PyObject *text = numpy == NULL ? NULL : PyUnicode_FromString(type->dtype), *made = NULL;
    if (text == NULL || !((DescrConverter)numpy[DESCR_CONVERTER])(text, &made)) {
        pyjit_drop(text);
        return NULL;
    }
    Py_DecRef(text);
    /* Where there is no room left, the last one makes it. */
    pyjit_drop(slot->dtype);
    strncpy(slot->code, type->dtype, sizeof slot->code - 1);
    return slot->dtype = made;
}

PyObject *pyjit_make_time(const PyjitType *type, int64_t number) {
    PyObject *dtype = pyjit_time_dtype(type);
    return dtype == NULL ? NULL : ((Scalar)pyjit_numpy()[SCALAR])(&number, dtype, NULL);
}

/* The memory of an array of times; -1 where they are others, with or without an exception. */
int pyjit_take_times(PyObject *value, const PyjitType *type, Py_buffer *view) {
    const PyjitArrayFields *array = (const PyjitArrayFields *)value;
    PyObject *dtype = pyjit_time_dtype(type);
    int same = dtype == NULL         ? -1
               : dtype == array->dtype ? 1
                                       : PyObject_RichCompareBool(array->dtype, dtype, Py_EQ);
    if (same <= 0) {
        return -1;
    }
    pyjit_take_array(value, sizeof(int64_t), view);
    return 0;
}

/* The memory of an array of NumPy's as the buffer protocol would give it. The view owns a reference of
 * the array, which has nothing to release. */
void pyjit_take_array(PyObject *value, Py_ssize_t itemsize, Py_buffer *view) {
    const PyjitArrayFields *array = (const PyjitArrayFields *)value;
    memset(view, 0, sizeof *view);
    view->buf = array->data;
    view->itemsize = itemsize;
    view->len = itemsize;
    view->readonly = (array->flags & PYJIT_WRITEABLE) == 0;
    view->ndim = array->ndim;
    view->shape = array->shape;
    view->strides = array->strides;
    for (int axis = 0; axis < array->ndim; axis++) {
        view->len *= array->shape[axis];
    }
    view->obj = value;
    Py_IncRef(value);
}
