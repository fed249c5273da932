/* Lists of Python as arguments, and what kernels have changed in them.
 *
 * A kernel works on lists of its own (`PyjitList`). One that came as an argument is filled from
 * Python's when the call begins, and Python's gets what has changed when the kernel ends, however it
 * ends; so what Python runs anew finds what was there before, and a call that is refused changes
 * nothing. One list of Python's is one list of the kernel, wherever it is met, and the other way
 * round. */
#include "list_layout.h"
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

/* Conversions of elements, from Python. `end` is how far the parts before reach. */

typedef struct {
    const PyjitEntry *entry;
    int64_t index; /* of the parameter, or PYJIT_ONLY_TRIED */
    PyObject *whole;
    PyjitLists *lists;
} Taking;

static int take(const Taking *taking, const PyjitType *type, PyObject *value, char *at,
                int64_t *end);

static int take_list(const Taking *taking, const PyjitType *type, PyObject *value,
                     PyjitBlock **out);

static int take_integer(const Taking *taking, const PyjitType *type, PyObject *value, char *at,
                        int64_t *end) {
    int64_t number = 0;
    int outcome =
        type->kind == PYJIT_KIND_INT
            ? pyjit_argument_int(taking->entry, taking->index, taking->whole, value, &number)
        : type->kind == PYJIT_KIND_BOOL || type->kind == PYJIT_KIND_NUMPY_BOOL
            ? pyjit_argument_bool(taking->entry, taking->index, taking->whole, value, &number)
            : pyjit_argument_sized(taking->entry, taking->index, taking->whole, value, type->kind,
                                   &number);
    int64_t size = size_of(type->kind);
    memcpy(at + room(end, size), &number, (size_t)size);
    return outcome;
}

static int take_float(const Taking *taking, const PyjitType *type, PyObject *value, char *at,
                      int64_t *end) {
    if (type->kind == PYJIT_KIND_F32) {
        float number = 0;
        int outcome =
            pyjit_argument_f32(taking->entry, taking->index, taking->whole, value, &number);
        memcpy(at + room(end, sizeof number), &number, sizeof number);
        return outcome;
    }
    double number = 0;
    int outcome = pyjit_argument_float(taking->entry, taking->index, taking->whole, value, &number);
    memcpy(at + room(end, sizeof number), &number, sizeof number);
    return outcome;
}

static int take_complex(const Taking *taking, const PyjitType *type, PyObject *value, char *at,
                        int64_t *end) {
    double parts[2] = {0, 0};
    int is_single = type->kind == PYJIT_KIND_C64;
    int outcome = is_single ? pyjit_argument_complex64(taking->entry, taking->index, taking->whole,
                                                       value, parts)
                            : pyjit_argument_complex(taking->entry, taking->index, taking->whole,
                                                     value, parts);
    for (int part = 0; part < 2; part++) {
        float narrow = (float)parts[part];
        size_t size = is_single ? sizeof narrow : sizeof *parts;
        memcpy(at + room(end, (int64_t)size), is_single ? (void *)&narrow : (void *)&parts[part],
               size);
    }
    return outcome;
}

static int take_elements(const Taking *taking, const PyjitType *type, PyObject *value, char *at,
                         int64_t *end) {
    int outcome = type->kind == PYJIT_KIND_NAMED
                      ? pyjit_argument_named(taking->entry, taking->index, taking->whole, value, type)
                      : pyjit_argument_tuple(taking->entry, taking->index, taking->whole, value,
                                             type->count);
    for (int32_t index = 0; outcome == PYJIT_DONE && index < type->count; index++) {
        outcome = take(taking, type->elements[index], PyTuple_GetItem(value, index), at, end);
    }
    return outcome;
}

/* What stands for an object of Python's that is in a list, an array above all: it is held until the call
 * ends; NULL with an exception. */
static PyjitBlock *hold(PyjitLists *lists, PyObject *object) {
    PyjitHeldArray *held = (PyjitHeldArray *)pyjit_allocate(sizeof *held - PYJIT_BLOCK_SIZE);
    if (held == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    Py_IncRef(object);
    held->block.object = object;
    held->block.is_argument = 1;
    held->next = lists->arrays;
    lists->arrays = held;
    return &held->block;
}

static int take_array(const Taking *taking, const PyjitType *type, PyObject *value, char *at,
                      int64_t *end) {
    int64_t start = room_of_array(type, end);
    int outcome =
        pyjit_argument_container(taking->entry, taking->index, taking->whole, value, type);
    Py_buffer view;
    if (outcome != PYJIT_DONE) {
        return outcome;
    }
    if (pyjit_argument_array(taking->entry, taking->index, taking->whole, value, type, &view) < 0) {
        return PYJIT_FAILED;
    }
    PyjitBlock *block = hold(taking->lists, value);
    if (block != NULL) {
        int64_t read_only = view.readonly != 0, owner = (int64_t)(uintptr_t)block;
        size_t size = 8 * (size_t)type->ndim;
        char *place = at + start;
        memcpy(place, &view.buf, 8);
        memcpy(place + OWNER, &owner, 8);
        memcpy(place + READ_ONLY, &read_only, 8);
        if (size > 0) {
            memcpy(place + NUMBERS, view.shape, size);
            memcpy(place + NUMBERS + size, view.strides, size);
        }
        block->count++;
    }
    PyBuffer_Release(&view);
    return block == NULL ? PYJIT_FAILED : PYJIT_DONE;
}

/* A string; what holds it is told by `fill`. */
static int take_text(const Taking *taking, PyObject *value, char *at, int64_t *end) {
    memcpy(at + room(end, 8), &value, 8);
    return pyjit_argument_text(taking->entry, taking->index, taking->whole, value);
}

/* Steps over the parts of a value that is not there. */
static void pass(const PyjitType *type, char *at, int64_t *end) {
    int64_t size = size_of(type->kind), parts = is_complex(type->kind) ? 2 : 1;
    switch (type->kind) {
    case PYJIT_KIND_NONE: return;
    case PYJIT_KIND_OPTIONAL: at[room(end, 1)] = 0; /* fall through */
    case PYJIT_KIND_TUPLE:
    case PYJIT_KIND_NAMED:
        for (int32_t index = 0; index < type->count; index++) {
            pass(type->elements[index], at, end);
        }
        return;
    case PYJIT_KIND_RANGE: parts = 3; break;
    case PYJIT_KIND_ARRAY: {
        int64_t start = room_of_array(type, end);
        memset(at + start, 0, (size_t)(*end - start));
        return;
    }
    default: break;
    }
    while (parts-- > 0) {
        memset(at + room(end, size), 0, (size_t)size);
    }
}

static int take(const Taking *taking, const PyjitType *type, PyObject *value, char *at,
                int64_t *end) {
    switch (type->kind) {
    case PYJIT_KIND_NONE:
        return pyjit_argument_none(taking->entry, taking->index, taking->whole, value);
    case PYJIT_KIND_FLOAT:
    case PYJIT_KIND_F32:
    case PYJIT_KIND_F64: return take_float(taking, type, value, at, end);
    case PYJIT_KIND_COMPLEX:
    case PYJIT_KIND_C64:
    case PYJIT_KIND_C128: return take_complex(taking, type, value, at, end);
    case PYJIT_KIND_TUPLE:
    case PYJIT_KIND_NAMED: return take_elements(taking, type, value, at, end);
    case PYJIT_KIND_OPTIONAL:
        if (value == Py_None) {
            pass(type, at, end);
            return PYJIT_DONE;
        }
        at[room(end, 1)] = 1;
        return take(taking, type->elements[0], value, at, end);
    case PYJIT_KIND_RANGE: {
        int64_t numbers[3] = {0, 0, 1};
        int outcome =
            pyjit_argument_range(taking->entry, taking->index, taking->whole, value, numbers);
        for (int part = 0; part < 3; part++) {
            memcpy(at + room(end, 8), &numbers[part], 8);
        }
        return outcome;
    }
    case PYJIT_KIND_TIME: {
        int64_t number = 0;
        int outcome = pyjit_argument_time(taking->entry, taking->index, taking->whole, value, type,
                                          &number);
        memcpy(at + room(end, 8), &number, 8);
        return outcome;
    }
    case PYJIT_KIND_STR: return take_text(taking, value, at, end);
    case PYJIT_KIND_ARRAY: return take_array(taking, type, value, at, end);
    case PYJIT_KIND_LIST: {
        PyjitBlock *inner = NULL;
        int outcome = take_list(taking, type, value, &inner);
        if (inner != NULL) {
            inner->count++;
        }
        memcpy(at + room(end, 8), &inner, 8);
        return outcome;
    }
    default: return take_integer(taking, type, value, at, end);
    }
}

/* The lists of a call, found by Python's. */

static size_t first_place(const PyjitLists *lists, PyObject *object) {
    return ((size_t)object >> 4) * 0x9E3779B97F4A7C15u >> 20 & (size_t)(lists->room - 1);
}

static PyjitList **place_of(const PyjitLists *lists, PyObject *object) {
    size_t place = first_place(lists, object);
    while (lists->table[place] != NULL && lists->table[place]->block.object != object) {
        place = (place + 1) & (size_t)(lists->room - 1);
    }
    return &lists->table[place];
}

static int grow_table(PyjitLists *lists) {
    PyjitLists larger = *lists;
    larger.room = lists->room == 0 ? 8 : 2 * lists->room;
    larger.table = calloc((size_t)larger.room, sizeof *larger.table);
    if (larger.table == NULL) {
        PyErr_NoMemory();
        return PYJIT_FAILED;
    }
    for (PyjitList *list = lists->first; list != NULL; list = list->next) {
        *place_of(&larger, list->block.object) = list;
    }
    free(lists->table);
    *lists = larger;
    return PYJIT_DONE;
}

/* A new list of the call for one of Python's; NULL with an exception. */
static PyjitList *begin(PyjitLists *lists, const PyjitType *type, PyObject *object) {
    if (2 * (lists->count + 1) > lists->room && grow_table(lists) != PYJIT_DONE) {
        return NULL;
    }
    PyjitList *list = (PyjitList *)pyjit_new_list(type->layout);
    if (list == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    /* It may be taken out of the list that it came in. */
    Py_IncRef(object);
    list->block.object = object;
    list->object = object;
    list->type = type;
    list->next = lists->first;
    lists->first = list;
    lists->count++;
    *place_of(lists, object) = list;
    return list;
}

/* Whether values of a type have strings among their parts. */
static int has_text(const PyjitType *type) {
    int has = type->kind == PYJIT_KIND_STR;
    int counted = type->kind == PYJIT_KIND_TUPLE || type->kind == PYJIT_KIND_NAMED ||
                  type->kind == PYJIT_KIND_OPTIONAL;
    for (int32_t index = 0; counted && index < type->count; index++) {
        has |= has_text(type->elements[index]);
    }
    return has;
}

/* A copy of a list that is held until the call ends, with the strings in it; NULL with an exception. */
static PyObject *held_copy(PyjitLists *lists, PyObject *object) {
    PyObject *copy = PyList_GetSlice(object, 0, PyList_Size(object));
    PyjitBlock *block = copy == NULL ? NULL : hold(lists, copy);
    pyjit_drop(copy);
    return block == NULL ? NULL : copy;
}

static int fill(const Taking *taking, const PyjitType *type, PyObject *object, PyjitList *list) {
    if (has_text(type->elements[0])) {
        object = held_copy(taking->lists, object);
        if (object == NULL) {
            return PYJIT_FAILED;
        }
    }
    int64_t size = type->layout->size, count = PyList_Size(object);
    if (count > 0 && pyjit_grow_list(&list->length, count, size) != 0) {
        PyErr_NoMemory();
        return PYJIT_FAILED;
    }
    int outcome = PYJIT_DONE;
    /* What is converted may run code of Python's that changes the list. */
    for (int64_t index = 0; outcome == PYJIT_DONE && index < count; index++) {
        PyObject *value = index < PyList_Size(object) ? PyList_GetItem(object, index) : NULL;
        if (value == NULL) {
            break;
        }
        Py_IncRef(value);
        int64_t end = 0;
        list->length = index; /* of those that are whole */
        char *at = list->elements == NULL ? NULL : list->elements + index * size;
        memset(at, 0, (size_t)size);
        outcome = take(taking, type->elements[0], value, at, &end);
        list->length = index + 1;
        Py_DecRef(value);
    }
    return outcome;
}

static int take_list(const Taking *taking, const PyjitType *type, PyObject *value,
                     PyjitBlock **out) {
    if (Py_TYPE(value) != &PyList_Type) {
        return pyjit_wrong_type(taking->entry, taking->index, taking->whole);
    }
    PyjitLists *lists = taking->lists;
    PyjitList *known = lists->room == 0 ? NULL : *place_of(lists, value);
    if (known != NULL) {
        if (strcmp(known->type->name, type->name) != 0) {
            PyErr_Format(PyExc_TypeError,
                         "%s.%s(): parameter '%s': one list is given as %s and as %s",
                         taking->entry->module, taking->entry->qualified_name,
                         taking->entry->parameters[taking->index].name, known->type->name,
                         type->name);
            return PYJIT_FAILED;
        }
        *out = &known->block;
        return PYJIT_DONE;
    }
    if (type->count == 0 && PyList_Size(value) > 0) {
        return pyjit_wrong_type(taking->entry, taking->index, taking->whole);
    }
    PyjitList *list = begin(lists, type, value);
    if (list == NULL) {
        return PYJIT_FAILED;
    }
    *out = &list->block;
    return type->count == 0 ? PYJIT_DONE : fill(taking, type, value, list);
}

/* The list of the call for a list of Python's; an outcome. */
int pyjit_argument_list(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                        const PyjitType *type, PyjitLists *lists, PyjitBlock **out) {
    Taking taking = {entry, index, whole, lists};
    return take_list(&taking, type, value, out);
}

/* Whether an object is what an element's value would become. */
static int is_same(const PyjitEntry *entry, const PyjitType *type, const char *at, int64_t *end,
                   PyObject *object) {
    switch (type->kind) {
    case PYJIT_KIND_NONE: return object == Py_None;
    case PYJIT_KIND_LIST: {
        PyjitBlock *inner;
        memcpy(&inner, at + room(end, 8), 8);
        return inner->object == object;
    }
    case PYJIT_KIND_ARRAY: {
        int64_t owner;
        memcpy(&owner, at + room_of_array(type, end) + OWNER, 8);
        PyjitBlock *block = pyjit_block_of(owner);
        return block != NULL && (owner & PYJIT_VIEW) == 0 && block->object == object;
    }
    case PYJIT_KIND_OPTIONAL:
        return at[room(end, 1)] ? is_same(entry, type->elements[0], at, end, object) : object == Py_None;
    case PYJIT_KIND_TUPLE:
    case PYJIT_KIND_NAMED: {
        int same = pyjit_is_instance(object, &PyTuple_Type) && PyTuple_Size(object) == type->count;
        for (int32_t index = 0; same && index < type->count; index++) {
            same = is_same(entry, type->elements[index], at, end, PyTuple_GetItem(object, index));
        }
        return same;
    }
    /* Of no argument. */
    case PYJIT_KIND_MIXED: return 0;
    default: {
        char taken[24] = {0};
        Taking tried = {entry, PYJIT_ONLY_TRIED, object, NULL};
        int64_t size = 0, start = *end;
        int outcome = take(&tried, type, object, taken, &size);
        PyErr_Clear();
        int64_t part = size_of(type->kind);
        for (int64_t offset = 0; offset < size; offset += part) {
            start = room(end, part);
            if (memcmp(at + start, taken + offset, (size_t)part) != 0) {
                outcome = PYJIT_FAILED;
            }
        }
        return outcome == PYJIT_DONE;
    }
    }
}

static int store(const PyjitList *list, const PyjitEntry *entry) {
    const PyjitType *type = list->type;
    PyObject *object = list->object;
    int64_t had = PyList_Size(object);
    for (int64_t index = 0; index < list->length; index++) {
        int64_t end = 0;
        const char *at = list->elements + index * type->layout->size;
        if (index < had &&
            is_same(entry, type->elements[0], at, &end, PyList_GetItem(object, index))) {
            continue;
        }
        PyObject *value = pyjit_list_element(type, list, index);
        if (value == NULL) {
            return PYJIT_FAILED;
        }
        int failed = index < had ? PyList_SetItem(object, index, value)
                                 : PyList_Append(object, value);
        if (index >= had) {
            Py_DecRef(value);
        }
        if (failed) {
            return PYJIT_FAILED;
        }
    }
    return had > list->length && PyList_SetSlice(object, list->length, had, NULL) < 0 ? PYJIT_FAILED
                                                                                   : PYJIT_DONE;
}

/* Gives the lists of Python's what kernels have changed in theirs; an outcome. */
int pyjit_store_lists(PyjitLists *lists, const PyjitEntry *entry) {
    int outcome = PYJIT_DONE;
    for (PyjitList *list = lists->first; outcome == PYJIT_DONE && list != NULL; list = list->next) {
        outcome = store(list, entry);
    }
    return outcome;
}

/* The same where the kernel failed: what it changed until then stays, unless Python runs the call
 * anew. */
void pyjit_store_lists_of_failure(PyjitLists *lists, const PyjitEntry *entry, int32_t outcome) {
    int runs_anew = outcome == PYJIT_RERUN ||
                    (entry->pure && pyjit_failed_in_python() == PYJIT_RERUN);
    if (runs_anew) {
        return;
    }
    PyObject *class, *exception, *traceback;
    PyErr_Fetch(&class, &exception, &traceback);
    if (pyjit_store_lists(lists, entry) != PYJIT_DONE) {
        PyErr_Clear();
    }
    PyErr_Restore(class, exception, traceback);
}

/* Ends the lists of a call. */
void pyjit_end_lists(PyjitLists *lists) {
    PyjitList *list = lists->first;
    while (list != NULL) {
        PyjitList *next = list->next;
        PyObject *object = list->object;
        list->block.object = NULL;
        pyjit_release_list(&list->block);
        Py_DecRef(object);
        list = next;
    }
    PyjitHeldArray *held = lists->arrays;
    while (held != NULL) {
        PyjitHeldArray *next = held->next;
        Py_DecRef(held->block.object);
        held->block.count = 1; /* results that were of it have their objects */
        pyjit_release(&held->block);
        held = next;
    }
    free(lists->table);
    memset(lists, 0, sizeof *lists);
}
