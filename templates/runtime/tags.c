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

/* A view of unsigned bytes in one dimension has a type of its own; what else it may be of has none. */
static int add_view(PyjitTags *tags, PyObject *value) {
    Py_buffer view;
    if (PyObject_GetBuffer(value, &view, PyBUF_FORMAT | PyBUF_STRIDES) != 0) {
        PyErr_Clear(); /* it was released */
        return add(tags, 0, 0);
    }
    int of_bytes = view.ndim == 1 && pyjit_format_kind(&view) == PYJIT_KIND_U8;
    PyBuffer_Release(&view);
    return add(tags, (uint64_t)of_bytes, 0);
}

static int is_empty_list(PyObject *value) {
    return Py_TYPE(value) == &PyList_Type && PyList_Size(value) == 0;
}

static int are_same(const PyjitTags *left, const PyjitTags *right) {
    return left->count == right->count &&
           memcmp(left->words, right->words, left->count * sizeof *left->words) == 0;
}

/* The elements between two that are looked at. */
static Py_ssize_t step_of(const PyjitTags *tags, Py_ssize_t size) {
    enum { SHORT = 16, LOOKED_AT = 8 };
    return tags->samples && size > SHORT ? size / LOOKED_AT : 1;
}

/* A list is what its elements are: the words of the first, if all have the same; among lists, empty
 * ones are as the others. Else a word that no class is, and then its address, which fits nothing
 * else. */
static int add_list(PyjitTags *tags, PyObject *value) {
    Py_ssize_t size = PyList_Size(value), step = step_of(tags, size);
    PyObject *model = NULL;
    for (Py_ssize_t index = 0; index < size && (model == NULL || is_empty_list(model));
         index += step) {
        model = PyList_GetItem(value, index);
    }
    if (model == NULL) {
        return add(tags, 0, 0);
    }
    PyTypeObject *class = Py_TYPE(model);
    int is_plain = class == &PyFloat_Type || class == &PyLong_Type || class == &PyBool_Type;
    PyjitTags first, other;
    first.count = 0;
    first.samples = other.samples = tags->samples;
    int done = pyjit_add_tags(&first, model);
    int is_same = 1;
    for (Py_ssize_t index = 0; done == 1 && is_same && index < size; index += step) {
        PyObject *item = PyList_GetItem(value, index);
        if (is_plain || Py_TYPE(item) != class) {
            is_same = Py_TYPE(item) == class;
        } else if (class != &PyList_Type || !is_empty_list(item)) {
            other.count = 0;
            done = pyjit_add_tags(&other, item);
            is_same = done == 1 && are_same(&first, &other);
        }
    }
    if (done == 1 && !is_same) {
        return add(tags, 1, 0) && add(tags, (uintptr_t)value, 0);
    }
    for (size_t word = 0; done == 1 && word < (size_t)first.count; word++) {
        done = add(tags, first.words[word], first.is_object[word]);
    }
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
    if (class == &PyList_Type) {
        return add_list(tags, value);
    }
    if (pyjit_is_ndarray(value)) {
        return add_array(tags, value);
    }
    if (pyjit_is_array_array(value)) {
        return add_array_array(tags, value);
    }
    if (class == &PyMemoryView_Type) {
        return add_view(tags, value);
    }
    if (pyjit_is_time(value)) {
        return add(tags, pyjit_unit_of_time(value), 0);
    }
    if (pyjit_is_record(value)) {
        return add(tags, (uintptr_t)((const PyjitVoidFields *)value)->dtype, 1) &&
               add(tags, (uint64_t)pyjit_owns_parts(value), 0);
    }
    /* A function has a type of its own: which one it is. */
    return PyCallable_Check(value) ? add(tags, (uintptr_t)value, 1) : 1;
}

/* How the words of an argument go on behind its class. */
int pyjit_form_of(PyObject *value) {
    if (pyjit_is_instance(value, &PyTuple_Type) || pyjit_is_array_array(value) ||
        Py_TYPE(value) == &PyList_Type || Py_TYPE(value) == &PyMemoryView_Type ||
        pyjit_is_time(value) || pyjit_is_record(value) || PyCallable_Check(value)) {
        return PYJIT_CLASS_OF_OTHERS;
    }
    return pyjit_is_ndarray(value) ? PYJIT_CLASS_OF_ARRAY : PYJIT_CLASS_ALONE;
}
