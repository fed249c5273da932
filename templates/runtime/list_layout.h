/* How the elements of lists lie in memory: the same as `types::ListLayout` of the compiler. */
#ifndef PYJIT_LIST_LAYOUT_H
#define PYJIT_LIST_LAYOUT_H

#include "runtime.h"

/* The size of a part in bytes. */
static inline int64_t size_of(int32_t kind) {
    switch (kind) {
    case PYJIT_KIND_NUMPY_BOOL:
    case PYJIT_KIND_I8:
    case PYJIT_KIND_U8:
    case PYJIT_KIND_BOOL: return 1;
    case PYJIT_KIND_I16:
    case PYJIT_KIND_U16: return 2;
    case PYJIT_KIND_I32:
    case PYJIT_KIND_U32:
    case PYJIT_KIND_F32:
    case PYJIT_KIND_C64: return 4;
    default: return 8;
    }
}

/* Takes room for one part of so many bytes in an element; gives where it lies. */
static inline int64_t room(int64_t *end, int64_t size) {
    int64_t start = (*end + size - 1) / size * size;
    *end = start + size;
    return start;
}

/* Takes room for a view of an array; gives where it lies. */
static inline int64_t room_of_array(const PyjitType *type, int64_t *end) {
    int64_t start = room(end, 8);
    *end = start + 8 * (3 + 2 * (int64_t)type->ndim);
    return start;
}

/* The parts of a view of an array, behind its address: see `ListPart::Array` of the compiler. */
enum { OWNER = 8, READ_ONLY = 16, NUMBERS = 24 };

static inline int is_complex(int32_t kind) {
    return kind == PYJIT_KIND_COMPLEX || kind == PYJIT_KIND_C64 || kind == PYJIT_KIND_C128;
}

#endif
