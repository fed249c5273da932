/* The memory of the lists that kernels work on. */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(offsetof(PyjitList, length) == PYJIT_BLOCK_SIZE, "see LENGTH of codegen::lists");
_Static_assert(offsetof(PyjitList, elements) == PYJIT_BLOCK_SIZE + 8, "see codegen::lists");
_Static_assert(offsetof(PyjitList, capacity) == PYJIT_BLOCK_SIZE + 16, "see codegen::lists");

/* A new list without elements, with one owner; NULL where there is no memory. The layout says where
 * lists lie in an element, if they do. */
PyjitBlock *pyjit_new_list(const PyjitListLayout *layout) {
    PyjitList *list = (PyjitList *)pyjit_allocate(sizeof *list - PYJIT_BLOCK_SIZE);
    if (list == NULL) {
        return NULL;
    }
    list->length = list->capacity = 0;
    list->elements = NULL;
    list->block.layout = layout;
    return &list->block;
}

/* Makes room for so many elements of so many bytes; 0, or -1 where there is no memory for them. */
int32_t pyjit_grow_list(void *head, int64_t count, int64_t size) {
    PyjitList *list = (PyjitList *)((char *)head - PYJIT_BLOCK_SIZE);
    if (size == 0) {
        list->capacity = INT64_MAX;
        return 0;
    }
    int64_t most = INT64_MAX / size;
    if (count > most) {
        return -1;
    }
    int64_t grown = list->capacity <= most / 2 ? list->capacity + list->capacity / 2 : most;
    int64_t capacity = grown > count ? grown : count;
    capacity = capacity < 4 && most >= 4 ? 4 : capacity;
    char *elements = realloc(list->elements, (size_t)(capacity * size));
    if (elements == NULL) {
        return -1;
    }
    list->elements = elements;
    list->capacity = capacity;
    return 0;
}

/* One owner less of a list or an array's memory, where there is one. */
void pyjit_release_list(PyjitBlock *owner) {
    PyjitBlock *block = pyjit_block_of((int64_t)(uintptr_t)owner);
    if (block != NULL) {
        pyjit_release(block);
    }
}

/* Ends the elements of a list that ends. */
void pyjit_free_elements(PyjitBlock *block) {
    PyjitList *list = (PyjitList *)block;
    const PyjitListLayout *layout = block->layout;
    for (int64_t index = 0; layout->count > 0 && index < list->length; index++) {
        for (int32_t part = 0; part < layout->count; part++) {
            PyjitBlock *inner;
            memcpy(&inner, list->elements + index * layout->size + layout->offsets[part],
                   sizeof inner);
            pyjit_release_list(inner);
        }
    }
    free(list->elements);
}
