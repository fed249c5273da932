/* Kernels whose signatures were recorded from use: the argument types of each are what they are,
 * and nothing is converted. What comes with other types runs in Python. */
#include "versions.h"

/* The values are arguments of a call; nothing of them is kept. */
static int is_exactly(const PyjitEntry *entry, PyObject *value, const PyjitType *type,
                      int numbas);

static int is_array(const PyjitEntry *entry, PyObject *value, const PyjitType *type) {
    Py_buffer view;
    int is_numpy = type->container == PYJIT_CONTAINER_ARRAY;
    if (is_numpy && Py_TYPE(value) != pyjit_state.ndarray &&
        !pyjit_is_numpy_scalar(value, "memmap", "memmap")) {
        return 0;
    }
    if (pyjit_argument_array(entry, PYJIT_ONLY_TRIED, value, value, type, &view) < 0) {
        return 0;
    }
    PyBuffer_Release(&view);
    return 1;
}

static int are_exactly(const PyjitEntry *entry, PyObject *tuple, const PyjitType *type,
                       int numbas) {
    for (int32_t at = 0; at < type->count; at++) {
        if (!is_exactly(entry, PyTuple_GetItem(tuple, at), type->elements[at], numbas)) {
            return 0;
        }
    }
    return 1;
}

static int is_list(const PyjitEntry *entry, PyObject *value, const PyjitType *type) {
    if (Py_TYPE(value) != &PyList_Type || (type->count == 0 && PyList_Size(value) > 0)) {
        return 0;
    }
    int same = 1;
    for (Py_ssize_t at = 0; same && at < PyList_Size(value); at++) {
        PyObject *element = PyList_GetItem(value, at);
        Py_IncRef(element); /* the look-up of a class may be Python's code, and change the list */
        same = is_exactly(entry, element, type->elements[0], 0);
        Py_DecRef(element);
    }
    return same;
}

/* Whether the table of `_argument_types.py` has this type for the value; an exception may be set. */
static int is_exactly(const PyjitEntry *entry, PyObject *value, const PyjitType *type,
                      int numbas) {
    PyTypeObject *class = Py_TYPE(value);
    int64_t number;
    switch (type->kind) {
    case PYJIT_KIND_NONE:
        return value == Py_None;
    case PYJIT_KIND_BOOL:
        return class == &PyBool_Type || (numbas && pyjit_is_sized(value, PYJIT_KIND_NUMPY_BOOL));
    case PYJIT_KIND_INT:
        return class == &PyLong_Type || (numbas && pyjit_is_sized(value, PYJIT_KIND_I64));
    case PYJIT_KIND_FLOAT:
        return class == &PyFloat_Type || (numbas && pyjit_is_sized(value, PYJIT_KIND_F64));
    case PYJIT_KIND_COMPLEX:
        return class == &PyComplex_Type;
    case PYJIT_KIND_STR:
        return class == &PyUnicode_Type;
    case PYJIT_KIND_RANGE:
        return class == &PyRange_Type;
    case PYJIT_KIND_C64:
        return pyjit_is_numpy_scalar(value, "complex64", "complex64");
    case PYJIT_KIND_C128:
        return pyjit_is_numpy_scalar(value, "complex128", "complex128");
    case PYJIT_KIND_GENERATOR:
        return pyjit_is_generator(value);
    case PYJIT_KIND_TIME:
        return pyjit_argument_time(entry, PYJIT_ONLY_TRIED, value, value, type, &number) ==
               PYJIT_DONE;
    case PYJIT_KIND_ARRAY:
        return pyjit_argument_container(entry, PYJIT_ONLY_TRIED, value, value, type) ==
                   PYJIT_DONE &&
               is_array(entry, value, type);
    case PYJIT_KIND_TUPLE:
        return class == &PyTuple_Type && PyTuple_Size(value) == type->count &&
               are_exactly(entry, value, type, numbas);
    case PYJIT_KIND_NAMED:
        return pyjit_argument_named(entry, PYJIT_ONLY_TRIED, value, value, type) == PYJIT_DONE &&
               are_exactly(entry, value, type, numbas);
    case PYJIT_KIND_LIST:
        return is_list(entry, value, type);
    case PYJIT_KIND_OPTIONAL:
        return value == Py_None || is_exactly(entry, value, type->elements[0], numbas);
    default:
        return pyjit_is_sized(value, type->kind);
    }
}

static int takes(const PyjitEntry *entry, PyObject *values, int numbas) {
    int fits = PyTuple_Size(values) == entry->parameter_count;
    for (int32_t index = 0; fits && index < entry->parameter_count; index++) {
        fits = is_exactly(entry, PyTuple_GetItem(values, index), entry->parameters[index].type,
                          numbas);
        PyErr_Clear(); /* what could not be looked at is nothing that was recorded */
    }
    return fits;
}

/* The types of the arguments, as messages name them; NULL with an exception. */
static PyObject *described(PyObject *values) {
    Py_ssize_t count = PyTuple_Size(values);
    PyObject *types = PyTuple_New(count), *separator = PyUnicode_FromString(", ");
    int complete = types != NULL && separator != NULL;
    for (Py_ssize_t index = 0; complete && index < count; index++) {
        PyObject *type = pyjit_describe(PyTuple_GetItem(values, index));
        complete = type != NULL && PyTuple_SetItem(types, index, type) == 0;
    }
    PyObject *text = complete ? PyUnicode_Join(separator, types) : NULL;
    pyjit_drop(types);
    pyjit_drop(separator);
    return text;
}

/* Whether the variable PYJIT_FALLBACK is 0: what was not recorded is an error then. */
static int is_error(void) {
    PyObject *os = PyImport_ImportModule("os");
    PyObject *variables = os == NULL ? NULL : PyObject_GetAttrString(os, "environ");
    PyObject *value = variables == NULL
                          ? NULL
                          : PyObject_CallMethod(variables, "get", "s", "PYJIT_FALLBACK");
    int is_zero = value != NULL && Py_TYPE(value) == &PyUnicode_Type &&
                  PyUnicode_CompareWithASCIIString(value, "0") == 0;
    pyjit_drop(os);
    pyjit_drop(variables);
    pyjit_drop(value);
    PyErr_Clear();
    return is_zero;
}

/* Says through `logging` that a call runs in Python. */
static void tell(const PyjitEntry *entry, PyObject *given) {
    PyObject *text = PyUnicode_FromFormat("%s.%s() runs in Python for (%S), which it was not "
                                          "compiled for",
                                          entry->module, entry->qualified_name, given);
    PyObject *logging = text == NULL ? NULL : PyImport_ImportModule("logging");
    PyObject *logger =
        logging == NULL ? NULL : PyObject_CallMethod(logging, "getLogger", "s", "pyjit");
    /* The text has no `%` for the logger to fill in: it is an argument. */
    PyObject *done = logger == NULL ? NULL
                                    : PyObject_CallMethod(logger, "info", "sO", "%s", text);
    pyjit_drop(text);
    pyjit_drop(logging);
    pyjit_drop(logger);
    pyjit_drop(done);
    PyErr_Clear(); /* a call does not fail for it */
}

/* What to call for arguments of types that were not recorded: the Python function, or what stands in
 * place of Numba knows it. New reference; NULL with an exception. */
static PyObject *not_compiled(PyObject *made, const PyjitEntry *entry, PyObject *values) {
    PyObject *given = described(values), *chosen = NULL;
    PyObject *elsewhere = pyjit_kernel_elsewhere(made);
    if (given != NULL && is_error()) {
        PyErr_Format(PyExc_TypeError,
                     "%s.%s() was not compiled for (%S): record a run with these types, and build "
                     "again",
                     entry->module, entry->qualified_name, given);
    } else if (given != NULL && elsewhere != NULL) {
        chosen = PyObject_CallMethod(elsewhere, "_for_types", "O", given);
    } else if (given != NULL) {
        tell(entry, given);
        chosen = ((PyjitKernel *)made)->function;
        Py_IncRef(chosen);
    }
    pyjit_drop(given);
    return chosen;
}

/* The hook of such a kernel: what to call for arguments of new types. Its state is a tuple of the
 * kernels, one for each signature. */
static PyObject *select_version(PyObject *unused, PyObject *arguments) {
    PyObject *made, *values;
    (void)unused;
    if (!PyArg_ParseTuple(arguments, "OO:select", &made, &values)) {
        return NULL;
    }
    PyObject *kernels = PyObject_GetAttrString(made, "__pyjit_state__");
    PyObject *chosen = NULL;
    Py_ssize_t count = kernels == NULL ? -1 : PyTuple_Size(kernels);
    /* To Numba its own numbers and NumPy's of their width are of one type. */
    int numbas = pyjit_kernel_elsewhere(made) != NULL;
    for (Py_ssize_t index = 0; chosen == NULL && index < count; index++) {
        PyObject *kernel = PyTuple_GetItem(kernels, index);
        chosen = takes(((PyjitKernel *)kernel)->entries[0], values, numbas) ? kernel : NULL;
        if (chosen != NULL) {
            Py_IncRef(chosen);
        }
    }
    int is_kernel = chosen != NULL;
    if (count > 0 && chosen == NULL) {
        const PyjitKernel *first = (PyjitKernel *)PyTuple_GetItem(kernels, 0);
        chosen = not_compiled(made, first->entries[0], values);
    }
    PyObject *answer = NULL, *none = Py_None;
    if (chosen != NULL) {
        answer = PyTuple_New(4);
        PyObject *parts[] = {chosen, is_kernel ? Py_True : Py_False, Py_False,
                             ((PyjitKernel *)made)->signatures};
        for (Py_ssize_t index = 0; answer != NULL && index < 4; index++) {
            Py_IncRef(parts[index] == NULL ? none : parts[index]);
            PyTuple_SetItem(answer, index, parts[index] == NULL ? none : parts[index]);
        }
    }
    pyjit_drop(chosen);
    pyjit_drop(kernels);
    return answer;
}

static PyMethodDef selecting = {"select", select_version, METH_VARARGS, NULL};

/* A kernel with recorded signatures in place of a Python function. */
PyObject *pyjit_recorded_new(const PyjitEntry *const *entries, int64_t count, PyObject *function) {
    if (pyjit_versions_type_ready() != 0) {
        return NULL;
    }
    PyObject *kernels = PyTuple_New((Py_ssize_t)count);
    for (int64_t index = 0; kernels != NULL && index < count; index++) {
        PyObject *kernel = pyjit_kernel_new(&entries[index], 1, function);
        if (kernel == NULL || PyTuple_SetItem(kernels, (Py_ssize_t)index, kernel) != 0) {
            Py_DecRef(kernels);
            kernels = NULL;
        }
    }
    PyObject *hook = kernels == NULL ? NULL : PyCFunction_NewEx(&selecting, NULL, NULL);
    PyObject *self = hook == NULL ? NULL : pyjit_versions_new(function, kernels, hook);
    if (self != NULL && pyjit_versions_fix(self, entries, count) != 0) {
        Py_DecRef(self);
        self = NULL;
    }
    pyjit_drop(kernels);
    pyjit_drop(hook);
    return self;
}
