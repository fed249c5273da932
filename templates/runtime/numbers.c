/* Numbers of modules whose values the source does not tell, as that of `math.log(2)` or of what a
 * `try` decides: the first call of a kernel reads them, if they are of the class that the compiler
 * took them to be of. */
#include "runtime.h"

#include <string.h>

/* Whether the module that an object is, or that names come from, still runs. */
static int is_initializing(PyObject *spec) {
    PyObject *flag = spec == NULL ? NULL : PyObject_GetAttrString(spec, "_initializing");
    int initializing = flag != NULL && PyObject_IsTrue(flag) == 1;
    pyjit_drop(flag);
    pyjit_drop(spec);
    PyErr_Clear();
    return initializing;
}

static int is_main(const char *module) {
    PyObject *name = pyjit_global(module, "__name__");
    int same = name != NULL && pyjit_is_instance(name, &PyUnicode_Type) &&
               PyUnicode_CompareWithASCIIString(name, "__main__") == 0;
    pyjit_drop(name);
    PyErr_Clear();
    return same;
}

/* Whether the module may assign the number again, since it has not been run to its end; that of a
 * program has not before all is over. */
int pyjit_is_unsettled(const PyjitFrozen *frozen) {
    if (is_main(frozen->module)) {
        return 1;
    }
    if (is_initializing(pyjit_global(frozen->module, "__spec__"))) {
        return 1;
    }
    /* What stands before the last dot may be a module. */
    const char *end = frozen->names + frozen->names_length - 1;
    while (end > frozen->names && end[-1] != '\0') {
        end--;
    }
    if (end == frozen->names) {
        return 0;
    }
    PyObject *owner = pyjit_find(frozen->module, frozen->names, end - frozen->names);
    PyObject *spec = owner == NULL ? NULL : PyObject_GetAttrString(owner, "__spec__");
    pyjit_drop(owner);
    return is_initializing(spec);
}

/* 0 where it is no `int` of 64 bits. */
static int read_integer(PyObject *number, int64_t *out) {
    int overflow = 0;
    *out = PyLong_AsLongLongAndOverflow(number, &overflow);
    return overflow == 0 && !PyErr_Occurred();
}

/* Of NumPy's scalars, whose class is known to be the right one. */
static int read_sized(PyObject *live, int32_t kind, int64_t *out) {
    if (kind == PYJIT_KIND_F32 || kind == PYJIT_KIND_F64) {
        double value = PyFloat_AsDouble(live);
        memcpy(out, &value, sizeof value);
        return !PyErr_Occurred();
    }
    if (kind == PYJIT_KIND_NUMPY_BOOL) {
        *out = PyObject_IsTrue(live);
        return *out >= 0;
    }
    PyObject *number = PyNumber_Index(live);
    if (number != NULL && kind == PYJIT_KIND_U64) {
        *out = (int64_t)PyLong_AsUnsignedLongLong(number);
    }
    int good = number != NULL &&
               (kind == PYJIT_KIND_U64 ? !PyErr_Occurred() : read_integer(number, out));
    pyjit_drop(number);
    return good;
}

/* Whether a kernel uses the number that it has read. */
int pyjit_is_in_use(const PyjitFrozen *frozen) {
    return frozen->number[1] > 0;
}

/* 1 where the number has the class that was taken for granted, and is the one that other kernels of
 * the extension use: those of a module that was imported anew may find another one. An exception may
 * be set else. */
int pyjit_read_number(PyObject *live, const PyjitFrozen *frozen) {
    const PyTypeObject *class = Py_TYPE(live);
    int32_t kind = frozen->value->kind;
    int64_t bits = 0;
    int good = 0;
    if (kind == PYJIT_KIND_BOOL) {
        good = class == &PyBool_Type;
        bits = live == Py_True;
    } else if (kind == PYJIT_KIND_INT) {
        good = class == &PyLong_Type && read_integer(live, &bits);
    } else if (kind == PYJIT_KIND_FLOAT) {
        double value = class == &PyFloat_Type ? PyFloat_AsDouble(live) : 0;
        good = class == &PyFloat_Type;
        memcpy(&bits, &value, sizeof value);
    } else {
        good = pyjit_is_sized(live, kind) && read_sized(live, kind, &bits);
    }
    if (!good || (pyjit_is_in_use(frozen) && frozen->number[0] != bits)) {
        return 0;
    }
    frozen->number[0] = bits;
    return 1;
}

/* Counts a kernel that uses the numbers it has read (1), or does so no more (-1). */
void pyjit_count_numbers(const PyjitKernel *kernel, int change) {
    for (int64_t at = 0; at < kernel->count; at++) {
        const PyjitEntry *entry = kernel->entries[at];
        for (int32_t index = 0; index < entry->frozen_count; index++) {
            if (entry->frozen[index]->kind == PYJIT_FROZEN_NUMBER) {
                entry->frozen[index]->number[1] += change;
            }
        }
    }
}
