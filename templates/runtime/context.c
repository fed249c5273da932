/* The record of what failed in a call: kernels write it on their way out, and the entry makes the
 * exception of it, so that a kernel neither makes objects nor knows of any state but its own. */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

/* A kernel can recurse far deeper than Python; nobody reads the rest of such a traceback. */
#define MOST_FRAMES 1000

#define LENGTH(array) ((int64_t)(sizeof(array) / sizeof *(array)))

/* Where the next frame is kept, or NULL: there are enough, or no memory for more. */
static const PyjitSite **place_of_frame(PyjitContext *context) {
    if (context->frame_count == LENGTH(context->frame_room) &&
        context->frames == context->frame_room) {
        const PyjitSite **frames = malloc(MOST_FRAMES * sizeof *frames);
        if (frames == NULL) {
            return NULL;
        }
        memcpy(frames, context->frame_room, sizeof context->frame_room);
        context->frames = frames;
    }
    return context->frame_count < MOST_FRAMES ? &context->frames[context->frame_count] : NULL;
}

/* Notes that a kernel is left for a failure in what it called. Functions of the library, as
 * `math.sqrt`, have no frames in Python. */
void pyjit_pass(PyjitContext *context, const PyjitSite *site) {
    const PyjitSite **place = site->function == NULL ? NULL : place_of_frame(context);
    if (place != NULL) {
        *place = site;
        context->frame_count++;
    }
}

/* Begins the record; as it is then, an exception of Python is set already. */
static void begin(PyjitContext *context, const PyjitSite *site) {
    context->frame_count = 0;
    context->site = site;
    context->object = NULL;
    context->words = context->word_room;
    context->frames = context->frame_room;
    pyjit_pass(context, site);
}

/* Records what went wrong at a site; the numbers are those that the message needs. */
void pyjit_fail(PyjitContext *context, const PyjitSite *site, int64_t first, int64_t second) {
    begin(context, site);
    context->words[0] = first;
    context->words[1] = second;
}

/* Records what is to be raised. The values are copied; strings among them are alive for as long as
 * the call. */
void pyjit_raise(PyjitContext *context, const PyjitSite *site, const PyjitObject *object,
                 const int64_t *words, int64_t count) {
    begin(context, site);
    if (count > LENGTH(context->word_room)) {
        int64_t *memory = malloc((size_t)count * sizeof *memory);
        if (memory == NULL) {
            PyErr_NoMemory();
            return;
        }
        context->words = memory;
    }
    context->object = object;
    for (int64_t index = 0; index < count; index++) {
        context->words[index] = words[index];
    }
}

/* Makes an object for what making it does, as a call of `print`; not 0 if that failed. */
int pyjit_run(PyjitContext *context, const PyjitSite *site, const PyjitObject *object,
              const int64_t *words) {
    PyObject *result = pyjit_make(object, words);
    if (result == NULL) {
        begin(context, site);
        return PYJIT_FAILED;
    }
    Py_DecRef(result);
    return PYJIT_DONE;
}

/* Lets handlers of signals run; not 0 if one raised. */
int pyjit_poll(PyjitContext *context, const PyjitSite *site) {
    if (PyErr_CheckSignals() == 0) {
        return PYJIT_DONE;
    }
    begin(context, site);
    return PYJIT_FAILED;
}

/* Whether another run in Python gives Python's answer, or raises what Python raises. */
static int is_answered_by_python(const PyjitContext *context) {
    switch (context->site->failure) {
    case PYJIT_OVERFLOW:
    case PYJIT_NEGATIVE_EXPONENT:
    case PYJIT_COMPLEX_POWER:
    case PYJIT_ASSUMPTION: return 1;
    default: return 0;
    }
}

/* Makes the exception of a record, with its traceback. */
static void raise_recorded(const PyjitContext *context) {
    if (context->object != NULL) {
        pyjit_raise_object(context->site, context->object, context->words);
    } else if (context->site->failure != 0) {
        pyjit_set_exception(context->site, context->words[0], context->words[1]);
    }
    if (PyErr_Occurred() == NULL) {
        PyErr_NoMemory(); /* Python itself may forget to say so. */
    }
    for (int32_t index = 0; index < context->frame_count; index++) {
        pyjit_add_frame(context->frames[index]);
    }
}

/* Ends a call that failed, while it still holds its buffers, and gives the outcome: an exception is
 * set, or Python is to run the call. What has had effects is not run again. */
int pyjit_settle(PyjitContext *context, const PyjitEntry *entry) {
    int outcome = entry->pure && is_answered_by_python(context) ? PYJIT_RERUN : PYJIT_FAILED;
    if (outcome == PYJIT_FAILED) {
        raise_recorded(context);
    }
    if (context->words != context->word_room) {
        free(context->words);
    }
    if (context->frames != context->frame_room) {
        free(context->frames);
    }
    return outcome;
}
