/* The part of CPython's stable ABI that compiled kernels use, declared by hand.
 *
 * No Python headers are needed to build the runtime, and one object serves every CPython from 3.9:
 * only functions of the stable ABI, the buffer protocol and vectorcall (PEP 590) appear here. The
 * layouts of `PyObject` and `Py_buffer` are part of that ABI. */
#ifndef PYJIT_PYTHON_ABI_H
#define PYJIT_PYTHON_ABI_H

#include <stddef.h>
#include <stdint.h>

typedef ptrdiff_t Py_ssize_t;
typedef struct _typeobject PyTypeObject;
typedef struct _object {
    Py_ssize_t ob_refcnt;
    PyTypeObject *ob_type;
} PyObject;

typedef struct {
    void *buf;
    PyObject *obj;
    Py_ssize_t len;
    Py_ssize_t itemsize;
    int readonly;
    int ndim;
    char *format;
    Py_ssize_t *shape;
    Py_ssize_t *strides;
    Py_ssize_t *suboffsets;
    void *internal;
} Py_buffer;

#define PyBUF_FORMAT 0x0004
#define PyBUF_STRIDES 0x0018

typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef PyObject *(*vectorcallfunc)(PyObject *, PyObject *const *, size_t, PyObject *);
typedef int (*visitproc)(PyObject *, void *);
typedef int (*traverseproc)(PyObject *, visitproc, void *);

typedef struct {
    const char *ml_name;
    PyCFunction ml_meth;
    int ml_flags;
    const char *ml_doc;
} PyMethodDef;

#define METH_VARARGS 0x0001
#define METH_NOARGS 0x0004

typedef struct {
    const char *name;
    int type;
    Py_ssize_t offset;
    int flags;
    const char *doc;
} PyMemberDef;

#define T_OBJECT_EX 16
#define T_PYSSIZET 19
#define READONLY 1

typedef struct {
    const char *name;
    PyObject *(*get)(PyObject *, void *);
    int (*set)(PyObject *, PyObject *, void *);
    const char *doc;
    void *closure;
} PyGetSetDef;

typedef struct {
    int slot;
    void *pfunc;
} PyType_Slot;

typedef struct {
    const char *name;
    int basicsize;
    int itemsize;
    unsigned int flags;
    PyType_Slot *slots;
} PyType_Spec;

#define Py_bf_getbuffer 1
#define Py_tp_call 50
#define Py_tp_clear 51
#define Py_tp_dealloc 52
#define Py_tp_descr_get 54
#define Py_tp_doc 56
#define Py_tp_getattro 58
#define Py_tp_methods 64
#define Py_tp_new 65
#define Py_tp_repr 66
#define Py_tp_setattro 69
#define Py_tp_traverse 71
#define Py_tp_members 72
#define Py_tp_getset 73

#define Py_TPFLAGS_DEFAULT (1U << 18)
#define Py_TPFLAGS_HAVE_VECTORCALL (1U << 11)
#define Py_TPFLAGS_HAVE_GC (1U << 14)
#define Py_TPFLAGS_METHOD_DESCRIPTOR (1U << 17)

typedef struct {
    int slot;
    void *value;
} PyModuleDef_Slot;

#define Py_mod_exec 2
#define Py_mod_multiple_interpreters 3
#define Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED ((void *)0)

typedef struct PyModuleDef {
    PyObject ob_base;
    PyObject *(*m_init)(void);
    Py_ssize_t m_index;
    PyObject *m_copy;
    const char *m_name;
    const char *m_doc;
    Py_ssize_t m_size;
    PyMethodDef *m_methods;
    PyModuleDef_Slot *m_slots;
    traverseproc m_traverse;
    int (*m_clear)(PyObject *);
    void (*m_free)(void *);
} PyModuleDef;

extern PyTypeObject PyBool_Type, PyByteArray_Type, PyBytes_Type, PyComplex_Type, PyFloat_Type,
    PyList_Type, PyLong_Type, PyMemoryView_Type, PyRange_Type, PyTuple_Type, PyType_Type, PyUnicode_Type;
extern PyObject _Py_NoneStruct, _Py_TrueStruct, _Py_FalseStruct;
#define Py_None (&_Py_NoneStruct)
#define Py_True (&_Py_TrueStruct)
#define Py_False (&_Py_FalseStruct)

extern PyObject *PyExc_AssertionError, *PyExc_AttributeError, *PyExc_BaseException,
    *PyExc_BufferError,
    *PyExc_ImportError, *PyExc_IndexError, *PyExc_NameError, *PyExc_OverflowError,
    *PyExc_RecursionError, *PyExc_RuntimeWarning, *PyExc_SystemError, *PyExc_TypeError, *PyExc_UnboundLocalError, *PyExc_ValueError,
    *PyExc_ZeroDivisionError;

const char *Py_GetVersion(void);

typedef struct _is PyInterpreterState;
PyInterpreterState *PyInterpreterState_Get(void);
PyObject *PyInterpreterState_GetDict(PyInterpreterState *);
int64_t PyInterpreterState_GetID(PyInterpreterState *);

void Py_IncRef(PyObject *);
void Py_DecRef(PyObject *);

void PyErr_Clear(void);
int PyErr_CheckSignals(void);
int PyErr_ExceptionMatches(PyObject *);
void PyErr_Fetch(PyObject **, PyObject **, PyObject **);
PyObject *PyErr_Format(PyObject *, const char *, ...);
PyObject *PyErr_NoMemory(void);
void PyErr_NormalizeException(PyObject **, PyObject **, PyObject **);
PyObject *PyErr_Occurred(void);
void PyErr_Restore(PyObject *, PyObject *, PyObject *);
void PyErr_SetNone(PyObject *);
void PyErr_SetObject(PyObject *, PyObject *);
void PyErr_SetString(PyObject *, const char *);
int PyErr_WarnFormat(PyObject *, Py_ssize_t, const char *, ...);
void PyException_SetCause(PyObject *, PyObject *);
int PyException_SetTraceback(PyObject *, PyObject *);

PyObject *Py_CompileString(const char *, const char *, int);
#define Py_file_input 257
PyObject *PyEval_EvalCode(PyObject *, PyObject *, PyObject *);
PyObject *PyCFunction_NewEx(PyMethodDef *, PyObject *, PyObject *);
PyObject *PyEval_GetBuiltins(void);
PyObject *PyImport_GetModule(PyObject *);
PyObject *PyImport_ImportModule(const char *);
PyObject *PySys_GetObject(const char *);

PyObject *PyObject_ASCII(PyObject *);
PyObject *PyObject_Format(PyObject *, PyObject *);
int PyObject_IsTrue(PyObject *);
PyObject *PyObject_Call(PyObject *, PyObject *, PyObject *);
PyObject *PyObject_CallFunction(PyObject *, const char *, ...);
PyObject *PyObject_CallFunctionObjArgs(PyObject *, ...);
PyObject *PyObject_CallMethod(PyObject *, const char *, const char *, ...);
PyObject *PyObject_GetAttr(PyObject *, PyObject *);
PyObject *PyObject_GenericGetAttr(PyObject *, PyObject *);
PyObject *PyObject_GenericGetDict(PyObject *, void *);
int PyObject_GenericSetDict(PyObject *, PyObject *, void *);
PyObject *PyObject_GenericGetAttr(PyObject *, PyObject *);
int PyObject_GenericSetAttr(PyObject *, PyObject *, PyObject *);
PyObject *PyObject_GetAttr(PyObject *, PyObject *);
PyObject *PyObject_GetAttrString(PyObject *, const char *);
int PyObject_SetAttr(PyObject *, PyObject *, PyObject *);
PyObject *PyObject_GetItem(PyObject *, PyObject *);
int PyObject_SetAttrString(PyObject *, const char *, PyObject *);
PyObject *PyObject_Repr(PyObject *);
int PyObject_RichCompareBool(PyObject *, PyObject *, int);
#define Py_EQ 2
PyObject *PyObject_Str(PyObject *);
PyObject *PyWeakref_NewRef(PyObject *, PyObject *);
void PyObject_ClearWeakRefs(PyObject *);
void PyObject_GC_Del(void *);
void PyObject_GC_UnTrack(void *);
int PyObject_CheckBuffer(PyObject *);
int PyObject_GetBuffer(PyObject *, Py_buffer *, int);
void PyBuffer_Release(Py_buffer *);
PyObject *PyVectorcall_Call(PyObject *, PyObject *, PyObject *);

PyObject *PyType_FromSpec(PyType_Spec *);
PyObject *PyType_GenericAlloc(PyTypeObject *, Py_ssize_t);
void *PyType_GetSlot(PyTypeObject *, int);
int PyType_IsSubtype(PyTypeObject *, PyTypeObject *);

typedef void (*PyCapsule_Destructor)(PyObject *);
void *PyCapsule_GetPointer(PyObject *, const char *);
PyObject *PyCapsule_New(void *, const char *, PyCapsule_Destructor);

PyObject *PyBool_FromLong(long);
PyObject *PyMemoryView_FromObject(PyObject *);
char *PyBytes_AsString(PyObject *);
PyObject *PyBytes_FromStringAndSize(const char *, Py_ssize_t);
Py_ssize_t PyBytes_Size(PyObject *);
PyObject *PyComplex_FromDoubles(double, double);
double PyComplex_ImagAsDouble(PyObject *);
double PyComplex_RealAsDouble(PyObject *);
double PyFloat_AsDouble(PyObject *);
PyObject *PyFloat_FromDouble(double);
long long PyLong_AsLongLongAndOverflow(PyObject *, int *);
unsigned long long PyLong_AsUnsignedLongLong(PyObject *);
PyObject *PyLong_FromLong(long);
PyObject *PyLong_FromString(const char *, char **, int);
PyObject *PyLong_FromLongLong(long long);
PyObject *PyLong_FromUnsignedLongLong(unsigned long long);
long PyLong_AsLong(PyObject *);
PyObject *PyNumber_Index(PyObject *);

PyObject *PyDict_New(void);
void PyDict_Clear(PyObject *);
PyObject *PyDict_GetItemString(PyObject *, const char *);
PyObject *PyDict_GetItemWithError(PyObject *, PyObject *);
int PyDict_SetItem(PyObject *, PyObject *, PyObject *);
int PyDict_SetItemString(PyObject *, const char *, PyObject *);
int PyDict_Update(PyObject *, PyObject *);
int PyMapping_HasKeyString(PyObject *, const char *);
PyObject *PyList_New(Py_ssize_t);
Py_ssize_t PyList_Size(PyObject *);
PyObject *PyList_GetItem(PyObject *, Py_ssize_t);
int PyList_SetItem(PyObject *, Py_ssize_t, PyObject *);
int PyList_SetSlice(PyObject *, Py_ssize_t, Py_ssize_t, PyObject *);
int PyList_Append(PyObject *, PyObject *);
PyObject *PyList_GetSlice(PyObject *, Py_ssize_t, Py_ssize_t);

int PyCallable_Check(PyObject *);
PyObject *PyTuple_New(Py_ssize_t);
PyObject *PyTuple_GetItem(PyObject *, Py_ssize_t);
int PyTuple_SetItem(PyObject *, Py_ssize_t, PyObject *);
Py_ssize_t PyTuple_Size(PyObject *);
int PyArg_ParseTuple(PyObject *, const char *, ...);

const char *PyUnicode_AsUTF8AndSize(PyObject *, Py_ssize_t *);
int PyUnicode_CompareWithASCIIString(PyObject *, const char *);
int PyUnicode_Compare(PyObject *, PyObject *);
PyObject *PyUnicode_FromFormat(const char *, ...);
PyObject *PyUnicode_FromString(const char *);
PyObject *PyUnicode_FromStringAndSize(const char *, Py_ssize_t);
Py_ssize_t PyUnicode_GetLength(PyObject *);
PyObject *PyUnicode_Join(PyObject *, PyObject *);
void PyUnicode_InternInPlace(PyObject **);

PyObject *PyModuleDef_Init(PyModuleDef *);
int PyModule_AddObject(PyObject *, const char *, PyObject *);

static inline PyTypeObject *Py_TYPE(PyObject *object) {
    return object->ob_type;
}

static inline int pyjit_is_instance(PyObject *object, PyTypeObject *type) {
    return Py_TYPE(object) == type || PyType_IsSubtype(Py_TYPE(object), type);
}

#endif
