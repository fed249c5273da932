/* What kernels were built with: constants, callees and library functions are those of the source as
 * it was built. At the first call of a kernel each is compared with what its name means now; where
 * that is something else the Python function runs, and a warning says so. */
#include "runtime.h"

#include <string.h>

/* What comparing gives; `MISSING` where a name does not exist yet, or Python itself will fail. */
enum { SAME = 0, CHANGED, MISSING };

static int same_bits(double left, double right) {
    return memcmp(&left, &right, sizeof left) == 0 || (left != left && right != right);
}

static int same_text(PyObject *live, const char *text, Py_ssize_t length) {
    Py_ssize_t own = 0;
    const char *data = PyUnicode_AsUTF8AndSize(live, &own);
    return data != NULL && own == length && memcmp(data, text, (size_t)own) == 0;
}

static int same_constant(PyObject *live, const PyjitConstant *value);

/* Any sequence with the elements: tables may have been lists or arrays. */
static int same_elements(PyObject *live, const PyjitConstant *value) {
    PyObject *elements = PyObject_CallFunctionObjArgs((PyObject *)&PyTuple_Type, live, NULL);
    int same = elements != NULL && PyTuple_Size(elements) == value->count;
    for (int32_t index = 0; same && index < value->count; index++) {
        same = same_constant(PyTuple_GetItem(elements, index), value->parts[index]);
    }
    pyjit_drop(elements);
    return same;
}

/* The Python number of a constant, a new reference. */
static PyObject *number_of(const PyjitConstant *value) {
    switch (value->kind) {
    case PYJIT_KIND_BOOL: return PyBool_FromLong(value->number != 0);
    case PYJIT_KIND_INT:
        return value->text == NULL ? PyLong_FromLongLong(value->number)
                                   : PyLong_FromString(value->text, NULL, 10);
    case PYJIT_KIND_COMPLEX: return PyComplex_FromDoubles(value->real, value->imaginary);
    default: return PyFloat_FromDouble(value->real);
    }
}

/* Members of enumerations, NumPy's scalars and the like: by Python's `==`. */
static int equal_number(PyObject *live, const PyjitConstant *value) {
    PyObject *number = number_of(value);
    int equal = number == NULL ? -1 : PyObject_RichCompareBool(live, number, Py_EQ);
    if (equal == 0 && value->real != value->real) {
        equal = PyObject_RichCompareBool(live, live, Py_EQ) == 0; /* both are NaN */
    }
    pyjit_drop(number);
    return equal == 1;
}

/* Objects of Python's own classes must have the constant's class and bits: neither is 1 the same as
 * 1.0, nor 0.0 as -0.0. */
static int same_constant(PyObject *live, const PyjitConstant *value) {
    const PyTypeObject *class = Py_TYPE(live);
    if (live == Py_None) {
        return value->kind == PYJIT_KIND_NONE;
    }
    if (class == &PyBool_Type) {
        return value->kind == PYJIT_KIND_BOOL && (live == Py_True) == (value->number != 0);
    }
    if (class == &PyLong_Type) {
        return value->kind == PYJIT_KIND_INT && equal_number(live, value);
    }
    if (class == &PyFloat_Type) {
        return value->kind == PYJIT_KIND_FLOAT && same_bits(PyFloat_AsDouble(live), value->real);
    }
    if (class == &PyComplex_Type) {
        return value->kind == PYJIT_KIND_COMPLEX &&
               same_bits(PyComplex_RealAsDouble(live), value->real) &&
               same_bits(PyComplex_ImagAsDouble(live), value->imaginary);
    }
    switch (value->kind) {
    case PYJIT_KIND_NONE: return 0;
    case PYJIT_KIND_TUPLE: return same_elements(live, value);
    case PYJIT_KIND_STR:
        return pyjit_is_instance(live, &PyUnicode_Type) &&
               same_text(live, value->text, value->count);
    default: return equal_number(live, value);
    }
}

/* The Python function of a kernel of this or another extension, or the object itself. New
 * reference; NULL without an exception where it is neither. */
static PyObject *function_of(PyObject *live, const PyjitKernel *kernel) {
    if (Py_TYPE(live) == Py_TYPE(kernel->function)) {
        Py_IncRef(live);
        return live;
    }
    PyObject *class = (PyObject *)Py_TYPE(live);
    PyObject *signatures = PyObject_GetAttrString(class, "__pyjit_signatures__");
    PyObject *wrapped =
        signatures == NULL ? NULL : PyObject_GetAttrString(live, "__wrapped__");
    pyjit_drop(signatures);
    PyErr_Clear();
    return wrapped;
}

/* Whether it is the function that stood there, by its name and line. */
static int same_function(PyObject *function, const PyjitFrozen *frozen, const uint32_t *lines) {
    PyObject *name = PyObject_GetAttrString(function, "__qualname__");
    PyObject *code = name == NULL ? NULL : PyObject_GetAttrString(function, "__code__");
    PyObject *line = code == NULL ? NULL : PyObject_GetAttrString(code, "co_firstlineno");
    int same = line != NULL && PyLong_AsLong(line) == (long)lines[frozen->line] &&
               same_text(name, frozen->text, (Py_ssize_t)strlen(frozen->text));
    pyjit_drop(name);
    pyjit_drop(code);
    pyjit_drop(line);
    return same;
}

static int same_kernel(PyObject *live, const PyjitFrozen *frozen, const PyjitKernel *kernel,
                       const uint32_t *lines) {
    PyObject *function = function_of(live, kernel);
    int same = function != NULL && same_function(function, frozen, lines);
    pyjit_drop(function);
    if (same && Py_TYPE(live) == pyjit_state.kernel_type) {
        same = !pyjit_defaults_changed((PyjitKernel *)live);
    }
    return same;
}

/* What a library has under a dotted name, or NULL with an exception. */
static PyObject *library_member(const char *dotted) {
    char name[256];
    PyObject *found = NULL;
    do {
        const char *end = strchr(dotted, '.');
        size_t length = end == NULL ? strlen(dotted) : (size_t)(end - dotted);
        if (length >= sizeof name) {
            length = sizeof name - 1;
        }
        memcpy(name, dotted, length);
        name[length] = '\0';
        PyObject *next = found == NULL ? PyImport_ImportModule(name)
                                       : PyObject_GetAttrString(found, name);
        pyjit_drop(found);
        found = next;
        dotted = end == NULL ? NULL : end + 1;
    } while (found != NULL && dotted != NULL);
    return found;
}

/* Whether a value is the dtype that is made of a literal; -1 on failure. */
static int same_dtype(PyObject *live, const char *literal) {
    PyObject *dtype = pyjit_record_dtype(literal);
    return dtype == NULL ? -1 : PyObject_RichCompareBool(live, dtype, Py_EQ);
}

/* What has no object of its own in the library is taken to be unchanged. */
static int same_library(PyObject *live, const char *dotted) {
    if (*dotted == '{' || *dotted == '\'') {
        return same_dtype(live, dotted) == 1;
    }
    if (*dotted == '@') {
        return pyjit_is_this_time(live, dotted + 1);
    }
    PyObject *member = library_member(dotted);
    int same = member == NULL || member == live;
    pyjit_drop(member);
    return same;
}

static int compare(const PyjitFrozen *frozen, const PyjitKernel *kernel, const uint32_t *lines) {
    int is_own = strcmp(frozen->module, kernel->entries[0]->module) == 0;
    PyObject *live =
        is_own ? pyjit_find_beside(kernel->function, frozen->names, frozen->names_length)
               : pyjit_find(frozen->module, frozen->names, frozen->names_length);
    if (live == NULL) {
        PyErr_Clear();
        return MISSING;
    }
    int same;
    switch (frozen->kind) {
    case PYJIT_FROZEN_CONSTANT: same = same_constant(live, frozen->value); break;
    case PYJIT_FROZEN_KERNEL: same = same_kernel(live, frozen, kernel, lines); break;
    case PYJIT_FROZEN_NUMBER:
        if (!frozen->line && pyjit_is_unsettled(frozen)) {
            Py_DecRef(live);
            return MISSING;
        }
        same = pyjit_read_number(live, frozen);
        break;
    default: same = same_library(live, frozen->text); break;
    }
    PyErr_Clear();
    Py_DecRef(live);
    return same ? SAME : CHANGED;
}

/* `a.b` of names that stand one behind the other. New reference. */
static PyObject *spelled(const PyjitFrozen *frozen) {
    PyObject *text = PyUnicode_FromString(frozen->names);
    const char *end = frozen->names + frozen->names_length;
    const char *name = frozen->names + strlen(frozen->names) + 1;
    for (; text != NULL && name < end; name += strlen(name) + 1) {
        PyObject *longer = PyUnicode_FromFormat("%U.%s", text, name);
        Py_DecRef(text);
        text = longer;
    }
    return text;
}

/* -1 with an exception where warnings are errors. */
static int warn(PyjitKernel *kernel, const PyjitFrozen *frozen) {
    const PyjitEntry *entry = kernel->entries[0];
    const char *how = pyjit_kernel_elsewhere((PyObject *)kernel) == NULL ? "runs in Python"
                                                                         : "does not run compiled";
    if (frozen == NULL) {
        return PyErr_WarnFormat(PyExc_RuntimeWarning, 1,
                                "%s.%s() %s: its defaults are no longer those that it "
                                "was defined with",
                                entry->module, entry->qualified_name, how);
    }
    PyObject *name = spelled(frozen);
    int outcome = name == NULL
                      ? -1
                  : frozen->kind == PYJIT_FROZEN_NUMBER && pyjit_is_in_use(frozen)
                      ? PyErr_WarnFormat(PyExc_RuntimeWarning, 1,
                                         "%s.%s() %s: '%U' of %s is not the number that "
                                         "it was when kernels in use were first called",
                                         entry->module, entry->qualified_name, how, name,
                                         frozen->module)
                  : frozen->kind == PYJIT_FROZEN_NUMBER
                      ? PyErr_WarnFormat(PyExc_RuntimeWarning, 1,
                                         "%s.%s() %s: '%U' of %s is not of the type "
                                         "'%s', which the source says",
                                         entry->module, entry->qualified_name, how, name,
                                         frozen->module, frozen->text)
                      : PyErr_WarnFormat(PyExc_RuntimeWarning, 1,
                                         "%s.%s() %s: '%U' of %s is no longer what it "
                                         "was when this was compiled",
                                         entry->module, entry->qualified_name, how, name,
                                         frozen->module);
    pyjit_drop(name);
    return outcome;
}

/* The vectorcall of a kernel until it is known that nothing was changed. */
PyObject *pyjit_first_call(PyObject *self, PyObject *const *arguments, size_t nargsf,
                           PyObject *names) {
    PyjitKernel *kernel = (PyjitKernel *)self;
    const PyjitFrozen *changed = NULL;
    int outcome = pyjit_defaults_changed(kernel) ? CHANGED : SAME;
    for (int64_t at = 0; outcome == SAME && at < kernel->count; at++) {
        const PyjitEntry *entry = kernel->entries[at];
        for (int32_t index = 0; outcome == SAME && index < entry->frozen_count; index++) {
            changed = entry->frozen[index];
            outcome = compare(changed, kernel, entry->lines);
        }
    }
    if (outcome == SAME) {
        if (kernel->vectorcall == pyjit_first_call) { /* and not already by another thread */
            pyjit_count_numbers(kernel, 1);
        }
        kernel->vectorcall = kernel->count == 1 ? kernel->entries[0]->call : pyjit_dispatch;
        return kernel->vectorcall(self, arguments, nargsf, names);
    }
    if (outcome == CHANGED) {
        kernel->vectorcall = pyjit_always_python;
        return warn(kernel, changed) == 0 ? pyjit_always_python(self, arguments, nargsf, names)
                                          : NULL;
    }
    return pyjit_run_python(kernel, arguments, nargsf, names);
}

PyObject *pyjit_always_python(PyObject *self, PyObject *const *arguments, size_t nargsf,
                              PyObject *names) {
    return pyjit_run_python((PyjitKernel *)self, arguments, nargsf, names);
}
