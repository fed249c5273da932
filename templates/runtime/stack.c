/* How deep recursive kernels may go. */
#define _GNU_SOURCE
#include "runtime.h"

#include <pthread.h>

/* What is left free below the limit: raising an exception runs Python code. */
#define RESERVE ((uintptr_t)256 * 1024)

/* The stack of a thread whose bounds are not known is taken to be this large. */
#define ASSUMED ((uintptr_t)512 * 1024)

/* No kernel gets more than this, even where the stack has no limit. */
#define MOST ((uintptr_t)64 * 1024 * 1024)

static _Thread_local uintptr_t limit;

static uintptr_t lowest_address(void) {
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
#if defined(__linux__)
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        void *address = NULL;
        size_t size = 0;
        int known = pthread_attr_getstack(&attributes, &address, &size) == 0;
        pthread_attr_destroy(&attributes);
        if (known && (uintptr_t)address < here) {
            return (uintptr_t)address;
        }
    }
#elif defined(__APPLE__)
    uintptr_t top = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
    uintptr_t size = pthread_get_stacksize_np(pthread_self());
    if (size < top && top - size < here) {
        return top - size;
    }
#endif
    return here > ASSUMED ? here - ASSUMED : 0;
}

/* The address that no frame of a recursive kernel may lie below, for the calling thread. */
int64_t pyjit_stack_limit(void) {
    if (limit == 0) {
        uintptr_t here = (uintptr_t)__builtin_frame_address(0);
        uintptr_t lowest = lowest_address();
        uintptr_t room = here > lowest ? here - lowest : 0;
        limit = lowest + (room / 2 < RESERVE ? room / 2 : RESERVE);
        limit = room > MOST ? here - MOST : limit;
    }
    return (int64_t)limit;
}
