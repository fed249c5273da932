/* Elements of kernels' lists as Python's objects. */
#include "list_layout.h"
#include "runtime.h"

#include <string.h>

static PyObject *give(const PyjitType *type, const char *at, int64_t *end);

static int64_t integer_at(int32_t kind, const char *at) {
    switch (kind) {
    case PYJIT_KIND_I8: return *(const int8_t *)at;
    case PYJIT_KIND_I16: return *(const int16_t *)at;
    case PYJIT_KIND_I32: return *(const int32_t *)at;
    case PYJIT_KIND_NUMPY_BOOL:
    case PYJIT_KIND_BOOL:
    case PYJIT_KIND_U8: return *(const uint8_t *)at;
    case PYJIT_KIND_U16: return *(const uint16_t *)at;
    case PYJIT_KIND_U32: return *(const uint32_t *)at;
    default: return *(const int64_t *)at;
    }
}

static double float_at(int32_t kind, const char *at) {
    return kind == PYJIT_KIND_F32 || kind == PYJIT_KIND_C64 ? *(const float *)at
                                                           : *(const double *)at;
}

static PyObject *give_complex(int32_t kind, const char *at, int64_t *end) {
    int64_t size = size_of(kind);
    double real = float_at(kind, at + room(end, size));
    double imaginary = float_at(kind, at + room(end, size));
    return PyComplex_FromDoubles(real, imaginary);
}

static int is_float(int32_t kind) {
    return kind == PYJIT_KIND_FLOAT || kind == PYJIT_KIND_F32 || kind == PYJIT_KIND_F64;
}

static PyObject *give_integer(int32_t kind, int64_t number) {
    return kind == PYJIT_KIND_BOOL || kind == PYJIT_KIND_NUMPY_BOOL ? PyBool_FromLong(number != 0)
           : kind == PYJIT_KIND_U64 ? PyLong_FromUnsignedLongLong((unsigned long long)number)
                                    : PyLong_FromLongLong(number);
}

/* A number of several types: what holds it, then for each alternative but the first whether it is of
 * that one. */
static PyObject *give_mixed(const PyjitType *type, const char *at, int64_t *end) {
    int32_t holder = type->element;
    int64_t size = size_of(holder);
    double parts[2] = {0, 0};
    int64_t number = 0;
    for (int part = 0; part < (is_complex(holder) ? 2 : 1); part++) {
        const char *place = at + room(end, size);
        if (is_float(holder) || is_complex(holder)) {
            parts[part] = float_at(holder, place);
        } else {
            number = integer_at(holder, place);
        }
    }
    int32_t chosen = type->elements[0]->kind;
    for (int32_t index = 1; index < type->count; index++) {
        if (at[room(end, 1)]) {
            chosen = type->elements[index]->kind;
        }
    }
    int is_held_as_float = is_float(holder) || is_complex(holder);
    if (is_complex(chosen)) {
        return PyComplex_FromDoubles(parts[0], parts[1]);
    }
    if (is_float(chosen)) {
        double wide = holder == PYJIT_KIND_U64 ? (double)(uint64_t)number : (double)number;
        return PyFloat_FromDouble(is_held_as_float ? parts[0] : wide);
    }
    if (!is_held_as_float) {
        return give_integer(chosen == PYJIT_KIND_BOOL || chosen == PYJIT_KIND_NUMPY_BOOL ? chosen
                                                                                         : holder,
                            number);
    }
    if (chosen == PYJIT_KIND_BOOL || chosen == PYJIT_KIND_NUMPY_BOOL) {
        return PyBool_FromLong(parts[0] != 0);
    }
    return PyLong_FromLongLong((long long)parts[0]);
}

static PyObject *give_tuple(const PyjitType *type, const char *at, int64_t *end) {
    PyObject *tuple = PyTuple_New(type->count);
    for (int32_t index = 0; tuple != NULL && index < type->count; index++) {
        PyObject *value = give(type->elements[index], at, end);
        if (value == NULL) {
            Py_DecRef(tuple);
            return NULL;
        }
        PyTuple_SetItem(tuple, index, value);
    }
    return tuple != NULL && type->kind == PYJIT_KIND_NAMED ? pyjit_make_named(type, tuple) : tuple;
}

static PyObject *give_array(const PyjitType *type, const char *at, int64_t *end) {
    const char *place = at + room_of_array(type, end);
    void *data;
    int64_t owner;
    memcpy(&data, place, 8);
    memcpy(&owner, place + OWNER, 8);
    return pyjit_make_array(type, data, place[READ_ONLY] != 0, owner,
                            (const int64_t *)(place + NUMBERS));
}

static PyObject *give(const PyjitType *type, const char *at, int64_t *end) {
    switch (type->kind) {
    case PYJIT_KIND_NONE: Py_IncRef(Py_None); return Py_None;
    case PYJIT_KIND_TUPLE:
    case PYJIT_KIND_NAMED: return give_tuple(type, at, end);
    case PYJIT_KIND_OPTIONAL:
        if (at[room(end, 1)]) {
            return give(type->elements[0], at, end);
        }
        Py_IncRef(Py_None);
        return Py_None;
    case PYJIT_KIND_COMPLEX:
    case PYJIT_KIND_C64:
    case PYJIT_KIND_C128: return give_complex(type->kind, at, end);
    case PYJIT_KIND_MIXED: return give_mixed(type, at, end);
    case PYJIT_KIND_RANGE: {
        int64_t numbers[3];
        for (int part = 0; part < 3; part++) {
            memcpy(&numbers[part], at + room(end, 8), 8);
        }
        return pyjit_make_range(numbers[0], numbers[1], numbers[2]);
    }
    case PYJIT_KIND_TIME: return pyjit_make_time(type, integer_at(type->kind, at + room(end, 8)));
    case PYJIT_KIND_ARRAY: return give_array(type, at, end);
    case PYJIT_KIND_STR: {
        PyObject *text;
        memcpy(&text, at + room(end, 8), 8);
        Py_IncRef(text);
        return text;
    }
    case PYJIT_KIND_LIST: {
        PyjitBlock *inner;
        memcpy(&inner, at + room(end, 8), 8);
        return pyjit_make_list(type, inner);
    }
    default: {
        int64_t size = size_of(type->kind);
        const char *place = at + room(end, size);
        return is_float(type->kind) ? PyFloat_FromDouble(float_at(type->kind, place))
                                    : give_integer(type->kind, integer_at(type->kind, place));
    }
    }
}

/* An element as Python has it, or NULL with an exception. */
PyObject *pyjit_list_element(const PyjitType *type, const PyjitList *list, int64_t index) {
    int64_t end = 0;
    return give(type->elements[0], list->elements + index * type->layout->size, &end);
}

/* Python's list for one of a kernel: that which it came as, or was made before in this call, else a new
 * one. NULL with an exception. */
PyObject *pyjit_make_list(const PyjitType *type, PyjitBlock *block) {
    PyjitList *list = (PyjitList *)block;
    if (block->object != NULL) {
        Py_IncRef(block->object);
        return block->object;
    }
    PyObject *made = PyList_New(list->length);
    for (int64_t index = 0; made != NULL && index < list->length; index++) {
        PyObject *value = pyjit_list_element(type, list, index);
        if (value == NULL) {
            Py_DecRef(made);
            return NULL;
        }
        PyList_SetItem(made, index, value);
    }
    block->object = made;
    return made;
}
