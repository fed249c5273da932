/* The cost of a call that nobody can beat: METH_FASTCALL functions written by hand. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static int expect(Py_ssize_t given, Py_ssize_t wanted) {
    if (given == wanted) return 1;
    PyErr_Format(PyExc_TypeError, "expected %zd arguments, got %zd", wanted, given);
    return 0;
}

static PyObject *call_int(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (!expect(count, 1)) return NULL;
    long long value = PyLong_AsLongLong(args[0]);
    if (value == -1 && PyErr_Occurred()) return NULL;
    return PyLong_FromLongLong(value);
}

static PyObject *call_floats(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (!expect(count, 2)) return NULL;
    double left = PyFloat_AsDouble(args[0]);
    if (left == -1.0 && PyErr_Occurred()) return NULL;
    double right = PyFloat_AsDouble(args[1]);
    if (right == -1.0 && PyErr_Occurred()) return NULL;
    return PyFloat_FromDouble(left + right);
}

static PyObject *call_array(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (!expect(count, 1)) return NULL;
    Py_buffer view;
    if (PyObject_GetBuffer(args[0], &view, PyBUF_STRIDES | PyBUF_FORMAT) < 0) return NULL;
    if (view.ndim != 1 || view.format == NULL || view.format[0] != 'd') {
        PyBuffer_Release(&view);
        PyErr_SetString(PyExc_TypeError, "expected a one-dimensional array of doubles");
        return NULL;
    }
    Py_ssize_t length = view.shape[0];
    PyBuffer_Release(&view);
    return PyLong_FromSsize_t(length);
}

static PyMethodDef methods[] = {
    {"call_int", (PyCFunction)(void (*)(void))call_int, METH_FASTCALL, NULL},
    {"call_floats", (PyCFunction)(void (*)(void))call_floats, METH_FASTCALL, NULL},
    {"call_array", (PyCFunction)(void (*)(void))call_array, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "calls", NULL, -1, methods};

PyMODINIT_FUNC PyInit_calls(void) { return PyModule_Create(&module); }
