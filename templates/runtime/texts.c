/* Strings: the constants of kernels, comparing, and arguments of classes derived from `str`. */
#include "runtime.h"

static int make(PyjitText *text) {
    if (text->object == NULL) {
        text->object = PyUnicode_FromStringAndSize(text->data, text->length);
        if (text->object == NULL) {
            return -1;
        }
        /* So that a literal of the caller is mostly the same object. */
        PyUnicode_InternInPlace(&text->object);
    }
    return 0;
}

/* Makes the constants of every entry; the entries of a unit share theirs. */
int pyjit_texts_ready(const PyjitTable *table) {
    for (int64_t index = 0; index < table->count; index++) {
        const PyjitEntry *entry = table->entries[index];
        for (int32_t at = 0; at < entry->text_count; at++) {
            if (make(entry->texts[at]) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

/* Forgets the objects of an earlier run of Python. */
void pyjit_forget_texts(const PyjitTable *table) {
    for (int64_t index = 0; index < table->count; index++) {
        for (int32_t at = 0; at < table->entries[index]->text_count; at++) {
            table->entries[index]->texts[at]->object = NULL;
        }
    }
}

/* A local that was not assigned yet is NULL. */

int pyjit_text_equal(PyObject *left, PyObject *right) {
    return left != NULL && right != NULL && PyUnicode_Compare(left, right) == 0;
}

/* By code points, as Python orders strings. */
int pyjit_text_less(PyObject *left, PyObject *right) {
    return left != NULL && right != NULL && PyUnicode_Compare(left, right) < 0;
}

int64_t pyjit_text_length(PyObject *text) {
    return text == NULL ? 0 : PyUnicode_GetLength(text);
}

/* Whether the class has `str`'s own method of that name; not, too, if that cannot be told. */
static int inherits(PyObject *class, const char *name) {
    PyObject *own = PyObject_GetAttrString(class, name);
    PyObject *plain = PyObject_GetAttrString((PyObject *)&PyUnicode_Type, name);
    int same = own != NULL && own == plain;
    pyjit_drop(own);
    pyjit_drop(plain);
    PyErr_Clear();
    return same;
}

/* Whether some class among the bases defines `__bool__`, which `str` does not have. Looking it up in
 * the class itself would find that of its metaclass. */
static int defines_truth(PyObject *class) {
    PyObject *bases = PyObject_GetAttrString(class, "__mro__");
    Py_ssize_t count = bases == NULL ? 0 : PyTuple_Size(bases);
    int found = bases == NULL;
    for (Py_ssize_t index = 0; index < count && !found; index++) {
        PyObject *names = PyObject_GetAttrString(PyTuple_GetItem(bases, index), "__dict__");
        found = names == NULL || PyMapping_HasKeyString(names, "__bool__");
        pyjit_drop(names);
    }
    pyjit_drop(bases);
    PyErr_Clear();
    return found;
}

/* An instance of a class derived from `str`, as the members of string enumerations are, is compared
 * as a string as long as its class does not say otherwise; Python runs the others. */
int pyjit_argument_text(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value) {
    if (!pyjit_is_instance(value, &PyUnicode_Type)) {
        return pyjit_wrong_type(entry, index, whole);
    }
    PyObject *class = (PyObject *)Py_TYPE(value);
    if (class == (PyObject *)&PyUnicode_Type ||
        (inherits(class, "__eq__") && inherits(class, "__ne__") && inherits(class, "__len__") &&
         inherits(class, "__lt__") && inherits(class, "__le__") && inherits(class, "__gt__") &&
         inherits(class, "__ge__") && !defines_truth(class))) {
        return PYJIT_DONE;
    }
    return entry->pure ? PYJIT_RERUN : pyjit_wrong_type(entry, index, whole);
}
