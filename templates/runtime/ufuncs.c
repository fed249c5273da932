/* NumPy's functions of floats, as the NumPy that is imported computes them.
 *
 * NumPy has vector code of its own for most of them, whose last bit differs from libm's, from one
 * version to the next and from one processor to the next. A ufunc object holds the loops that were
 * chosen when NumPy was imported; one of them on one element gives the same bits as a call of the
 * function in Python. The head of the object, below, is part of NumPy's binary interface. */
#include "runtime.h"

#include <math.h>
#include <string.h>

/* In the order of the compiler's table. */
static const char *const names[] = {
    "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2", "arctanh", "cbrt",
    "ceil", "copysign", "cos", "cosh", "deg2rad", "degrees", "exp", "exp2", "expm1", "fabs",
    "float_power", "floor", "fmax", "fmin", "fmod", "heaviside", "hypot", "log", "log10", "log1p", "log2",
    "logaddexp", "logaddexp2", "maximum", "minimum", "nextafter", "power", "rad2deg",
    "radians", "reciprocal", "rint", "sign", "sin", "sinh", "spacing", "sqrt", "square", "tan", "tanh",
    "trunc",
    /* Of complex numbers. */
    "absolute",
};

#define COUNT (sizeof names / sizeof *names)
#define OF_REALS (COUNT - 1)
/* NumPy's numbers of the types. */
#define SINGLE 11
#define DOUBLE 12
#define COMPLEX 15
#define MOST_TYPES 1000

typedef void (*Loop)(char **arguments, const Py_ssize_t *count, const Py_ssize_t *steps, void *);

typedef struct {
    PyObject head;
    int inputs, outputs, arguments, identity;
    Loop *loops;
    void *const *data;
    int type_count, reserved;
    const char *name;
    const char *types; /* `arguments` numbers for each loop */
} Ufunc;

typedef struct {
    Loop loop;
    void *data;
    int inputs, is_known;
} Found;

static Found known[COUNT][2];

/* The loop of a ufunc whose arguments all have that type, and its result the other one. */
static void find_loop(const Ufunc *ufunc, int type, int result, Found *found) {
    if (ufunc->outputs != 1 || ufunc->arguments != ufunc->inputs + 1 || ufunc->inputs > 2 ||
        ufunc->type_count > MOST_TYPES) {
        return;
    }
    for (int row = 0; row < ufunc->type_count; row++) {
        const char *types = ufunc->types + (size_t)row * (size_t)ufunc->arguments;
        int fits = 1;
        for (int column = 0; column < ufunc->arguments; column++) {
            fits &= types[column] == (column < ufunc->inputs ? type : result);
        }
        if (fits) {
            found->loop = ufunc->loops[row];
            found->inputs = ufunc->inputs;
            found->data = ufunc->data == NULL ? NULL : ufunc->data[row];
            return;
        }
    }
}

/* Looks the function up in NumPy; leaves no exception behind. */
static void find(size_t index, int single) {
    Found *found = &known[index][single];
    found->is_known = 1;
    PyObject *numpy = PyImport_ImportModule("numpy");
    PyObject *type = numpy == NULL ? NULL : PyObject_GetAttrString(numpy, "ufunc");
    PyObject *ufunc = type == NULL ? NULL : PyObject_GetAttrString(numpy, names[index]);
    if (ufunc != NULL && (PyObject *)Py_TYPE(ufunc) == type) {
        int real = single ? SINGLE : DOUBLE;
        find_loop((const Ufunc *)ufunc, index < OF_REALS ? real : COMPLEX, real, found);
    }
    if (PyErr_Occurred() != NULL) {
        PyErr_Clear();
    }
    /* NumPy and its functions live as long as the process. */
    pyjit_drop(numpy);
    pyjit_drop(type);
    pyjit_drop(ufunc);
}

/* Without NumPy. A module that names a function has seen it; the one that does not is `**`, whose
 * operands are Python's numbers then. */
static double without_numpy(size_t index, double left, double right) {
    return strcmp(names[index], "power") == 0 ? pow(left, right) : NAN;
}

/* Of one or two arguments, or of the two parts of a complex number. The steps are zero, as NumPy has them for scalars. */
double pyjit_ufunc(int64_t index, int64_t single, double left, double right) {
    const Found *found = &known[index][single != 0];
    if (!found->is_known) {
        find((size_t)index, single != 0);
    }
    if (found->loop == NULL) {
        return without_numpy((size_t)index, left, right);
    }
    const Py_ssize_t count = 1, steps[] = {0, 0, 0};
    float narrow[] = {(float)left, (float)right, 0.0f};
    double wide[] = {left, right, 0.0};
    size_t size = single ? sizeof *narrow : sizeof *wide;
    char *first = single ? (char *)narrow : (char *)wide;
    char *result = first + 2 * size;
    char *unary[] = {first, result}, *binary[] = {first, first + size, result};
    found->loop(found->inputs == 1 ? unary : binary, &count, steps, found->data);
    return single ? (double)narrow[2] : wide[2];
}
