/* Kernels with several signatures: picking the one that fits the arguments. */
#include "runtime.h"

/* How well a value fits: an integer goes rather to an integer type than to a float. */
enum { FAILED = -1, NO_MATCH = 0, CONVERTIBLE = 1, NEAR = 2, EXACT = 3 };

/* Of what does not fit, and of an error that belongs to the argument: its `__index__` raised it. */
static int no_match(void) {
    return PyErr_Occurred() == NULL ? NO_MATCH : FAILED;
}

static int match_array(const PyjitEntry *entry, PyObject *value, const PyjitType *type) {
    Py_buffer view;
    if (pyjit_argument_container(entry, PYJIT_ONLY_TRIED, value, value, type) != PYJIT_DONE ||
        pyjit_argument_array(entry, PYJIT_ONLY_TRIED, value, value, type, &view) < 0) {
        return no_match();
    }
    PyBuffer_Release(&view);
    return EXACT;
}

/* Whether it is NumPy's scalar of that kind. */
int pyjit_is_sized(PyObject *value, int32_t kind) {
    static const char *const names[] = {"bool",  "int8",   "int16",  "int32",   "int64",  "uint8",
                                        "uint16", "uint32", "uint64", "float32", "float64"};
    if (Py_TYPE(value) == &PyLong_Type || kind < 0 || kind > PYJIT_KIND_F64) {
        return 0;
    }
    const char *before_numpy_2 = kind == PYJIT_KIND_NUMPY_BOOL ? "bool_" : names[kind];
    return pyjit_is_numpy_scalar(value, names[kind], before_numpy_2);
}

static int match(const PyjitEntry *entry, PyObject *value, const PyjitType *type);

/* A list fits as well as the element that fits least; one without elements fits every list. */
static int match_list(const PyjitEntry *entry, PyObject *value, const PyjitType *type) {
    if (Py_TYPE(value) != &PyList_Type || (type->count == 0 && PyList_Size(value) > 0)) {
        return NO_MATCH;
    }
    int worst = EXACT;
    /* What looks at an element may be Python's code, and change the list. */
    for (Py_ssize_t at = 0; worst > NO_MATCH && at < PyList_Size(value); at++) {
        PyObject *element = PyList_GetItem(value, at);
        Py_IncRef(element);
        int one = match(entry, element, type->elements[0]);
        Py_DecRef(element);
        worst = one < worst ? one : worst;
    }
    return worst;
}

/* How well a value fits a type. Conversions are tried, since they alone know what they take. */
static int match(const PyjitEntry *entry, PyObject *value, const PyjitType *type) {
    int64_t integer;
    double number, parts[2];
    float narrow;
    int outcome, exact;
    if ((type->kind == PYJIT_KIND_INT && Py_TYPE(value) == &PyLong_Type) ||
        (type->kind == PYJIT_KIND_FLOAT && Py_TYPE(value) == &PyFloat_Type)) {
        return EXACT; /* the usual, without trying the conversion */
    }
    if ((type->kind <= PYJIT_KIND_U64 || type->kind == PYJIT_KIND_BOOL ||
         type->kind == PYJIT_KIND_INT) &&
        Py_TYPE(value) == &PyFloat_Type) {
        return NO_MATCH;
    }
    switch (type->kind) {
    case PYJIT_KIND_ARRAY:
        return match_array(entry, value, type);
    case PYJIT_KIND_TUPLE:
    case PYJIT_KIND_NAMED:
        exact = EXACT;
        outcome = type->kind == PYJIT_KIND_NAMED
                      ? pyjit_argument_named(entry, PYJIT_ONLY_TRIED, value, value, type)
                      : pyjit_argument_tuple(entry, PYJIT_ONLY_TRIED, value, value, type->count);
        for (int32_t at = 0; outcome == PYJIT_DONE && exact > NO_MATCH && at < type->count; at++) {
            int element = match(entry, PyTuple_GetItem(value, at), type->elements[at]);
            exact = element < exact ? element : exact;
        }
        return outcome == PYJIT_DONE ? exact : no_match();
    case PYJIT_KIND_OPTIONAL:
        return value == Py_None ? EXACT : match(entry, value, type->elements[0]);
    case PYJIT_KIND_NONE:
        return value == Py_None ? EXACT : NO_MATCH;
    case PYJIT_KIND_STR:
        exact = Py_TYPE(value) == &PyUnicode_Type ? EXACT : CONVERTIBLE;
        outcome = exact == EXACT ? PYJIT_DONE
                                 : pyjit_argument_text(entry, PYJIT_ONLY_TRIED, value, value);
        break;
    case PYJIT_KIND_BOOL:
    case PYJIT_KIND_NUMPY_BOOL:
        exact = Py_TYPE(value) == &PyBool_Type ? EXACT : NEAR;
        outcome = pyjit_argument_bool(entry, PYJIT_ONLY_TRIED, value, value, &integer);
        break;
    case PYJIT_KIND_FLOAT:
    case PYJIT_KIND_F64:
        exact = pyjit_is_instance(value, &PyFloat_Type) ? EXACT : CONVERTIBLE;
        outcome = pyjit_argument_float(entry, PYJIT_ONLY_TRIED, value, value, &number);
        break;
    case PYJIT_KIND_COMPLEX:
    case PYJIT_KIND_C128:
        exact = pyjit_is_instance(value, &PyComplex_Type) ? EXACT : CONVERTIBLE;
        outcome = pyjit_argument_complex(entry, PYJIT_ONLY_TRIED, value, value, parts);
        break;
    case PYJIT_KIND_C64:
        exact = pyjit_is_numpy_scalar(value, "complex64", "complex64") ? EXACT : CONVERTIBLE;
        outcome = pyjit_argument_complex64(entry, PYJIT_ONLY_TRIED, value, value, parts);
        break;
    case PYJIT_KIND_LIST:
        return match_list(entry, value, type);
    case PYJIT_KIND_RANGE:
        return Py_TYPE(value) == &PyRange_Type ? EXACT : NO_MATCH;
    case PYJIT_KIND_GENERATOR:
        return pyjit_is_generator(value) ? EXACT : NO_MATCH;
    case PYJIT_KIND_TIME:
        exact = EXACT;
        outcome = pyjit_argument_time(entry, PYJIT_ONLY_TRIED, value, value, type, &integer);
        break;
    case PYJIT_KIND_F32:
        exact = pyjit_is_numpy_scalar(value, "float32", "float32") ? EXACT : CONVERTIBLE;
        outcome = pyjit_argument_f32(entry, PYJIT_ONLY_TRIED, value, value, &narrow);
        break;
    case PYJIT_KIND_INT:
        exact = Py_TYPE(value) == &PyLong_Type ? EXACT : NEAR;
        outcome = pyjit_argument_int(entry, PYJIT_ONLY_TRIED, value, value, &integer);
        break;
    default:
        exact = pyjit_is_sized(value, type->kind) ? EXACT : NEAR;
        if (type->kind == PYJIT_KIND_I64 && Py_TYPE(value) == &PyLong_Type) {
            exact = EXACT; /* the type of its width that NumPy takes an `int` for */
        }
        outcome = pyjit_argument_sized(entry, PYJIT_ONLY_TRIED, value, value, type->kind, &integer);
        break;
    }
    return outcome == PYJIT_FAILED ? no_match() : exact;
}

static int match_all(const PyjitEntry *entry, PyObject *const *bound) {
    int worst = EXACT;
    for (int index = 0; worst > NO_MATCH && index < entry->parameter_count; index++) {
        int one = match(entry, bound[index], entry->parameters[index].type);
        worst = one < worst ? one : worst;
    }
    return worst;
}

/* What to do about the first argument that is a buffer where some signature wants an array. */
static PyObject *hint(PyjitKernel *kernel, PyObject *const *bound) {
    int64_t parameters = kernel->entries[0]->parameter_count;
    for (int64_t place = 0; place < parameters * kernel->count; place++) {
        const PyjitEntry *entry = kernel->entries[place % kernel->count];
        int64_t index = place / kernel->count;
        PyObject *text = pyjit_array_hint(entry->parameters[index].type, bound[index]);
        if (text == NULL || PyUnicode_GetLength(text) > 0) {
            return text;
        }
        Py_DecRef(text);
    }
    return PyUnicode_FromString("");
}

/* The types of the arguments, and the signatures that there are. */
static PyObject *refuse(PyjitKernel *kernel, PyObject *const *bound) {
    const PyjitEntry *entry = kernel->entries[0];
    PyObject *types = PyTuple_New(entry->parameter_count);
    PyObject *separator = PyUnicode_FromString(", "), *given = NULL, *known = NULL, *advice = NULL;
    int complete = types != NULL && separator != NULL;
    for (int index = 0; complete && index < entry->parameter_count; index++) {
        PyObject *type = pyjit_describe(bound[index]);
        complete = type != NULL && PyTuple_SetItem(types, index, type) == 0;
    }
    if (complete) {
        given = PyUnicode_Join(separator, types);
        known = given == NULL ? NULL : PyUnicode_Join(separator, kernel->signatures);
    }
    advice = known == NULL ? NULL : hint(kernel, bound);
    if (advice != NULL) {
        PyErr_Format(PyExc_TypeError, "%s.%s(): no signature takes (%S); there are %S%S",
                     entry->module, entry->qualified_name, given, known, advice);
    }
    pyjit_drop(types);
    pyjit_drop(separator);
    pyjit_drop(given);
    pyjit_drop(known);
    pyjit_drop(advice);
    return NULL;
}

/* The vectorcall of a kernel with several signatures: the first that takes all arguments as they
 * are, else the first that can convert them. */
PyObject *pyjit_dispatch(PyObject *self, PyObject *const *arguments, size_t nargsf,
                         PyObject *names) {
    PyjitKernel *kernel = (PyjitKernel *)self;
    const PyjitEntry *first = kernel->entries[0], *chosen = NULL;
    PyObject *room[first->parameter_count + 1];
    PyObject *const *bound = arguments;
    if (names != NULL || first->keyword_only > 0 ||
        (nargsf & COUNT_MASK) != (size_t)first->parameter_count) {
        if (pyjit_bind(kernel, first, arguments, nargsf, names, room) != PYJIT_DONE) {
            return pyjit_run_python(kernel, arguments, nargsf, names);
        }
        bound = room;
    }
    int best = NO_MATCH;
    for (int64_t index = 0; best != EXACT && best != FAILED && index < kernel->count; index++) {
        int score = match_all(kernel->entries[index], bound);
        if (score == FAILED) {
            best = FAILED;
        } else if (score > best) {
            best = score;
            chosen = kernel->entries[index];
        }
    }
    if (best == FAILED) {
        return NULL;
    }
    if (chosen == NULL && first->pure && pyjit_in_python() == PYJIT_RERUN) {
        return pyjit_run_python(kernel, arguments, nargsf, names);
    }
    return chosen == NULL ? refuse(kernel, bound) : chosen->call(self, arguments, nargsf, names);
}
