/* A kernel with one version for each combination of types that it was called with. Which version
 * takes the arguments of a call is told by their types; for new ones a function of Python is asked,
 * the hook, which compiles one. */
#include "versions.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The callable for arguments of these types. */
typedef struct {
    PyObject *callable;
    PyObject **kept; /* the classes and dtypes among the words, which must not make room for others */
    uint64_t *words;
    uint8_t *forms; /* of the arguments' words */
    int32_t word_count;
    int32_t kept_count;
    int32_t is_kernel; /* of pyjit: it has a vectorcall where a `PyjitKernel` has it */
} Version;

/* What `kernel` says of entries is said of the parameters alone. */
typedef struct {
    PyjitKernel kernel;
    PyjitEntry entry;
    const PyjitEntry *entries[1];
    PyjitParameter *parameters;
    PyObject *names[3]; /* that the entry's texts belong to, and those of its parameters */
    PyObject *hook;
    PyObject *state; /* what the hook keeps of it */
    Version *versions;
    Version whatever; /* where one callable takes all arguments */
    PyObject *retired; /* a list of callables that are no longer called, while calls are under way */
    int64_t under_way; /* calls of versions, which hold no reference of their own */
    int32_t version_count;
    int32_t binds;    /* its parameters are what kernels can have: no `*args` */
    int32_t is_fixed; /* its versions were compiled when its package was built */
    int32_t samples;  /* of its arguments, see `PyjitTags` */
} Versions;

/* Drops the callable of a version when no call can be inside it any more. */
static void retire(Versions *it, PyObject *callable) {
    if (callable == NULL || it->under_way == 0) {
        pyjit_drop(callable);
        return;
    }
    if (it->retired == NULL) {
        it->retired = PyList_New(0);
    }
    if (it->retired == NULL || PyList_Append(it->retired, callable) != 0) {
        PyErr_Clear(); /* without memory it stays for ever: a call may be inside it */
        return;
    }
    Py_DecRef(callable);
}

static void drop_version(Versions *it, Version *version) {
    for (int32_t index = 0; index < version->kept_count; index++) {
        Py_DecRef(version->kept[index]);
    }
    free(version->kept);
    free(version->words);
    free(version->forms);
    PyObject *callable = version->callable;
    memset(version, 0, sizeof *version);
    retire(it, callable);
}

/* Forgets every version, so that the next call compiles anew. Calls that are under way go on. */
static void drop_versions(Versions *it) {
    Version *versions = it->versions, whatever = it->whatever;
    int32_t count = it->version_count;
    it->versions = NULL;
    it->version_count = 0;
    memset(&it->whatever, 0, sizeof it->whatever);
    for (int32_t index = 0; index < count; index++) {
        drop_version(it, &versions[index]);
    }
    free(versions);
    drop_version(it, &whatever);
}

static vectorcallfunc call_python = pyjit_call_function;

void pyjit_versions_call_by(vectorcallfunc calls) {
    call_python = calls;
}

/* Calls a version. It may be forgotten meanwhile, but what it calls stays until the call has ended. */
static inline PyObject *call(Versions *it, const Version *version, PyObject *const *arguments,
                             size_t nargsf, PyObject *names) {
    PyObject *callable = version->callable;
    it->under_way++;
    PyObject *result =
        version->is_kernel
            ? ((PyjitKernel *)callable)->vectorcall(callable, arguments, nargsf, names)
            : call_python(callable, arguments, nargsf, names);
    if (--it->under_way == 0 && it->retired != NULL) {
        pyjit_drop_slot(&it->retired);
    }
    return result;
}

/* The version that is found without writing down the types: there is none where the arguments have
 * other types, or tuples among them. */
static const Version *find_quickly(const Versions *it, PyObject *const *bound) {
    for (int32_t index = 0; index < it->version_count; index++) {
        const Version *version = &it->versions[index];
        if (pyjit_has_words(bound, it->entry.parameter_count, version->forms, version->words)) {
            return version;
        }
    }
    return NULL;
}

static const Version *find(const Versions *it, const PyjitTags *tags) {
    for (int32_t index = 0; index < it->version_count; index++) {
        const Version *version = &it->versions[index];
        if (version->word_count == tags->count &&
            memcmp(version->words, tags->words, (size_t)tags->count * sizeof *tags->words) == 0) {
            return version;
        }
    }
    return NULL;
}

/* The bound arguments as a tuple, or None where there are none. */
static PyObject *tuple_of(PyObject *const *bound, int32_t count) {
    if (bound == NULL) {
        Py_IncRef(Py_None);
        return Py_None;
    }
    PyObject *tuple = PyTuple_New(count);
    for (int32_t index = 0; tuple != NULL && index < count; index++) {
        Py_IncRef(bound[index]);
        if (PyTuple_SetItem(tuple, index, bound[index]) != 0) {
            Py_DecRef(tuple);
            return NULL;
        }
    }
    return tuple;
}

/* Keeps what the words of a version mean; -1 with an exception without memory. */
static int remember(Version *version, const PyjitTags *tags, PyObject *const *bound,
                    int32_t count) {
    size_t size = (size_t)tags->count;
    version->forms = malloc((size_t)count + 1);
    version->words = malloc((size + 1) * sizeof *version->words);
    version->kept = malloc((size + 1) * sizeof *version->kept);
    if (version->words == NULL || version->kept == NULL || version->forms == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(version->words, tags->words, size * sizeof *version->words);
    version->word_count = tags->count;
    for (int32_t index = 0; index < count; index++) {
        version->forms[index] = (uint8_t)pyjit_form_of(bound[index]);
    }
    for (int32_t index = 0; index < tags->count; index++) {
        if (tags->is_object[index]) {
            PyObject *object = (PyObject *)(uintptr_t)tags->words[index];
            Py_IncRef(object);
            version->kept[version->kept_count++] = object;
        }
    }
    return 0;
}

/* Adds a version for the types; where there are too many the oldest ones make room. */
static int add_version(Versions *it, Version *version, const PyjitTags *tags,
                       PyObject *const *bound) {
    if (remember(version, tags, bound, it->entry.parameter_count) != 0) {
        return -1;
    }
    if (it->version_count == PYJIT_MOST_VERSIONS) {
        Version oldest = it->versions[0];
        it->version_count--;
        memmove(it->versions, it->versions + 1, (size_t)it->version_count * sizeof oldest);
        drop_version(it, &oldest);
    }
    size_t size = ((size_t)it->version_count + 1) * sizeof *version;
    Version *larger = realloc(it->versions, size);
    if (larger == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    it->versions = larger;
    it->versions[it->version_count++] = *version;
    return 0;
}

/* Asks the hook for the callable, which it gives with what else is to be known of it: whether it is
 * a kernel, whether it takes all arguments, all signatures that there are. The version must be
 * dropped by who calls this. */
static int ask(Versions *it, PyObject *const *bound, Version *version, int *for_all) {
    PyObject *values = tuple_of(bound, it->entry.parameter_count);
    PyObject *answer =
        values == NULL ? NULL : PyObject_CallFunctionObjArgs(it->hook, it, values, NULL);
    pyjit_drop(values);
    PyObject *callable = NULL, *signatures = NULL;
    int is_kernel = 0;
    if (answer == NULL || !PyArg_ParseTuple(answer, "OppO", &callable, &is_kernel, for_all,
                                            &signatures)) {
        pyjit_drop(answer);
        return -1;
    }
    Py_IncRef(callable);
    Py_IncRef(signatures);
    version->callable = callable;
    version->is_kernel = is_kernel;
    PyObject *before = it->kernel.signatures;
    it->kernel.signatures = signatures;
    Py_DecRef(before);
    Py_DecRef(answer);
    return 0;
}

/* The call of arguments that have too many words to be remembered: the hook is asked each time. */
static PyObject *call_once(Versions *it, PyObject *const *bound, PyObject *const *arguments,
                           size_t nargsf, PyObject *names) {
    Version version = {0};
    int for_all = 0;
    if (pyjit_in_python() == PYJIT_RERUN) {
        return pyjit_call_function(it->kernel.function, arguments, nargsf, names);
    }
    PyObject *result = ask(it, bound, &version, &for_all) == 0
                           ? call(it, &version, arguments, nargsf, names)
                           : NULL;
    drop_version(it, &version);
    return result;
}

/* The call of arguments of new types. */
static PyObject *call_new(Versions *it, PyObject *const *bound, const PyjitTags *tags,
                          PyObject *const *arguments, size_t nargsf, PyObject *names) {
    Version version = {0};
    int for_all = 0;
    if (pyjit_in_python() == PYJIT_RERUN) {
        /* A kernel runs again in Python, perhaps because of what no kernel takes. */
        return pyjit_call_function(it->kernel.function, arguments, nargsf, names);
    }
    if (ask(it, bound, &version, &for_all) != 0) {
        return NULL;
    }
    Py_IncRef(version.callable);
    Version called = {.callable = version.callable, .is_kernel = version.is_kernel};
    int outcome = 0;
    if (for_all || tags == NULL) {
        drop_version(it, &it->whatever);
        it->whatever = version;
    } else if (find(it, tags) != NULL) { /* another thread was faster */
        drop_version(it, &version);
    } else {
        outcome = add_version(it, &version, tags, bound);
        if (outcome != 0) {
            drop_version(it, &version);
        }
    }
    PyObject *result = outcome == 0 ? call(it, &called, arguments, nargsf, names) : NULL;
    Py_DecRef(called.callable);
    return result;
}

/* The call of arguments that no version was found for quickly. */
static PyObject *call_slowly(Versions *it, PyObject *const *bound, PyObject *const *arguments,
                             size_t nargsf, PyObject *names) {
    PyjitTags tags;
    tags.count = 0;
    tags.samples = it->samples;
    int tagged = 1;
    for (int32_t index = 0; tagged == 1 && index < it->entry.parameter_count; index++) {
        tagged = pyjit_add_tags(&tags, bound[index]);
    }
    if (tagged != 1) {
        return tagged == 0 ? call_once(it, bound, arguments, nargsf, names) : NULL;
    }
    const Version *version = find(it, &tags);
    return version != NULL ? call(it, version, arguments, nargsf, names)
                           : call_new(it, bound, &tags, arguments, nargsf, names);
}

/* The call with keywords, or with fewer arguments than there are parameters. */
static PyObject *call_bound(Versions *it, PyObject *const *arguments, size_t nargsf,
                            PyObject *names) {
    PyObject *bound[it->entry.parameter_count + 1];
    if (pyjit_bind(&it->kernel, &it->entry, arguments, nargsf, names, bound) != PYJIT_DONE) {
        /* Python says what is wrong with the arguments. */
        return pyjit_call_function(it->kernel.function, arguments, nargsf, names);
    }
    const Version *version = find_quickly(it, bound);
    return version != NULL ? call(it, version, arguments, nargsf, names)
                           : call_slowly(it, bound, arguments, nargsf, names);
}

/* The vectorcall of the object. */
static PyObject *call_version(PyObject *self, PyObject *const *arguments, size_t nargsf,
                              PyObject *names) {
    Versions *it = (Versions *)self;
    if (it->whatever.callable != NULL) {
        return call(it, &it->whatever, arguments, nargsf, names);
    }
    if (!it->binds) {
        return call_new(it, NULL, NULL, arguments, nargsf, names);
    }
    if (names != NULL || it->entry.keyword_only > 0 ||
        (nargsf & COUNT_MASK) != (size_t)it->entry.parameter_count) {
        return call_bound(it, arguments, nargsf, names);
    }
    const Version *version = find_quickly(it, arguments);
    return version != NULL ? call(it, version, arguments, nargsf, names)
                           : call_slowly(it, arguments, arguments, nargsf, names);
}

int pyjit_versions_traverse(PyObject *self, visitproc visit, void *argument) {
    Versions *it = (Versions *)self;
    int stop = pyjit_kernel_traverse(self, visit, argument);
    PyObject *const owned[] = {it->hook, it->state, it->whatever.callable, it->retired};
    for (size_t index = 0; stop == 0 && index < sizeof owned / sizeof *owned; index++) {
        stop = owned[index] == NULL ? 0 : visit(owned[index], argument);
    }
    for (int32_t at = 0; stop == 0 && at < it->version_count; at++) {
        const Version *version = &it->versions[at];
        stop = visit(version->callable, argument);
        for (int32_t index = 0; stop == 0 && index < version->kept_count; index++) {
            stop = visit(version->kept[index], argument);
        }
    }
    return stop;
}

void pyjit_versions_dealloc(PyObject *self) {
    Versions *it = (Versions *)self;
    PyTypeObject *own = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    pyjit_kernel_release(&it->kernel); /* nobody may find it any more when other code runs */
    drop_versions(it);
    pyjit_drop_slot(&it->retired);
    free(it->parameters);
    for (size_t index = 0; index < sizeof it->names / sizeof *it->names; index++) {
        pyjit_drop_slot(&it->names[index]);
    }
    pyjit_drop_slot(&it->hook);
    pyjit_drop_slot(&it->state);
    PyObject_GC_Del(self);
    Py_DecRef((PyObject *)own);
}

static PyObject *represent(PyObject *self) {
    const Versions *it = (const Versions *)self;
    return PyUnicode_FromFormat(
        it->is_fixed ? "<compiled function %s.%s>" : "<function %s.%s, compiled when it is called>",
        it->entry.module, it->entry.qualified_name);
}

static PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(Versions, kernel.vectorcall), READONLY, NULL},
    {"__dictoffset__", T_PYSSIZET, offsetof(Versions, kernel.dictionary), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Versions, kernel.weak_references), READONLY, NULL},
    {"__wrapped__", T_OBJECT_EX, offsetof(Versions, kernel.function), READONLY, NULL},
    {"py_func", T_OBJECT_EX, offsetof(Versions, kernel.function), READONLY, NULL},
    {"__pyjit_signatures__", T_OBJECT_EX, offsetof(Versions, kernel.signatures), READONLY, NULL},
    {"__pyjit_state__", T_OBJECT_EX, offsetof(Versions, state), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyMethodDef methods[] = {
    {"__reduce__", pyjit_kernel_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef properties[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyObject *pyjit_versions_refuse_new(PyTypeObject *class, PyObject *arguments, PyObject *keywords) {
    (void)class, (void)arguments, (void)keywords;
    PyErr_SetString(PyExc_TypeError, "cannot create 'pyjit.function' instances");
    return NULL;
}

static PyType_Slot slots[] = {
    {Py_tp_call, (void *)PyVectorcall_Call},
    {Py_tp_clear, (void *)pyjit_kernel_clear},
    {Py_tp_dealloc, (void *)pyjit_versions_dealloc},
    {Py_tp_descr_get, (void *)pyjit_kernel_bind_method},
    {Py_tp_getattro, (void *)pyjit_kernel_attribute},
    {Py_tp_getset, properties},
    {Py_tp_members, members},
    {Py_tp_methods, methods},
    {Py_tp_new, (void *)pyjit_versions_refuse_new},
    {Py_tp_repr, (void *)represent},
    {Py_tp_traverse, (void *)pyjit_versions_traverse},
    {0, NULL},
};

static PyType_Spec specification = {
    "pyjit.function",
    sizeof(Versions),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_HAVE_GC |
        Py_TPFLAGS_METHOD_DESCRIPTOR,
    slots,
};

int pyjit_versions_type_ready(void) {
    if (pyjit_state.versions_type == NULL) {
        pyjit_state.versions_type = (PyTypeObject *)PyType_FromSpec(&specification);
    }
    return pyjit_state.versions_type == NULL ? -1 : 0;
}

PyTypeObject *pyjit_versions_type(void) {
    return pyjit_state.versions_type;
}

int pyjit_versions_forget(PyObject *self) {
    if (Py_TYPE(self) != pyjit_state.versions_type) {
        PyErr_SetString(PyExc_TypeError, "not a function of pyjit");
        return -1;
    }
    drop_versions((Versions *)self);
    return 0;
}

/* A number that the function's code has; -1 with an exception. */
static long number_of(PyObject *code, const char *name) {
    PyObject *number = PyObject_GetAttrString(code, name);
    long value = number == NULL ? -1 : PyLong_AsLong(number);
    pyjit_drop(number);
    return value;
}

/* Reads the parameters from the function's code; -1 with an exception. */
static int read_parameters(Versions *it, PyObject *code) {
    enum { VARIABLE_ARGUMENTS = 0x04, VARIABLE_KEYWORDS = 0x08 };
    long positional = number_of(code, "co_argcount");
    long positional_only = number_of(code, "co_posonlyargcount");
    long keyword_only = number_of(code, "co_kwonlyargcount");
    long flags = number_of(code, "co_flags");
    it->names[2] = PyObject_GetAttrString(code, "co_varnames");
    if (it->names[2] == NULL || positional < 0 || positional_only < 0 || keyword_only < 0 ||
        flags < 0) {
        return -1;
    }
    long count = positional + keyword_only;
    it->parameters = calloc((size_t)count + 1, sizeof *it->parameters);
    if (it->parameters == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (long index = 0; index < count; index++) {
        PyObject *name = PyTuple_GetItem(it->names[2], index);
        it->parameters[index].name = name == NULL ? NULL : PyUnicode_AsUTF8AndSize(name, NULL);
        if (it->parameters[index].name == NULL) {
            return -1;
        }
    }
    it->binds = (flags & (VARIABLE_ARGUMENTS | VARIABLE_KEYWORDS)) == 0;
    it->entry.parameters = it->parameters;
    it->entry.parameter_count = (int32_t)count;
    it->entry.positional_only = (int32_t)positional_only;
    it->entry.keyword_only = (int32_t)keyword_only;
    return 0;
}

/* A text of the function, which stays as long as the object; NULL with an exception. */
static const char *text_of(PyObject *function, const char *name, PyObject **kept) {
    PyObject *text = PyObject_GetAttrString(function, name);
    if (text != NULL && !pyjit_is_instance(text, &PyUnicode_Type)) { /* `__module__` may be None */
        PyObject *spelled = PyObject_Str(text);
        Py_DecRef(text);
        text = spelled;
    }
    *kept = text;
    return text == NULL ? NULL : PyUnicode_AsUTF8AndSize(text, NULL);
}

static int begin(Versions *it, PyObject *function, PyObject *state, PyObject *hook) {
    it->kernel.vectorcall = call_version;
    Py_IncRef(state);
    it->state = state;
    Py_IncRef(hook);
    it->hook = hook;
    it->entries[0] = &it->entry;
    it->entry.signature = "";
    it->entry.module = text_of(function, "__module__", &it->names[0]);
    it->entry.qualified_name = text_of(function, "__qualname__", &it->names[1]);
    if (it->entry.module == NULL || it->entry.qualified_name == NULL) {
        return -1;
    }
    PyObject *code = PyObject_GetAttrString(function, "__code__");
    int outcome = code == NULL ? -1 : read_parameters(it, code);
    pyjit_drop(code);
    if (outcome != 0 || pyjit_kernel_begin(&it->kernel, it->entries, 1, function) != 0) {
        return -1;
    }
    pyjit_drop(it->kernel.signatures);
    it->kernel.signatures = PyTuple_New(0);
    return it->kernel.signatures == NULL ? -1 : 0;
}

/* Says that its versions are all the same, so that none is wrong for what was not looked at. */
void pyjit_versions_sample(PyObject *self) {
    ((Versions *)self)->samples = 1;
}

int pyjit_versions_size(void) {
    return sizeof(Versions);
}

PyObject *pyjit_versions_new_of(PyTypeObject *type, PyObject *function, PyObject *state,
                                PyObject *hook) {
    PyObject *self = PyType_GenericAlloc(type, 0);
    if (self != NULL && begin((Versions *)self, function, state, hook) != 0) {
        Py_DecRef(self);
        return NULL;
    }
    return self;
}

/* What stands in place of a Python function. `hook(self, values)` is asked for a callable for
 * arguments of new types: the values are those of the parameters, None where the function has
 * `*args` or `**keywords`. It gives `(callable, is_kernel, for_all, signatures)`. */
PyObject *pyjit_versions_new(PyObject *function, PyObject *state, PyObject *hook) {
    return pyjit_versions_new_of(pyjit_state.versions_type, function, state, hook);
}

/* Says that these are the entries behind the versions, and that there will be no others; -1 with an
 * exception. */
int pyjit_versions_fix(PyObject *self, const PyjitEntry *const *entries, int64_t count) {
    Versions *it = (Versions *)self;
    PyObject *signatures = pyjit_signatures_of(entries, count);
    if (signatures == NULL) {
        return -1;
    }
    it->is_fixed = 1;
    PyObject *before = it->kernel.signatures;
    it->kernel.signatures = signatures;
    Py_DecRef(before);
    return 0;
}
