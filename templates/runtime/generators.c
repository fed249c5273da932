/* Generators of random numbers: NumPy's own bit generators, which kernels draw of as NumPy does, by
 * the functions of `bitgen_t` (`numpy/random/bitgen.h`), while the call holds their locks. */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

typedef struct { /* NumPy's `bitgen_t`, the same in all its versions */
    void *state;
    void *next_uint64, *next_uint32, *next_double, *next_raw;
} BitGenerator;

_Static_assert(sizeof(BitGenerator) == offsetof(PyjitGenerator, has_gauss),
               "a generator begins with the bit generator");

/* NumPy's version as one number, which is kept; -1 with an exception on failure. */
static int find_version(void) {
    if (pyjit_state.numpy_version != 0.0) {
        return 0;
    }
    PyObject *module = PyImport_ImportModule("numpy");
    PyObject *text = module == NULL ? NULL : PyObject_GetAttrString(module, "__version__");
    const char *at = text == NULL ? NULL : PyUnicode_AsUTF8AndSize(text, NULL);
    if (at != NULL) {
        double version = 0.0;
        for (int part = 0; part < 3; part++) {
            char *end = NULL;
            version = version * 100.0 + (double)strtol(at, &end, 10);
            at = *end == '.' ? end + 1 : end;
        }
        pyjit_state.numpy_version = version;
    }
    pyjit_drop(text);
    pyjit_drop(module);
    return PyErr_Occurred() == NULL ? 0 : -1;
}

/* Fills a generator from NumPy's object of a bit generator, and adds it to those of the call; -1 with
 * an exception on failure. */
static int take(PyjitGenerator **generators, PyjitGenerator *slot, PyObject *bits) {
    memset(slot, 0, sizeof *slot);
    if (find_version() != 0) {
        return -1;
    }
    PyObject *capsule = PyObject_GetAttrString(bits, "capsule");
    void *found = capsule == NULL ? NULL : PyCapsule_GetPointer(capsule, "BitGenerator");
    pyjit_drop(capsule);
    slot->lock = found == NULL ? NULL : PyObject_GetAttrString(bits, "lock");
    if (slot->lock == NULL) {
        return -1;
    }
    memcpy(slot, found, sizeof(BitGenerator));
    slot->version = pyjit_state.numpy_version;
    Py_IncRef(bits);
    slot->bits = bits;
    slot->next = *generators;
    *generators = slot;
    return 0;
}

int pyjit_is_generator(PyObject *value) {
    /* A class derived from it may draw in a way of its own. */
    return pyjit_is_of(value, &pyjit_state.generator, "numpy.random", "Generator") &&
           Py_TYPE(value) == pyjit_state.generator;
}

int pyjit_argument_generator(const PyjitEntry *entry, int64_t index, PyObject *whole,
                             PyObject *value, PyjitGenerator **generators, PyjitGenerator *slot) {
    if (!pyjit_is_generator(value)) {
        return pyjit_wrong_type(entry, index, whole);
    }
    PyObject *bits = PyObject_GetAttrString(value, "bit_generator");
    int outcome = bits == NULL ? -1 : take(generators, slot, bits);
    slot->object = value;
    pyjit_drop(bits);
    return outcome == 0 ? PYJIT_DONE : PYJIT_FAILED;
}

/* What the functions of `np.random` keep beside the bit generator: half of the normal numbers are
 * made ahead. -1 with an exception on failure. */
static int read_gauss(PyjitGenerator *slot) {
    PyObject *state = PyObject_CallMethod(slot->owner, "get_state", "O", Py_False);
    PyObject *has = state == NULL ? NULL : PyDict_GetItemString(state, "has_gauss");
    PyObject *gauss = state == NULL ? NULL : PyDict_GetItemString(state, "gauss");
    int outcome = -1;
    if (has != NULL && gauss != NULL) {
        slot->has_gauss = PyLong_AsLong(has) != 0;
        slot->gauss = PyFloat_AsDouble(gauss);
        slot->had_gauss = slot->has_gauss;
        slot->last_gauss = slot->gauss;
        outcome = PyErr_Occurred() == NULL ? 0 : -1;
    } else if (PyErr_Occurred() == NULL) {
        PyErr_SetString(PyExc_SystemError, "the state of np.random is not what it was");
    }
    pyjit_drop(state);
    return outcome;
}

static int write_gauss(const PyjitGenerator *slot) {
    PyObject *state = PyObject_CallMethod(slot->owner, "get_state", "O", Py_False);
    PyObject *has = state == NULL ? NULL : PyLong_FromLongLong(slot->has_gauss != 0.0);
    PyObject *gauss = has == NULL ? NULL : PyFloat_FromDouble(slot->gauss);
    int outcome = -1;
    if (gauss != NULL && PyDict_SetItemString(state, "has_gauss", has) == 0 &&
        PyDict_SetItemString(state, "gauss", gauss) == 0) {
        PyObject *done = PyObject_CallMethod(slot->owner, "set_state", "O", state);
        outcome = done == NULL ? -1 : 0;
        pyjit_drop(done);
    }
    pyjit_drop(state);
    pyjit_drop(has);
    pyjit_drop(gauss);
    return outcome;
}

/* The generator behind the functions of `np.random`, as it is now. */
int pyjit_global_generator(PyjitGenerator **generators, PyjitGenerator *slot, int32_t with_gauss) {
    PyObject *module = PyImport_ImportModule("numpy.random");
    PyObject *mtrand = module == NULL ? NULL : PyObject_GetAttrString(module, "mtrand");
    PyObject *owner = mtrand == NULL ? NULL : PyObject_GetAttrString(mtrand, "_rand");
    PyObject *bits = owner == NULL ? NULL : PyObject_GetAttrString(owner, "_bit_generator");
    pyjit_drop(module);
    pyjit_drop(mtrand);
    int outcome = bits == NULL ? -1 : take(generators, slot, bits);
    pyjit_drop(bits);
    if (outcome != 0) {
        pyjit_drop(owner);
        return PYJIT_FAILED;
    }
    slot->owner = owner;
    slot->keeps_gauss = with_gauss;
    return with_gauss && read_gauss(slot) != 0 ? PYJIT_FAILED : PYJIT_DONE;
}

const PyjitListLayout pyjit_of_generator = {0};

/* What `np.random.default_rng` gives of a seed, or of none if it is negative; NULL where that fails.
 * Nobody else has it, so its lock stays open. */
PyjitBlock *pyjit_new_generator(int64_t seed) {
    PyjitBlock *block = pyjit_allocate(sizeof(PyjitGenerator));
    if (block == NULL) {
        return NULL;
    }
    PyjitGenerator *slot = (PyjitGenerator *)(void *)(block + 1), *others = NULL;
    memset(slot, 0, sizeof *slot);
    block->layout = PYJIT_OF_GENERATOR;
    PyObject *module = PyImport_ImportModule("numpy.random");
    PyObject *made = module == NULL ? NULL
                     : seed < 0     ? PyObject_CallMethod(module, "default_rng", NULL)
                                    : PyObject_CallMethod(module, "default_rng", "L", seed);
    PyObject *bits = made == NULL ? NULL : PyObject_GetAttrString(made, "bit_generator");
    int outcome = bits == NULL ? -1 : take(&others, slot, bits);
    slot->object = made;
    pyjit_drop(bits);
    pyjit_drop(module);
    if (outcome != 0) {
        PyErr_Clear();
        pyjit_release(block);
        return NULL;
    }
    return block;
}

void pyjit_free_generator(PyjitBlock *block) {
    PyjitGenerator *slot = (PyjitGenerator *)(void *)(block + 1);
    PyObject *class, *exception, *traceback;
    PyErr_Fetch(&class, &exception, &traceback);
    pyjit_drop(slot->lock);
    pyjit_drop(slot->bits);
    pyjit_drop(slot->object);
    PyErr_Restore(class, exception, traceback);
}

/* The object of a result. */
PyObject *pyjit_make_generator(const PyjitGenerator *slot) {
    Py_IncRef(slot->object);
    return slot->object;
}

/* Whether a generator of the call before that one has the same lock; it need not be one that a thread
 * may take twice. */
static int is_taken(const PyjitGenerator *generators, const PyjitGenerator *slot) {
    while (generators != slot) {
        if (generators->lock == slot->lock) {
            return 1;
        }
        generators = generators->next;
    }
    return 0;
}

static int call_lock(PyjitGenerator *slot, const char *name) {
    PyObject *done = PyObject_CallMethod(slot->lock, name, NULL);
    pyjit_drop(done);
    return done == NULL ? -1 : 0;
}

/* Takes the locks, in the order of their addresses, so that no two calls wait for each other. */
int pyjit_lock_generators(PyjitGenerator **generators) {
    for (;;) {
        PyjitGenerator *next = NULL;
        for (PyjitGenerator *slot = *generators; slot != NULL; slot = slot->next) {
            if (!slot->is_locked && !is_taken(*generators, slot) &&
                (next == NULL || (uintptr_t)slot->lock < (uintptr_t)next->lock)) {
                next = slot;
            }
        }
        if (next == NULL) {
            return PYJIT_DONE;
        }
        if (call_lock(next, "acquire") != 0) {
            return PYJIT_FAILED;
        }
        next->is_locked = 1;
    }
}

/* Calls `np.random.seed`. Who seeds may want the lock itself. What it raises, the end of the call
 * does. */
void pyjit_seed(PyjitContext *context, int64_t seed) {
    PyjitGenerator *slot = context->generator;
    PyObject *module = PyImport_ImportModule("numpy.random");
    int was_locked = slot->is_locked && call_lock(slot, "release") == 0;
    PyObject *done = module == NULL ? NULL : PyObject_CallMethod(module, "seed", "L", seed);
    if (done == NULL && slot->error == NULL) {
        PyObject *class, *traceback;
        PyErr_Fetch(&class, &slot->error, &traceback);
        pyjit_drop(traceback);
        if (slot->error == NULL) {
            slot->error = class;
        } else {
            pyjit_drop(class);
        }
    }
    PyErr_Clear();
    slot->has_gauss = slot->gauss = 0.0;
    slot->had_gauss = slot->last_gauss = 0.0;
    if (was_locked && call_lock(slot, "acquire") != 0) {
        PyErr_Clear();
        slot->is_locked = 0;
    }
    pyjit_drop(done);
    pyjit_drop(module);
}

static int end(PyjitGenerator *slot) {
    int outcome = PYJIT_DONE;
    if (slot->is_locked && call_lock(slot, "release") != 0) {
        outcome = PYJIT_FAILED;
    }
    if (slot->keeps_gauss && outcome == PYJIT_DONE &&
        (slot->has_gauss != slot->had_gauss ||
         memcmp(&slot->gauss, &slot->last_gauss, sizeof slot->gauss) != 0) &&
        write_gauss(slot) != 0) {
        outcome = PYJIT_FAILED;
    }
    if (slot->error != NULL && outcome == PYJIT_DONE) {
        PyErr_SetObject((PyObject *)Py_TYPE(slot->error), slot->error);
        outcome = PYJIT_FAILED;
    }
    pyjit_drop(slot->error);
    pyjit_drop(slot->lock);
    pyjit_drop(slot->bits);
    pyjit_drop(slot->owner);
    return outcome;
}

/* Lets go of the generators of a call; an exception that is set stays. */
int pyjit_end_generators(PyjitGenerator **generators) {
    PyObject *class, *exception, *traceback;
    PyErr_Fetch(&class, &exception, &traceback);
    int outcome = PYJIT_DONE;
    while (*generators != NULL) {
        PyjitGenerator *slot = *generators;
        *generators = slot->next;
        if (outcome != PYJIT_DONE) {
            PyErr_Clear(); /* one of them is enough */
        }
        if (end(slot) != PYJIT_DONE) {
            outcome = PYJIT_FAILED;
        }
    }
    if (class != NULL) {
        PyErr_Restore(class, exception, traceback);
    }
    return outcome;
}
