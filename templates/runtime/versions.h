/* Kernels that are compiled for the types of their arguments: what stands in a module in place of
 * their function, and how it tells the types apart. */
#ifndef PYJIT_VERSIONS_H
#define PYJIT_VERSIONS_H

#include "runtime.h"

enum {
    PYJIT_MOST_WORDS = 256,   /* of the types of a call; tuples have as many as they have elements */
    PYJIT_MOST_VERSIONS = 256, /* what is kept; the same version may be found by several types */
};

/* The types of the arguments of a call, as words: equal words are equal types. */
typedef struct {
    int32_t count;
    int32_t samples; /* of a long list not every element is looked at */
    uint64_t words[PYJIT_MOST_WORDS];
    uint8_t is_object[PYJIT_MOST_WORDS]; /* the word is the address of a Python object */
} PyjitTags;

/* What follows the class among the words of an argument. */
enum { PYJIT_CLASS_ALONE = 0, PYJIT_CLASS_OF_ARRAY, PYJIT_CLASS_OF_OTHERS };

/* tags.c: 0 where there are too many of them, -1 with an exception. */
int pyjit_add_tags(PyjitTags *tags, PyObject *value);
int pyjit_form_of(PyObject *value);

static inline uint64_t pyjit_layout_of(const PyjitArrayFields *array) {
    return (uint64_t)array->ndim << 1 | (array->flags & PYJIT_C_CONTIGUOUS);
}

/* Whether the arguments have these words, which have these forms: what `pyjit_add_tags` would find,
 * without writing it down. What has another form has another class. 0 also where it is not told. */
static inline int pyjit_has_words(PyObject *const *bound, int32_t count, const uint8_t *forms,
                                  const uint64_t *words) {
    for (int32_t index = 0; index < count; index++) {
        PyObject *value = bound[index];
        if (*words++ != (uintptr_t)Py_TYPE(value) || forms[index] == PYJIT_CLASS_OF_OTHERS) {
            return 0;
        }
        if (forms[index] == PYJIT_CLASS_OF_ARRAY) {
            const PyjitArrayFields *array = (const PyjitArrayFields *)value;
            if (words[0] != (uintptr_t)array->dtype || words[1] != pyjit_layout_of(array)) {
                return 0;
            }
            words += 2;
        }
    }
    return 1;
}

/* versions.c */
int pyjit_versions_type_ready(void);
PyObject *pyjit_versions_new(PyObject *function, PyObject *state, PyObject *hook);
int pyjit_versions_forget(PyObject *self);
int pyjit_versions_fix(PyObject *self, const PyjitEntry *const *entries, int64_t count);
PyTypeObject *pyjit_versions_type(void);
void pyjit_versions_sample(PyObject *self);
/* What calls functions of Python from here on: something faster than what every Python has. */
void pyjit_versions_call_by(vectorcallfunc calls);
/* For other types of the same objects. */
int pyjit_versions_size(void);
PyObject *pyjit_versions_new_of(PyTypeObject *type, PyObject *function, PyObject *state,
                                PyObject *hook);
int pyjit_versions_traverse(PyObject *self, visitproc visit, void *argument);
void pyjit_versions_dealloc(PyObject *self);
PyObject *pyjit_versions_refuse_new(PyTypeObject *class, PyObject *arguments, PyObject *keywords);

/* watched.c */
int pyjit_watched_type_ready(void);
PyObject *pyjit_watched_new(PyObject *function, PyObject *hook);

#endif
