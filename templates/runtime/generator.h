/* What a kernel that draws random numbers and the fixed runtime know of each other. */
#ifndef PYJIT_GENERATOR_H
#define PYJIT_GENERATOR_H

#include "python_abi.h"

/* A generator of random numbers, of an argument or of `np.random`. Kernels read what stands first, and
 * what `np.random` keeps beside it, and NumPy's version. */
typedef struct PyjitGenerator {
    void *bit_generator[5]; /* NumPy's `bitgen_t` */
    double has_gauss;       /* whether there is one, 0 if not */
    double gauss;
    double version; /* NumPy's, 20406 for 2.4.6: streams are others from one to the next */
    double had_gauss, last_gauss; /* as they were when the call began */
    PyObject *object; /* the generator; borrowed of an argument, NULL of `np.random` */
    PyObject *bits;  /* NumPy's object of the bit generator, which the call holds */
    PyObject *lock;
    PyObject *owner; /* the object behind `np.random`, else NULL */
    PyObject *error; /* that was met on the way */
    struct PyjitGenerator *next;
    int32_t is_locked;
    int32_t keeps_gauss;
} PyjitGenerator;

/* What the entry sets aside for it. */
_Static_assert(sizeof(PyjitGenerator) == 136, "see WORDS of codegen::generators");

#endif
