/* The extension module: one function, `bind(function, module_name)`. */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

static const PyjitTable *table = NULL;

static int is_entry_of(const PyjitEntry *entry, const char *module, const char *name, long line) {
    return (long)entry->lines[entry->first_line] == line && strcmp(entry->qualified_name, name) == 0 &&
           strcmp(entry->module, module) == 0;
}

/* Whether the Python function still has the parameters that were compiled: the source may have been
 * edited where it is installed. What else was edited is not seen. */
static int has_parameters(const PyjitEntry *entry, PyObject *code) {
    static const char *const counts[] = {"co_argcount", "co_kwonlyargcount"};
    long count = 0;
    for (size_t index = 0; index < 2; index++) {
        PyObject *number = PyObject_GetAttrString(code, counts[index]);
        count += number == NULL ? -1000 : PyLong_AsLong(number);
        pyjit_drop(number);
    }
    PyObject *names = PyObject_GetAttrString(code, "co_varnames");
    int same = names != NULL && count == entry->parameter_count && PyTuple_Size(names) >= count;
    for (int index = 0; same && index < entry->parameter_count; index++) {
        const char *name = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(names, index), NULL);
        same = name != NULL && strcmp(name, entry->parameters[index].name) == 0;
    }
    pyjit_drop(names);
    PyErr_Clear();
    return same;
}

/* The kernel of a function, or None; the entries of one function stand together in the table. */
static PyObject *find_kernel(PyObject *function, PyObject *code, const char *module,
                             const char *name, long line, const char *filename) {
    for (int64_t first = 0; first < table->count; first++) {
        if (is_entry_of(table->entries[first], module, name, line) &&
            has_parameters(table->entries[first], code)) {
            int64_t end = first + 1;
            while (end < table->count && is_entry_of(table->entries[end], module, name, line)) {
                end++;
            }
            pyjit_set_root(filename, table->entries[first]->file, table->package);
            return table->entries[first]->recorded
                       ? table->make_recorded(&table->entries[first], end - first, function)
                       : pyjit_kernel_new(&table->entries[first], end - first, function);
        }
    }
    Py_IncRef(Py_None);
    return Py_None;
}

static const char *text_of(PyObject *object) {
    return object == NULL ? NULL : PyUnicode_AsUTF8AndSize(object, NULL);
}

/* `bind(function, module_name)`, with the name that the function's module has now: the kernel that was compiled from the function, or None. */
static PyObject *bind(PyObject *self, PyObject *arguments) {
    PyObject *function, *module, *result = NULL;
    if (!PyArg_ParseTuple(arguments, "OU:bind", &function, &module)) {
        return NULL;
    }
    PyObject *name = PyObject_GetAttrString(function, "__qualname__");
    PyObject *code = name == NULL ? NULL : PyObject_GetAttrString(function, "__code__");
    PyObject *line = code == NULL ? NULL : PyObject_GetAttrString(code, "co_firstlineno");
    PyObject *file = line == NULL ? NULL : PyObject_GetAttrString(code, "co_filename");
    const char *texts[] = {text_of(module), text_of(name), text_of(file)};
    if (texts[0] != NULL && texts[1] != NULL && texts[2] != NULL) {
        char *built = pyjit_built_name(self, table->package, texts[0]);
        if (built != NULL) {
            pyjit_remember_module(built, function);
            result = find_kernel(function, code, built, texts[1], PyLong_AsLong(line),
                                 texts[2]);
        }
        free(built);
    } else if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear(); /* not a Python function */
        Py_IncRef(Py_None);
        result = Py_None;
    }
    pyjit_drop(name);
    pyjit_drop(code);
    pyjit_drop(line);
    pyjit_drop(file);
    return result;
}

/* `_live_blocks()`: how many arrays' memory is still held, for tests of pyjit. */
static PyObject *count_blocks(PyObject *self, PyObject *unused) {
    (void)self, (void)unused;
    return PyLong_FromLongLong(pyjit_live_blocks());
}

static int execute(PyObject *module) {
    (void)module;
    return pyjit_state_ready(table) != 0 || pyjit_texts_ready(table) != 0
               ? -1
               : pyjit_kernel_type_ready();
}

static PyMethodDef methods[] = {
    {"bind", bind, METH_VARARGS, "bind(function, module_name): its compiled kernel, or None"},
    {"_live_blocks", count_blocks, METH_NOARGS, "_live_blocks(): how many blocks of memory are held"},
    {NULL, NULL, 0, NULL},
};

/* Before 3.12 the second one is not known, and an error. */
static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)execute},
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
    {0, NULL},
};

static PyModuleDef definition = {
    .ob_base = {.ob_refcnt = 1},
    .m_doc = "Kernels compiled by pyjit.",
    .m_methods = methods,
    .m_slots = slots,
};

/* What `PyInit_…` returns. */
PyObject *pyjit_module_init(const PyjitTable *given) {
    table = given;
    pyjit_find_version();
    if (pyjit_python_version() < 312) {
        slots[1].slot = 0;
    }
    definition.m_name = given->name;
    return PyModuleDef_Init(&definition);
}
