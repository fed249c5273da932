/* The memory of arrays that kernels make: blocks that count their owners. Code of the kernels adds and
 * takes away owners itself (`src/codegen/ownership.rs`); here blocks begin and end. */
#include "runtime.h"

#include <stdlib.h>

/* How many blocks there are, for tests: none is left when nothing holds a result any more. */
static int64_t live_blocks = 0;

int64_t pyjit_live_blocks(void) {
    return live_blocks;
}

/* Memory that is asked of the system lies 16 bytes behind a page's start, so what is behind the head
 * of a large block begins at a multiple of 64. */
_Static_assert(sizeof(PyjitBlock) == PYJIT_BLOCK_SIZE, "see BLOCK_SIZE of codegen::ownership");

static PyjitBlock *begin(void *memory) {
    PyjitBlock *block = memory;
    if (block != NULL) {
        block->count = 1;
        block->object = NULL;
        block->is_argument = 0;
        block->layout = NULL;
        live_blocks++;
    }
    return block;
}

static int is_too_large(int64_t size) {
    return size < 0 || size > INT64_MAX - PYJIT_BLOCK_SIZE;
}

/* A block of so many bytes behind its head, with one owner; NULL where there is no memory. */
PyjitBlock *pyjit_allocate(int64_t size) {
    return is_too_large(size) ? NULL : begin(malloc((size_t)size + PYJIT_BLOCK_SIZE));
}

/* The same, of zeros. */
PyjitBlock *pyjit_allocate_zeroed(int64_t size) {
    return is_too_large(size) ? NULL : begin(calloc(1, (size_t)size + PYJIT_BLOCK_SIZE));
}

/* One owner less of a block; it ends with the last one. */
void pyjit_release(PyjitBlock *block) {
    if (--block->count == 0) {
        live_blocks--;
        if (block->layout == PYJIT_OF_GENERATOR) {
            pyjit_free_generator(block);
        } else if (block->layout != NULL) {
            pyjit_free_elements(block);
        }
        free(block);
    }
}
