/* Buffers as arguments: which memory an array parameter takes, and what arrays are called. Which
 * objects it takes is decided in `containers.c`. */
#include "runtime.h"

#include <string.h>

/* The sized kind that a buffer's format names, or -1. Native and little-endian formats only: that
 * is the byte order of every target. */
int32_t pyjit_format_kind(const Py_buffer *view) {
    const char *format = view->format == NULL ? "B" : view->format;
    if (*format == '@' || *format == '=' || *format == '<' || *format == '^' ||
        (*format == '>' && view->itemsize == 1)) {
        format++;
    }
    if (format[0] == 'Z' && format[1] != '\0' && format[2] == '\0') {
        return format[1] == 'f' && view->itemsize == 8    ? PYJIT_KIND_C64
               : format[1] == 'd' && view->itemsize == 16 ? PYJIT_KIND_C128
                                                          : -1;
    }
    if (format[0] == '\0' || format[1] != '\0') {
        return -1;
    }
    int32_t base;
    switch (*format) {
    case '?': return view->itemsize == 1 ? PYJIT_KIND_NUMPY_BOOL : -1;
    case 'f': return view->itemsize == 4 ? PYJIT_KIND_F32 : -1;
    case 'd': return view->itemsize == 8 ? PYJIT_KIND_F64 : -1;
    case 'b': case 'h': case 'i': case 'l': case 'q': case 'n': base = PYJIT_KIND_I8; break;
    case 'B': case 'H': case 'I': case 'L': case 'Q': case 'N': base = PYJIT_KIND_U8; break;
    default: return -1;
    }
    switch (view->itemsize) {
    case 1: return base;
    case 2: return base + 1;
    case 4: return base + 2;
    case 8: return base + 3;
    default: return -1;
    }
}

static const char *kind_name(int32_t kind) {
    static const char *const names[] = {"bool", "i8",  "i16", "i32", "i64", "u8",
                                        "u16",  "u32", "u64", "f32", "f64"};
    return kind == PYJIT_KIND_C64 ? "c64" : kind == PYJIT_KIND_C128 ? "c128" : names[kind];
}

static PyObject *type_name(PyObject *value) {
    PyObject *type = (PyObject *)Py_TYPE(value);
    PyObject *name = PyObject_GetAttrString(type, "__qualname__");
    PyObject *module = name == NULL ? NULL : PyObject_GetAttrString(type, "__module__");
    PyObject *full = NULL;
    if (module != NULL) {
        full = PyUnicode_CompareWithASCIIString(module, "builtins") == 0
                   ? PyUnicode_FromFormat("%S", name)
                   : PyUnicode_FromFormat("%S.%S", module, name);
    }
    pyjit_drop(name);
    pyjit_drop(module);
    return full;
}

/* `:, :` for two dimensions, `()` for none; at most 8. */
static const char *colons(int ndim) {
    if (ndim == 0) {
        return "()";
    }
    static const char all[] = ":, :, :, :, :, :, :, :";
    return all + (sizeof all - 1) - (size_t)(3 * ndim - 2);
}

/* What a buffer holds, e.g. `f64[:, :]`; NULL without an exception where that has no name. */
static PyObject *buffer_name(PyObject *value) {
    Py_buffer view;
    PyObject *name = NULL;
    if (PyObject_GetBuffer(value, &view, PyBUF_FORMAT | PyBUF_STRIDES) == 0) {
        int32_t kind = pyjit_format_kind(&view);
        if (kind >= 0 && view.ndim <= 8) {
            name = PyUnicode_FromFormat("%s[%s]", kind_name(kind), colons(view.ndim));
        }
        PyBuffer_Release(&view);
    }
    PyErr_Clear();
    return name;
}

/* Whether it is a dtype of times in the machine's byte order. */
static int is_time_dtype(PyObject *dtype) {
    PyObject *code = PyObject_GetAttrString(dtype, "str");
    const char *text = code == NULL ? NULL : PyUnicode_AsUTF8AndSize(code, NULL);
    int is_it = text != NULL && (strncmp(text, "<M8", 3) == 0 || strncmp(text, "<m8", 3) == 0);
    PyErr_Clear();
    pyjit_drop(code);
    return is_it;
}

/* An array by its dtype and dimensions; NULL without an exception for what is not an array. */
static PyObject *array_name(PyObject *value) {
    PyObject *dtype = PyObject_GetAttrString(value, "dtype");
    PyObject *dimensions = dtype == NULL ? NULL : PyObject_GetAttrString(value, "ndim");
    long ndim = dimensions == NULL ? -1 : PyLong_AsLong(dimensions);
    PyErr_Clear();
    PyObject *name = NULL;
    /* NumPy's scalars have no dimensions either. */
    if ((ndim >= 1 && ndim <= 8) || (ndim == 0 && pyjit_is_ndarray(value))) {
        name = pyjit_is_masked(value)      ? PyUnicode_FromString("a masked array")
               : pyjit_is_disguised(value) ? type_name(value)
                                           : buffer_name(value);
        if (name == NULL && PyErr_Occurred() == NULL) {
            const char *form = is_time_dtype(dtype) ? "%S[%s]" : "an array of dtype %S[%s]";
            name = PyUnicode_FromFormat(form, dtype, colons((int)ndim));
        }
    }
    pyjit_drop(dtype);
    pyjit_drop(dimensions);
    return name;
}

/* Whether a memoryview reads the elements itself: it knows no byte orders but the machine's own,
 * and raises NotImplementedError for a format that names one. */
int pyjit_reads_elements(const Py_buffer *view) {
    return view->format == NULL || strchr("=<>!^", view->format[0]) == NULL;
}

/* What a memoryview or an `array.array` holds; NULL without an exception where that has no name. */
static PyObject *content_name(PyObject *value) {
    Py_buffer view;
    PyObject *name = NULL;
    if (PyObject_GetBuffer(value, &view, PyBUF_FORMAT | PyBUF_STRIDES) == 0) {
        if (view.format != NULL && !pyjit_reads_elements(&view)) {
            name = PyUnicode_FromFormat("format '%s'", view.format);
        }
        PyBuffer_Release(&view);
    }
    PyErr_Clear();
    return name != NULL ? name : buffer_name(value);
}

/* A type by its name, for the containers of the standard library with what they hold; times by
 * their dtype. */
static PyObject *other_name(PyObject *value) {
    if (pyjit_is_time(value)) {
        PyObject *dtype = PyObject_GetAttrString(value, "dtype");
        PyObject *text = dtype == NULL ? NULL : PyUnicode_FromFormat("%S", dtype);
        pyjit_drop(dtype);
        return text;
    }
    if (pyjit_is_record(value)) {
        const char *form = pyjit_owns_parts(value)
                               ? "a record of dtype %S that is part of no array"
                               : "a record of dtype %S";
        return PyUnicode_FromFormat(form, ((const PyjitVoidFields *)value)->dtype);
    }
    PyObject *name = type_name(value);
    if (name != NULL && (Py_TYPE(value) == &PyMemoryView_Type || pyjit_is_array_array(value))) {
        PyObject *content = content_name(value);
        if (content != NULL) {
            PyObject *full = PyUnicode_FromFormat("%S of %S", name, content);
            Py_DecRef(content);
            Py_DecRef(name);
            return full;
        }
    }
    return name;
}

static PyObject *tuple_name(PyObject *value) {
    PyObject *text = PyUnicode_FromString("tuple[");
    for (Py_ssize_t index = 0; text != NULL && index < PyTuple_Size(value); index++) {
        PyObject *element = pyjit_describe(PyTuple_GetItem(value, index));
        PyObject *longer = element == NULL ? NULL
                                           : PyUnicode_FromFormat("%S%s%S", text,
                                                                  index == 0 ? "" : ", ", element);
        pyjit_drop(element);
        Py_DecRef(text);
        text = longer;
    }
    PyObject *closed = text == NULL ? NULL : PyUnicode_FromFormat("%S]", text);
    pyjit_drop(text);
    return closed;
}

/* What an argument is, in the words of annotations; NULL with an exception on failure. */
PyObject *pyjit_describe(PyObject *value) {
    if (value == Py_None) {
        return PyUnicode_FromString("None");
    }
    if (Py_TYPE(value) == &PyTuple_Type && PyTuple_Size(value) <= 8) {
        return tuple_name(value);
    }
    PyObject *name = array_name(value);
    return name != NULL || PyErr_Occurred() != NULL ? name : other_name(value);
}

/* A bytes object without the cost of the buffer protocol; releasing the view does nothing. */
static void view_bytes(PyObject *value, Py_buffer *view) {
    memset(view, 0, sizeof *view);
    view->buf = PyBytes_AsString(value);
    view->len = PyBytes_Size(value);
    view->itemsize = 1;
    view->readonly = 1;
    view->ndim = 1;
    view->shape = &view->len;
    view->strides = &view->itemsize;
}

/* The buffer of an object with its shape and strides; -1 with an exception where it has none. No
 * Python code runs: the class was looked at. */
static int take_buffer(PyObject *value, const PyjitType *type, Py_buffer *view) {
    if (type->element == PYJIT_KIND_TIME) {
        return pyjit_take_times(value, type, view);
    }
    if (type->element == PYJIT_KIND_RECORD) {
        return pyjit_take_records(value, type, view);
    }
    if (Py_TYPE(value) == &PyBytes_Type) {
        view_bytes(value, view);
        return 0;
    }
    if (PyObject_GetBuffer(value, view, PyBUF_FORMAT | PyBUF_STRIDES) < 0) {
        return -1;
    }
    if (view->ndim == 0 ||
        (view->shape != NULL && view->strides != NULL && view->suboffsets == NULL)) {
        return 0;
    }
    PyBuffer_Release(view);
    PyErr_SetString(PyExc_BufferError, "a buffer without a shape and strides");
    return -1;
}

/* Whether the elements lie one after the other, the last index running fastest or the first one. */
static int in_order(const Py_buffer *view, int32_t order) {
    Py_ssize_t expected = view->itemsize;
    int contiguous = 1;
    for (int count = 0; count < view->ndim; count++) {
        int axis = order == PYJIT_FORTRAN_ORDER ? count : view->ndim - 1 - count;
        if (view->shape[axis] == 0) {
            return 1;
        }
        contiguous &= view->shape[axis] == 1 || view->strides[axis] == expected;
        expected *= view->shape[axis];
    }
    return contiguous;
}

static int lengths_fit(const PyjitType *type, const Py_buffer *view) {
    for (int axis = 0; type->lengths != NULL && axis < view->ndim; axis++) {
        if (type->lengths[axis] >= 0 && type->lengths[axis] != view->shape[axis]) {
            return 0;
        }
    }
    return 1;
}

/* `2, 80, 40` */
static PyObject *lengths_text(const Py_buffer *view) {
    PyObject *text = PyUnicode_FromString("");
    for (int axis = 0; text != NULL && axis < view->ndim; axis++) {
        PyObject *longer = PyUnicode_FromFormat("%S%s%zd", text, axis == 0 ? "" : ", ",
                                                view->shape[axis]);
        Py_DecRef(text);
        text = longer;
    }
    return text;
}

static int refuse_lengths(const PyjitEntry *entry, int64_t index, const PyjitType *type,
                          const Py_buffer *view) {
    if (index == PYJIT_ONLY_TRIED) {
        return -1;
    }
    /* What it holds is what was expected: all before the last bracket. */
    const char *bracket = strrchr(type->name, '[');
    Py_ssize_t length = bracket == NULL ? 0 : bracket - type->name;
    PyObject *element = PyUnicode_FromStringAndSize(type->name, length);
    PyObject *given = element == NULL ? NULL : lengths_text(view);
    if (given != NULL) {
        PyErr_Format(PyExc_TypeError, "%s.%s(): parameter '%s': expected %s, got %S[%S]",
                     entry->module, entry->qualified_name, entry->parameters[index].name,
                     type->name, element, given);
    }
    pyjit_drop(element);
    pyjit_drop(given);
    return -1;
}

static int refuse_order(const PyjitEntry *entry, int64_t index, PyObject *whole, int32_t order) {
    if (index == PYJIT_ONLY_TRIED) {
        return -1;
    }
    PyObject *given = pyjit_describe(whole);
    if (given != NULL) {
        PyErr_Format(PyExc_TypeError,
                     "%s.%s(): parameter '%s': expected %s, got %S that is not %s", entry->module,
                     entry->qualified_name, entry->parameters[index].name,
                     entry->parameters[index].type->name, given,
                     order == PYJIT_FORTRAN_ORDER ? "in Fortran order"
                                                  : "C-contiguous and aligned");
        Py_DecRef(given);
    }
    return -1;
}

/* Takes the memory of an array argument, whose class was found to fit: when every argument that can
 * run Python code has been converted, since such code may resize arrays. Gives whether the memory is
 * aligned and in C order, and then the view must be released; or -1 with an exception. */
int pyjit_argument_array(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         const PyjitType *type, Py_buffer *view) {
    if (take_buffer(value, type, view) < 0) {
        /* An array of other times or records has none; a memoryview that was released says so
         * itself. */
        if (type->container != PYJIT_CONTAINER_MEMORYVIEW) {
            PyErr_Clear();
            pyjit_wrong_type(entry, index, whole);
        }
        return -1;
    }
    int outcome;
    int holds = type->element == PYJIT_KIND_RECORD || type->element == PYJIT_KIND_TIME ||
                pyjit_format_kind(view) == type->element;
    if (view->ndim != type->ndim || !holds ||
        (type->container == PYJIT_CONTAINER_MEMORYVIEW && !pyjit_reads_elements(view))) {
        pyjit_wrong_type(entry, index, whole);
        outcome = -1;
    } else if (!lengths_fit(type, view)) {
        outcome = refuse_lengths(entry, index, type, view);
    } else {
        uintptr_t misaligned = (uintptr_t)view->buf & (uintptr_t)(view->itemsize - 1);
        /* Nothing is read through the pointer of an empty one: array.array's is to anywhere. */
        outcome = (misaligned == 0 || view->len == 0) && in_order(view, PYJIT_C_ORDER);
        if ((type->order == PYJIT_C_ORDER && !outcome) ||
            (type->order == PYJIT_FORTRAN_ORDER && !in_order(view, PYJIT_FORTRAN_ORDER))) {
            outcome = refuse_order(entry, index, whole, type->order);
        }
    }
    if (outcome < 0) {
        PyObject *class, *exception, *traceback;
        PyErr_Fetch(&class, &exception, &traceback);
        PyBuffer_Release(view);
        PyErr_Restore(class, exception, traceback);
    }
    return outcome;
}
