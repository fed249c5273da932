/* The types of arguments as words that can be compared. */
#include "versions.h"

#include <string.h>

static int add(PyjitTags *tags, uint64_t word, int is_object) {
    if (tags->count == PYJIT_MOST_WORDS) {
        return 0;
    }
    tags->is_object[tags->count] = (uint8_t)is_object;
    tags->words[tags->count++] = word;
    return 1;
}

/* A dtype is known by its object: an equal one that is another object leads to the same version by
 * words of its own. */
static int add_array(PyjitTags *tags, PyObject *value) {
    const PyjitArrayFields *array = (const PyjitArrayFields *)value;
    return add(tags, (uintptr_t)array->dtype, 1) && add(tags, pyjit_layout_of(array), 0);
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
    if (pyjit_is_array_array(value)) {
        return add_array_array(tags, value);
    }
    if (pyjit_is_time(value)) {
        return add(tags, pyjit_unit_of_time(value), 0);
    }
    /* A function has a type of its own: which one it is. */
    return PyCallable_Check(value) ? add(tags, (uintptr_t)value, 1) : 1;
}

/* How the words of an argument go on behind its class. */
int pyjit_form_of(PyObject *value) {
    if (pyjit_is_instance(value, &PyTuple_Type) || pyjit_is_array_array(value) ||
        pyjit_is_time(value) || PyCallable_Check(value)) {
        return PYJIT_CLASS_OF_OTHERS;
    }
    return pyjit_is_ndarray(value) ? PYJIT_CLASS_OF_ARRAY : PYJIT_CLASS_ALONE;
}
