/* Objects that kernels make when they need them: exceptions with their arguments, what is printed.
 *
 * The compiler writes down how an object is made from machine values; everything below calls what
 * Python itself would call, so that every digit and every error is Python's own. */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

/* Whether the function behind a weak reference is alive and has the same globals. */
static int has_globals_of(PyObject *reference, PyObject *function) {
    PyObject *known = reference == NULL ? NULL : PyObject_CallFunctionObjArgs(reference, NULL);
    PyObject *ours = PyObject_GetAttrString(function, "__globals__");
    PyObject *theirs = known == NULL ? NULL : PyObject_GetAttrString(known, "__globals__");
    int same = ours != NULL && ours == theirs;
    pyjit_drop(known);
    pyjit_drop(ours);
    pyjit_drop(theirs);
    return same;
}

/* Notes a function for looking up the names of its module, which may have been imported anew; does
 * without if that fails. Noted is a weak reference to the function, whose globals are the names. */
void pyjit_remember_module(const char *module, PyObject *function) {
    PyObject **functions = &pyjit_state.functions_of_modules;
    if (*functions == NULL) {
        *functions = PyDict_New();
    }
    if (*functions != NULL &&
        !has_globals_of(PyDict_GetItemString(*functions, module), function)) {
        PyErr_Clear();
        PyObject *reference = PyWeakref_NewRef(function, NULL);
        if (reference != NULL) {
            PyDict_SetItemString(*functions, module, reference);
            Py_DecRef(reference);
        }
    }
    PyErr_Clear();
}

/* The dictionary of a module's names, or NULL. That of a library has a dot in front, and keeps its name
 * wherever the extension lies. */
static PyObject *names_of(const char *module) {
    if (*module == '.') {
        PyObject *library = PyImport_ImportModule(module + 1);
        PyObject *names = library == NULL ? NULL : PyObject_GetAttrString(library, "__dict__");
        pyjit_drop(library);
        return names;
    }
    PyObject *functions = pyjit_state.functions_of_modules;
    PyObject *reference = functions == NULL ? NULL : PyDict_GetItemString(functions, module);
    PyObject *owner = reference == NULL ? NULL : PyObject_CallFunctionObjArgs(reference, NULL);
    PyObject *names = NULL;
    if (owner != NULL && owner != Py_None) {
        names = PyObject_GetAttrString(owner, "__globals__");
    } else {
        PyErr_Clear();
        pyjit_drop(owner);
        char *actual = pyjit_actual_name(module);
        owner = actual == NULL ? NULL : PyImport_ImportModule(actual);
        free(actual);
        names = owner == NULL ? NULL : PyObject_GetAttrString(owner, "__dict__");
    }
    pyjit_drop(owner);
    return names;
}

/* Python's own error, with the attribute `name` where the version has it. */
static void raise_name_error(const char *name) {
    PyObject *text = PyUnicode_FromFormat("name '%s' is not defined", name);
    PyObject *error =
        text == NULL ? NULL : PyObject_CallFunctionObjArgs(PyExc_NameError, text, NULL);
    PyObject *known = error == NULL ? NULL : PyObject_GetAttrString(error, "name");
    PyObject *value = known == NULL ? NULL : PyUnicode_FromString(name);
    if (error != NULL && known == NULL) {
        PyErr_Clear();
    }
    if (error != NULL &&
        (known == NULL ||
         (value != NULL && PyObject_SetAttrString(error, "name", value) == 0))) {
        PyErr_SetObject(PyExc_NameError, error);
    }
    pyjit_drop(value);
    pyjit_drop(known);
    pyjit_drop(error);
    pyjit_drop(text);
}

/* What a dictionary has under a name. New reference, or NULL, with an exception only where there is no
 * memory to look. */
static PyObject *item_of(PyObject *dictionary, const char *name) {
    PyObject *key = PyUnicode_FromString(name);
    PyObject *found = key == NULL ? NULL : PyDict_GetItemWithError(dictionary, key);
    if (found != NULL) {
        Py_IncRef(found);
    }
    pyjit_drop(key);
    return found;
}

/* A name as Python finds it: among a module's globals, else among the builtins. */
static PyObject *name_in(PyObject *globals, const char *name) {
    PyObject *found = item_of(globals, name);
    if (found == NULL && PyErr_Occurred() == NULL) {
        found = item_of(PyEval_GetBuiltins(), name);
    }
    if (found == NULL && PyErr_Occurred() == NULL) {
        raise_name_error(name);
    }
    return found;
}

/* A global name of a module, or where that is NULL of the builtins. */
PyObject *pyjit_global(const char *module, const char *name) {
    if (module == NULL) {
        return name_in(PyEval_GetBuiltins(), name);
    }
    PyObject *names = names_of(module);
    PyObject *found = names == NULL ? NULL : name_in(names, name);
    pyjit_drop(names);
    return found;
}

/* The attributes behind a first name, which is given up; the names stand one behind the other. */
static PyObject *attributes_of(PyObject *found, const char *names, int64_t length) {
    const char *name = names, *end = names + length;
    for (name += strlen(name) + 1; found != NULL && name < end; name += strlen(name) + 1) {
        PyObject *next = PyObject_GetAttrString(found, name);
        Py_DecRef(found);
        found = next;
    }
    return found;
}

/* A global name and attributes behind it. */
PyObject *pyjit_find(const char *module, const char *names, int64_t length) {
    return attributes_of(pyjit_global(module, names), names, length);
}

/* The same among the globals of a function: its module may have been imported anew since. */
PyObject *pyjit_find_beside(PyObject *function, const char *names, int64_t length) {
    PyObject *globals = PyObject_GetAttrString(function, "__globals__");
    PyObject *found = globals == NULL ? NULL : attributes_of(name_in(globals, names), names, length);
    pyjit_drop(globals);
    return found;
}

static PyObject *find(const PyjitObject *object) {
    return pyjit_find(object->module, object->text, object->text_length);
}

static PyObject *make_number(int32_t kind, int64_t word) {
    double number;
    switch (kind) {
    case PYJIT_KIND_NUMPY_BOOL: return PyBool_FromLong(word != 0);
    case PYJIT_KIND_U64: return PyLong_FromUnsignedLongLong((unsigned long long)word);
    case PYJIT_KIND_F32:
    case PYJIT_KIND_F64:
        memcpy(&number, &word, sizeof number);
        return PyFloat_FromDouble(number);
    default: return PyLong_FromLongLong(word);
    }
}

/* NumPy's scalar of that class with the value of a number, which is taken; the number itself where
 * there is no NumPy, and so no scalar of it. */
static PyObject *as_scalar(PyObject *number, const char *name) {
    PyObject *numpy = number == NULL ? NULL : PyImport_ImportModule("numpy");
    if (numpy == NULL) {
        if (number != NULL && PyErr_ExceptionMatches(PyExc_ImportError)) {
            PyErr_Clear();
            return number;
        }
        pyjit_drop(number);
        return NULL;
    }
    PyObject *class = PyObject_GetAttrString(numpy, name);
    PyObject *scalar = class == NULL ? NULL : PyObject_CallFunctionObjArgs(class, number, NULL);
    pyjit_drop(class);
    Py_DecRef(numpy);
    Py_DecRef(number);
    return scalar;
}

static PyObject *make_sized(int32_t kind, int64_t word) {
    static const char *const names[] = {"bool_",  "int8",   "int16",  "int32",   "int64",  "uint8",
                                        "uint16", "uint32", "uint64", "float32", "float64"};
    return as_scalar(make_number(kind, word), names[kind]);
}

/* NumPy's of so many bits; 0 means Python's. */
static PyObject *make_complex(int32_t bits, const int64_t *words) {
    double parts[2];
    memcpy(parts, words, sizeof parts);
    PyObject *number = PyComplex_FromDoubles(parts[0], parts[1]);
    return bits == 0 ? number : as_scalar(number, bits == 64 ? "complex64" : "complex128");
}

/* The named tuple of a tuple's elements; takes the tuple, which may be NULL with an exception. */
PyObject *pyjit_make_named(const PyjitType *type, PyObject *tuple) {
    if (tuple == NULL) {
        return NULL;
    }
    PyObject *class = pyjit_global(type->module, type->class_name);
    if (class == NULL && strncmp(type->module, "numpy.", 6) == 0) {
        /* Before NumPy 2 it stands there; before 1.25 there is none, and the function gives a tuple. */
        PyErr_Clear();
        class = pyjit_global("numpy.linalg.linalg", type->class_name);
        if (class == NULL) {
            PyErr_Clear();
            return tuple;
        }
    }
    PyObject *object = class == NULL ? NULL : PyObject_Call(class, tuple, NULL);
    pyjit_drop(class);
    Py_DecRef(tuple);
    return object;
}

/* A tuple of the first parts. */
static PyObject *make_tuple(const PyjitObject *object, int32_t count, const int64_t *words) {
    PyObject *tuple = PyTuple_New(count);
    for (int32_t index = 0; tuple != NULL && index < count; index++) {
        PyObject *part = pyjit_make(object->parts[index], words);
        if (part == NULL) {
            Py_DecRef(tuple);
            return NULL;
        }
        PyTuple_SetItem(tuple, index, part);
    }
    return tuple;
}

/* The parts, which are strings, one behind the other; a single one is given as it is. */
static PyObject *make_joined(const PyjitObject *object, const int64_t *words) {
    if (object->count == 1) {
        return pyjit_make(object->parts[0], words);
    }
    PyObject *parts = make_tuple(object, object->count, words);
    PyObject *empty = parts == NULL ? NULL : PyUnicode_FromStringAndSize("", 0);
    PyObject *joined = empty == NULL ? NULL : PyUnicode_Join(empty, parts);
    pyjit_drop(empty);
    pyjit_drop(parts);
    return joined;
}

/* A value as an f-string prints it: its conversion in `detail`, its format as a second part. */
static PyObject *make_formatted(const PyjitObject *object, const int64_t *words) {
    PyObject *value = pyjit_make(object->parts[0], words);
    if (value != NULL && object->detail != 0) {
        PyObject *converted = object->detail == 'r'   ? PyObject_Repr(value)
                              : object->detail == 's' ? PyObject_Str(value)
                                                      : PyObject_ASCII(value);
        Py_DecRef(value);
        value = converted;
    }
    PyObject *format = NULL, *text = NULL;
    if (value != NULL && object->count > 1) {
        format = pyjit_make(object->parts[1], words);
        if (format == NULL) {
            Py_DecRef(value);
            return NULL;
        }
    }
    if (value != NULL) {
        text = PyObject_Format(value, format);
        Py_DecRef(value);
    }
    pyjit_drop(format);
    return text;
}

/* The keyword arguments among the last parts: each names its keyword in `text`. */
static PyObject *make_keywords(const PyjitObject *object, int32_t first, const int64_t *words) {
    PyObject *keywords = PyDict_New();
    for (int32_t index = first; keywords != NULL && index < object->count; index++) {
        const PyjitObject *keyword = object->parts[index];
        PyObject *value = pyjit_make(keyword->parts[0], words);
        if (value == NULL || PyDict_SetItemString(keywords, keyword->text, value) != 0) {
            Py_DecRef(keywords);
            keywords = NULL;
        }
        pyjit_drop(value);
    }
    return keywords;
}

/* What a call of a global name gives; the last `detail` parts are keyword arguments. */
static PyObject *make_call(const PyjitObject *object, const int64_t *words) {
    int32_t positional = object->count - object->detail;
    PyObject *callee = find(object), *result = NULL;
    PyObject *arguments = callee == NULL ? NULL : make_tuple(object, positional, words);
    PyObject *keywords = arguments == NULL ? NULL : make_keywords(object, positional, words);
    if (keywords != NULL) {
        result = PyObject_Call(callee, arguments, keywords);
    }
    pyjit_drop(callee);
    pyjit_drop(arguments);
    pyjit_drop(keywords);
    return result;
}

/* A new reference to the object, or NULL with an exception. */
PyObject *pyjit_make(const PyjitObject *object, const int64_t *words) {
    const int64_t *word = words + object->word;
    PyObject *text;
    switch (object->kind) {
    case PYJIT_MAKE_NUMBER: return make_number(object->detail, *word);
    case PYJIT_MAKE_SIZED: return make_sized(object->detail, *word);
    case PYJIT_MAKE_COMPLEX: return make_complex(object->detail, word);
    case PYJIT_MAKE_CONSTANT: return PyUnicode_FromStringAndSize(object->text, object->text_length);
    case PYJIT_MAKE_STRING:
        text = (PyObject *)(intptr_t)*word;
        Py_IncRef(text);
        return text;
    case PYJIT_MAKE_TUPLE: return make_tuple(object, object->count, words);
    case PYJIT_MAKE_CHOICE: return pyjit_make(object->parts[*word != 0 ? 0 : 1], words);
    case PYJIT_MAKE_JOINED: return make_joined(object, words);
    case PYJIT_MAKE_FORMATTED: return make_formatted(object, words);
    case PYJIT_MAKE_GLOBAL: return find(object);
    case PYJIT_MAKE_CALL: return make_call(object, words);
    default: Py_IncRef(Py_None); return Py_None;
    }
}

/* What `raise` makes of its operand: an instance of a class. */
static PyObject *instance_of(PyObject *raised) {
    PyTypeObject *base = (PyTypeObject *)PyExc_BaseException;
    if (pyjit_is_instance(raised, &PyType_Type) &&
        PyType_IsSubtype((PyTypeObject *)raised, base)) {
        PyObject *instance = PyObject_CallFunctionObjArgs(raised, NULL);
        Py_DecRef(raised);
        if (instance == NULL || pyjit_is_instance(instance, base)) {
            return instance;
        }
        raised = instance;
    } else if (pyjit_is_instance(raised, base)) {
        return raised;
    }
    Py_DecRef(raised);
    PyErr_SetString(PyExc_TypeError, "exceptions must derive from BaseException");
    return NULL;
}

/* Raises what is made; `detail` of the site is 1 for `from None`. */
void pyjit_raise_object(const PyjitSite *site, const PyjitObject *object, const int64_t *words) {
    PyObject *raised = pyjit_make(object, words);
    raised = raised == NULL ? NULL : instance_of(raised);
    if (raised != NULL) {
        if (site->detail != 0) {
            PyException_SetCause(raised, NULL);
        }
        PyErr_SetObject((PyObject *)Py_TYPE(raised), raised);
        Py_DecRef(raised);
    }
}
