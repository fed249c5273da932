/* The types of arguments as words that can be compared. */
#include "versions.h"

#include <string.h>

/* The beginning of NumPy's array object. It is part of NumPy's ABI (`PyArrayObject_fields`), the
 * same in NumPy 1 and 2. */
typedef struct {
    PyObject object;
    char *data;
    int ndim;
    Py_ssize_t *shape, *strides;
    PyObject *base;
    PyObject *dtype;
    int flags;
} ArrayFields;

enum { C_CONTIGUOUS = 0x0001 }; /* of `flags` */

static int add(PyjitTags *tags, uint64_t word, int is_object) {
    if (tags->count == PYJIT_MOST_WORDS) {
        return 0;
    }
    tags->is_object[tags->count] = (uint8_t)is_object;
    tags->words[tags->count++] = word;
    return 1;
}

static uint64_t layout_of(const ArrayFields *array) {
    return (uint64_t)array->ndim << 1 | (array->flags & C_CONTIGUOUS);
}

/* A dtype is known by its object: an equal one that is another object leads to the same version by
 * words of its own. */
static int add_array(PyjitTags *tags, PyObject *value) {
    const ArrayFields *array = (const ArrayFields *)value;
    return add(tags, (uintptr_t)array->dtype, 1) && add(tags, layout_of(array), 0);
}

static int add_array_array(PyjitTags *tags, PyObject *value) {
    PyObject *code = PyObject_GetAttrString(value, "typecode");
    Py_ssize_t length = 0;
    const char *text = code == NULL ? NULL : PyUnicode_AsUTF8AndSize(code, &length);
    int done = text == NULL ? -1 : add(tags, (unsigned char)text[0], 0);
    pyjit_drop(code);
    return done;
}

/* Adds the words of one argument: its class, and what of the value decides its type. */
int pyjit_add_tags(PyjitTags *tags, PyObject *value) {
    PyTypeObject *class = Py_TYPE(value);
    if (!add(tags, (uintptr_t)class, 1)) {
        return 0;
    }
    if (class == &PyFloat_Type || class == &PyLong_Type || class == &PyBool_Type) {
        return 1;
    }
    if (pyjit_is_instance(value, &PyTuple_Type)) {
        Py_ssize_t size = PyTuple_Size(value);
        int done = add(tags, (uint64_t)size, 0);
        for (Py_ssize_t index = 0; done == 1 && index < size; index++) {
            done = pyjit_add_tags(tags, PyTuple_GetItem(value, index));
        }
        return done;
    }
    if (pyjit_is_ndarray(value)) {
        return add_array(tags, value);
    }
    return pyjit_is_array_array(value) ? add_array_array(tags, value) : 1;
}

/* How the words of an argument go on behind its class. */
int pyjit_form_of(PyObject *value) {
    if (pyjit_is_instance(value, &PyTuple_Type) || pyjit_is_array_array(value)) {
        return PYJIT_CLASS_OF_OTHERS;
    }
    return pyjit_is_ndarray(value) ? PYJIT_CLASS_OF_ARRAY : PYJIT_CLASS_ALONE;
}

/* Whether the arguments have these words, which have these forms: what `pyjit_add_tags` would find,
 * without writing it down. What has another form has another class. 0 also where it is not told. */
int pyjit_has_words(PyObject *const *bound, int32_t count, const uint8_t *forms,
                    const uint64_t *words) {
    for (int32_t index = 0; index < count; index++) {
        PyObject *value = bound[index];
        if (*words++ != (uintptr_t)Py_TYPE(value) || forms[index] == PYJIT_CLASS_OF_OTHERS) {
            return 0;
        }
        if (forms[index] == PYJIT_CLASS_OF_ARRAY) {
            const ArrayFields *array = (const ArrayFields *)value;
            if (words[0] != (uintptr_t)array->dtype || words[1] != layout_of(array)) {
                return 0;
            }
            words += 2;
        }
    }
    return 1;
}
