/* Which interpreter runs the kernels; the stable ABI tells it as text only before 3.11. */
#include "runtime.h"

#include <stdlib.h>

/* 309 for CPython 3.9, 313 for 3.13. */
static int64_t version = 0;

void pyjit_find_version(void) {
    char *end = NULL;
    long major = strtol(Py_GetVersion(), &end, 10);
    long minor = *end == '.' ? strtol(end + 1, NULL, 10) : 0;
    version = major * 100 + minor;
}

/* Set before any kernel runs, and never again. */
int64_t pyjit_python_version(void) {
    return version;
}
