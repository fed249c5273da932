/* What the code that LLVM makes and the fixed runtime know of each other.
 *
 * The records below are written as constants by `src/codegen/`; a change here is a change there.
 * Every function is hidden: an extension exports nothing but its `PyInit_…`. */
#ifndef PYJIT_RUNTIME_H
#define PYJIT_RUNTIME_H

#include "python_abi.h"

/* What a parameter takes. The sized kinds are in the order of the compiler's scalars. */
enum {
    PYJIT_KIND_NUMPY_BOOL = 0,
    PYJIT_KIND_I8,
    PYJIT_KIND_I16,
    PYJIT_KIND_I32,
    PYJIT_KIND_I64,
    PYJIT_KIND_U8,
    PYJIT_KIND_U16,
    PYJIT_KIND_U32,
    PYJIT_KIND_U64,
    PYJIT_KIND_F32,
    PYJIT_KIND_F64,
    PYJIT_KIND_BOOL,
    PYJIT_KIND_INT,
    PYJIT_KIND_FLOAT,
    PYJIT_KIND_NONE,
    PYJIT_KIND_TUPLE,
    PYJIT_KIND_ARRAY,
    PYJIT_KIND_OPTIONAL,
    PYJIT_KIND_STR,
    PYJIT_KIND_COMPLEX,
    PYJIT_KIND_NAMED,
    PYJIT_KIND_RANGE,
    PYJIT_KIND_C64,
    PYJIT_KIND_C128,
    PYJIT_KIND_RECORD, /* of the elements of an array */
    PYJIT_KIND_TIME,
    PYJIT_KIND_LIST,
    PYJIT_KIND_MIXED, /* of the elements of a list: a number of several types */
    PYJIT_KIND_GENERATOR,
};

/* Which Python object an array parameter was declared as. */
enum {
    PYJIT_CONTAINER_ARRAY = 0,
    PYJIT_CONTAINER_BYTES,
    PYJIT_CONTAINER_BYTEARRAY,
    PYJIT_CONTAINER_MEMORYVIEW,
    PYJIT_CONTAINER_ARRAY_ARRAY,
    PYJIT_CONTAINER_RECORD, /* `np.void`, a record of an array */
};

/* How the elements of lists lie in memory, and at which places of each there are the addresses of blocks
 * that it is an owner of. */
typedef struct {
    int32_t size; /* in bytes */
    int32_t count;
    int32_t offsets[];
} PyjitListLayout;

/* A type that an argument must have. */
typedef struct PyjitType {
    const char *name;                       /* as diagnostics spell it */
    const struct PyjitType *const *elements; /* of a tuple; of a list the one, if it is known; the
                                              * alternatives of a number of several types */
    int32_t kind;
    int32_t count;     /* of these */
    int32_t element;   /* of an array: a sized kind, one of NumPy's complex ones, or that of times; of a
                        * number of several types, what holds it */
    int32_t ndim;      /* of an array */
    int32_t container; /* of an array */
    int32_t order;     /* of an array: what it must be in, PYJIT_ANY_ORDER or one of its kin */
    const char *module;     /* of a named tuple: where its class is a global name; of an array of
                             * records what `numpy.dtype` makes their dtype of, a literal */
    const char *class_name; /* of a named tuple */
    const int64_t *lengths; /* of an array: what each must be, -1 for any; NULL where all may be any */
    const char *dtype;      /* of times and arrays of them: NumPy's `dtype.str` */
    int32_t unit;           /* of times: its number in `NPY_DATETIMEUNIT` */
    int32_t unit_count;     /* of times: how many of these one is */
    const PyjitListLayout *layout; /* of a list */
} PyjitType;

/* What order of the elements in memory an array parameter asks for. */
enum { PYJIT_ANY_ORDER, PYJIT_C_ORDER, PYJIT_FORTRAN_ORDER };

typedef struct {
    const char *name;
    const PyjitType *type;
    int32_t has_default; /* the Python function has a default value for it */
} PyjitParameter;

/* A constant string; the object is made when the module is loaded. */
typedef struct {
    const char *data; /* UTF-8 */
    int64_t length;   /* in bytes */
    PyObject *object;
} PyjitText;

/* A value that a kernel was built with. */
typedef struct PyjitConstant {
    const char *text; /* of a string, `count` bytes; of an int beyond 64 bits its digits */
    const struct PyjitConstant *const *parts; /* of a tuple */
    int64_t number;
    double real, imaginary;
    int32_t kind;
    int32_t count;
} PyjitConstant;

/* What a global name meant; the order is that of `codegen::frozen`. */
enum {
    PYJIT_FROZEN_CONSTANT = 0,
    PYJIT_FROZEN_KERNEL,  /* of the qualified name `text`; `line` is the place of its line */
    PYJIT_FROZEN_LIBRARY, /* of the dotted name `text` */
    PYJIT_FROZEN_NUMBER,  /* of the type `text`; `line` is 1 where one statement assigns it */
};

/* A global name, what is behind it, and what it meant when the kernel was compiled. */
typedef struct {
    const char *module;
    const char *names; /* each with its NUL */
    const PyjitConstant *value;
    const char *text;
    int64_t *number; /* that the first call reads (a float as the bits of its double), and how many
                      * kernels use it */
    int64_t names_length; /* in bytes */
    int32_t kind;
    int32_t line;
} PyjitFrozen;

/* A signature of a kernel that Python can call. */
typedef struct {
    const char *module;
    const char *qualified_name;
    const char *signature;
    const char *file; /* relative to the tree's root, with '/' */
    vectorcallfunc call;
    const PyjitParameter *parameters;
    PyjitText *const *texts; /* that the kernel and its callees use */
    const PyjitFrozen *const *frozen; /* what the kernel and its callees were built with */
    const uint32_t *lines;            /* of its unit */
    int32_t first_line;               /* its place in the lines */
    int32_t parameter_count;
    int32_t positional_only;
    int32_t keyword_only;
    int32_t pure; /* may be run again in Python */
    int32_t text_count;
    int32_t frozen_count;
    int32_t recorded; /* its types are those of recorded calls, and taken as they are */
} PyjitEntry;

typedef struct {
    const char *name;    /* of the extension */
    const char *package; /* that it was built in, by its dotted name; empty for none */
    const PyjitEntry *const *entries;
    int64_t count;
    /* What stands for a function whose entries are recorded; NULL where there is none, so that no
     * other extension is linked with it. */
    PyObject *(*make_recorded)(const PyjitEntry *const *entries, int64_t count, PyObject *function);
} PyjitTable;

/* What can go wrong inside a kernel; the order is that of `codegen::sites`. */
enum {
    PYJIT_OVERFLOW = 1,
    PYJIT_NEGATIVE_EXPONENT,
    PYJIT_COMPLEX_POWER,
    PYJIT_INDEX,         /* of NumPy; `detail` is the axis */
    PYJIT_INTEGER_RANGE, /* `text` is the type's name, `detail` whether the number is unsigned */
    PYJIT_ASSERTION,
    PYJIT_SIZED_NEGATIVE_EXPONENT,
    PYJIT_RECURSION,
    PYJIT_AS_PYTHON, /* `text` is a statement that raises the same */
    PYJIT_ASSUMPTION,
};

/* A function as tracebacks name it. */
typedef struct {
    const char *file; /* relative to the tree's root, with '/' */
    const char *name;
    const uint32_t *lines; /* of its unit, which name them by their places in here */
} PyjitFunction;

/* A place in a kernel that raises or calls. */
typedef struct {
    const PyjitFunction *function; /* NULL for one of the library, which has no frames in Python */
    const char *text;
    int32_t line; /* its place in the lines */
    int16_t failure;
    int16_t detail;
} PyjitSite;

/* How an object is made; the order is that of `codegen::objects`. */
enum {
    PYJIT_MAKE_NONE = 0,
    PYJIT_MAKE_NUMBER,    /* `detail` is the kind of the scalar that holds it */
    PYJIT_MAKE_SIZED,     /* the same, of NumPy */
    PYJIT_MAKE_COMPLEX,   /* of two words; `detail`: the bits of NumPy's, or 0 */
    PYJIT_MAKE_CONSTANT,  /* the string `text` */
    PYJIT_MAKE_STRING,    /* the word is a string */
    PYJIT_MAKE_TUPLE,     /* of the parts */
    PYJIT_MAKE_CHOICE,    /* the first part if the word is not 0, else the second */
    PYJIT_MAKE_JOINED,    /* the parts as one string */
    PYJIT_MAKE_FORMATTED, /* the first part; `detail` is 'r', 's', 'a' or 0, the second its format */
    PYJIT_MAKE_GLOBAL,    /* the names in `text`, each with its NUL, found from `module` */
    PYJIT_MAKE_CALL,      /* the same, called with the parts */
    PYJIT_MAKE_KEYWORD,   /* an argument of a call: the part, for the keyword `text` */
};

/* A Python object that is made of machine values. */
typedef struct PyjitObject {
    const char *module; /* NULL for builtins */
    const char *text;
    const struct PyjitObject *const *parts;
    int64_t text_length; /* in bytes */
    int32_t kind;
    int32_t count; /* of parts */
    int32_t word;  /* the place of the value among the words */
    int32_t detail;
} PyjitObject;

typedef struct {
    PyObject object;
    vectorcallfunc vectorcall;
    const PyjitEntry *const *entries; /* one for each signature */
    int64_t count;
    PyObject *function; /* the Python function */
    PyObject *defaults; /* a tuple, NULL where a parameter has none */
    PyObject *signatures;
    PyObject *dictionary;
    PyObject *weak_references;
} PyjitKernel;

#include "generator.h"

/* What travels through the kernels of a call from Python: the entry makes it on its stack, and every
 * kernel that can fail, look at signals or recurse has its address. What fails records its site here
 * and leaves, and so does each caller on the way out; only the entry makes the exception of it.
 *
 * An entry sets `stack_limit` and `polls` where a kernel can recurse, and nothing else: the rest is
 * the record of what failed, which `pyjit_fail` and its kin begin. */
typedef struct {
    int64_t stack_limit; /* no frame of a recursive kernel may lie below */
    int32_t polls;       /* how many calls of recursive kernels go before the next look at signals */
    int32_t frame_count;
    struct PyjitGenerator *generator; /* of `np.random`, set by an entry whose kernel draws of it */
    const PyjitSite *site;
    const PyjitObject *object; /* what is to be raised, else NULL */
    int64_t *words;            /* for the object or for the site's message */
    const PyjitSite **frames;  /* the sites of kernels that were left, the innermost first */
    int64_t word_room[4];      /* where the words are, and the frames, while they are few */
    const PyjitSite *frame_room[8];
} PyjitContext;

/* What the entry sets aside for it. */
_Static_assert(sizeof(PyjitContext) == 152, "see CONTEXT_WORDS of codegen::contexts");

/* A dtype of times, and how NumPy writes it. */
typedef struct {
    char code[32];
    PyObject *dtype;
} PyjitTimeDtype;

#define PYJIT_TIME_DTYPES 16

/* The beginning of NumPy's array object. It is part of NumPy's ABI (`PyArrayObject_fields`), the
 * same in NumPy 1 and 2. */
typedef struct {
    PyObject object;
    char *data;
    int ndim;
    Py_ssize_t *shape, *strides;
    PyObject *base;
    PyObject *dtype;
    int flags;
} PyjitArrayFields;

enum { PYJIT_C_CONTIGUOUS = 0x0001, PYJIT_WRITEABLE = 0x0400 }; /* of `flags` */

/* The beginning of NumPy's `np.void` (`PyVoidScalarObject`), the same in NumPy 1 and 2. */
typedef struct {
    PyObject object;
    Py_ssize_t size;
    char *data;
    PyObject *dtype;
    int flags;
    PyObject *base; /* the array that it is a record of; NULL where the memory is its own */
} PyjitVoidFields;

/* The objects that the extension keeps from one call to the next; NULL until they are made. */
typedef struct {
    PyTypeObject *ndarray;      /* of NumPy; entries read this one and the next themselves */
    PyTypeObject *array_array;  /* `array.array` */
    PyTypeObject *masked_array; /* of NumPy */
    PyTypeObject *array_type;   /* the class that was last found to be one of arrays */
    PyTypeObject *kernel_type;
    PyTypeObject *versions_type;
    PyTypeObject *watched_type; /* see watched.c */
    PyObject *functions_of_modules; /* see objects.c */
    PyObject *statements;           /* see errors.c */
    PyObject *raising_code;         /* see errors.c */
    PyObject *line_table;           /* see errors.c */
    void **numpy;                   /* see results.c */
    PyObject *dtypes;   /* of records, by the literals that they are made of */
    PyTypeObject *datetime64;       /* of NumPy, as the next */
    PyTypeObject *timedelta64;
    PyTypeObject *void_scalar;
    PyTypeObject *generator;
    double numpy_version; /* see generators.c */
    PyjitTimeDtype time_dtypes[PYJIT_TIME_DTYPES]; /* see times.c */
} PyjitState;

extern PyjitState pyjit_state;

static inline void pyjit_drop(PyObject *object) {
    if (object != NULL) {
        Py_DecRef(object);
    }
}

/* The head of the memory of arrays, or what stands for it where an argument's memory is returned: how
 * many owners it has. It lies at an even address; an array's owner is this address, and the lowest bit
 * says that the array is another view of the memory than the block's own object. */
typedef struct {
    int64_t count;
    PyObject *object; /* borrowed: the argument; or the array that was made of the block, while the
                       * results of a call are made */
    int64_t is_argument;
    const PyjitListLayout *layout; /* of a list, or PYJIT_OF_GENERATOR; NULL of anything else */
    int64_t room[2];
} PyjitBlock;

/* What says that a block has a generator that a kernel made. */
#define PYJIT_OF_GENERATOR (&pyjit_of_generator)
extern const PyjitListLayout pyjit_of_generator;

/* A list: kernels have the address behind the block. */
typedef struct PyjitList {
    PyjitBlock block;
    int64_t length;
    char *elements;
    int64_t capacity; /* how many elements there is room for */
    /* Of the lists of a call, which are chained: */
    PyObject *object; /* Python's; the chain holds it */
    const PyjitType *type;
    struct PyjitList *next;
} PyjitList;

/* What stands for the memory of an array that is in a list among the arguments. */
typedef struct PyjitHeldArray {
    PyjitBlock block;
    struct PyjitHeldArray *next;
} PyjitHeldArray;

/* The lists among the arguments of a call and a table of them by the lists of Python's, and the arrays
 * in them. */
typedef struct {
    PyjitList *first;
    PyjitHeldArray *arrays;
    PyjitList **table;
    int64_t count, room;
} PyjitLists;

/* What the entry sets aside for it. */
_Static_assert(sizeof(PyjitLists) == 40, "see LISTS_WORDS of codegen::entry");

#define PYJIT_BLOCK_SIZE 48
#define PYJIT_VIEW 1

/* The outcomes of a conversion and of a kernel. */
enum { PYJIT_DONE = 0, PYJIT_FAILED = 1, PYJIT_RERUN = 2 };

/* What of vectorcall's `nargsf` is the number of positional arguments. */
#define COUNT_MASK (~((size_t)1 << (8 * sizeof(size_t) - 1)))

/* kernel.c */
PyObject *pyjit_kernel_new(const PyjitEntry *const *entries, int64_t count, PyObject *function);
int pyjit_kernel_type_ready(void);
int pyjit_kernel_begin(PyjitKernel *kernel, const PyjitEntry *const *entries, int64_t count,
                       PyObject *function);
void pyjit_kernel_release(PyjitKernel *kernel);
int pyjit_kernel_traverse(PyObject *self, visitproc visit, void *argument);
int pyjit_kernel_clear(PyObject *self);
PyObject *pyjit_kernel_represent(PyObject *self);
PyObject *pyjit_kernel_bind_method(PyObject *self, PyObject *instance, PyObject *owner);
PyObject *pyjit_kernel_reduce(PyObject *self, PyObject *unused);
PyObject *pyjit_kernel_attribute(PyObject *self, PyObject *name);
PyObject *pyjit_kernel_elsewhere(PyObject *self);
void pyjit_drop_slot(PyObject **slot);
int pyjit_defaults_changed(PyjitKernel *kernel);
PyObject *pyjit_signatures_of(const PyjitEntry *const *entries, int64_t count);

/* frozen.c */
PyObject *pyjit_first_call(PyObject *self, PyObject *const *arguments, size_t nargsf,
                           PyObject *names);
PyObject *pyjit_always_python(PyObject *self, PyObject *const *arguments, size_t nargsf,
                              PyObject *names);

/* binding.c */
int pyjit_bind(PyjitKernel *kernel, const PyjitEntry *entry, PyObject *const *arguments,
               size_t nargsf, PyObject *names, PyObject **bound);
PyObject *pyjit_call_function(PyObject *function, PyObject *const *arguments, size_t nargsf,
                              PyObject *names);
PyObject *pyjit_run_python(PyjitKernel *kernel, PyObject *const *arguments, size_t nargsf,
                           PyObject *names);

int pyjit_in_python(void);
int pyjit_failed_in_python(void);
int pyjit_share_runs_in_python(PyObject *of_interpreter);

/* The index of an argument where a signature is only tried: what does not fit then needs no words. */
enum { PYJIT_ONLY_TRIED = -1 };

/* arguments.c, arrays.c, containers.c: each gives an outcome; `whole` is the argument that `value` is part of. */
int pyjit_argument_float(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                         double *out);
int pyjit_argument_complex(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                           double *out);
int pyjit_argument_complex64(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                           double *out);
int pyjit_argument_range(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                         int64_t *out);
PyObject *pyjit_make_range(int64_t start, int64_t stop, int64_t step);
int pyjit_argument_f32(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                       float *out);
int pyjit_argument_int(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                       int64_t *out);
int pyjit_argument_sized(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                         int64_t kind, int64_t *out);
int pyjit_argument_bool(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                        int64_t *out);
int pyjit_argument_none(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value);
int pyjit_argument_named(const PyjitEntry *entry, int64_t index, PyObject *whole, PyObject *value,
                         const PyjitType *type);
int pyjit_argument_text(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value);
int pyjit_argument_tuple(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                         int64_t count);
int pyjit_argument_container(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                             const PyjitType *type);
/* Gives -1 on failure, else whether the memory is aligned and in C order. */
int pyjit_argument_array(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                         const PyjitType *type, Py_buffer *view);
int pyjit_wrong_type(const PyjitEntry *entry, int64_t index, PyObject *whole);
PyObject *pyjit_describe(PyObject *value);
int pyjit_is_numpy_scalar(PyObject *value, const char *name, const char *other);
int32_t pyjit_format_kind(const Py_buffer *view);
int pyjit_reads_elements(const Py_buffer *view);

/* containers.c */
int pyjit_is_of(PyObject *value, PyTypeObject **class, const char *module, const char *name);
int pyjit_is_ndarray(PyObject *value);
int pyjit_is_masked(PyObject *value);
int pyjit_is_disguised(PyObject *value);
int pyjit_is_array_array(PyObject *value);
PyObject *pyjit_array_hint(const PyjitType *type, PyObject *value);

/* dispatch.c */
PyObject *pyjit_dispatch(PyObject *self, PyObject *const *arguments, size_t nargsf,
                         PyObject *names);

/* recorded.c */
PyObject *pyjit_recorded_new(const PyjitEntry *const *entries, int64_t count, PyObject *function);

/* module.c */
PyObject *pyjit_module_init(const PyjitTable *given);

/* state.c */
extern int64_t pyjit_debug; /* `__debug__`, not 0 unless Python was started with -O */
int pyjit_state_ready(const PyjitTable *table);

/* context.c */
void pyjit_fail(PyjitContext *context, const PyjitSite *site, int64_t first, int64_t second);
void pyjit_raise(PyjitContext *context, const PyjitSite *site, const PyjitObject *object,
                 const int64_t *words, int64_t count);
int pyjit_run(PyjitContext *context, const PyjitSite *site, const PyjitObject *object,
              const int64_t *words);
int pyjit_poll(PyjitContext *context, const PyjitSite *site);
void pyjit_pass(PyjitContext *context, const PyjitSite *site);
int pyjit_settle(PyjitContext *context, const PyjitEntry *entry);

/* memory.c */
int64_t pyjit_live_blocks(void);
PyjitBlock *pyjit_allocate(int64_t size);
PyjitBlock *pyjit_allocate_zeroed(int64_t size);
void pyjit_release(PyjitBlock *block);

/* lists.c */
PyjitBlock *pyjit_new_list(const PyjitListLayout *layout);
int32_t pyjit_grow_list(void *head, int64_t count, int64_t size);
void pyjit_release_list(PyjitBlock *block);
void pyjit_free_elements(PyjitBlock *block);

/* list_values.c */
int pyjit_argument_list(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                        const PyjitType *type, PyjitLists *lists, PyjitBlock **out);
PyObject *pyjit_make_list(const PyjitType *type, PyjitBlock *block);
PyObject *pyjit_list_element(const PyjitType *type, const PyjitList *list, int64_t index);
int pyjit_store_lists(PyjitLists *lists, const PyjitEntry *entry);
void pyjit_store_lists_of_failure(PyjitLists *lists, const PyjitEntry *entry, int32_t outcome);
void pyjit_end_lists(PyjitLists *lists);

/* generators.c */
int pyjit_is_generator(PyObject *value);
int pyjit_argument_generator(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                             PyjitGenerator **generators, PyjitGenerator *slot);
int pyjit_global_generator(PyjitGenerator **generators, PyjitGenerator *slot, int32_t with_gauss);
int pyjit_lock_generators(PyjitGenerator **generators);
PyjitBlock *pyjit_new_generator(int64_t seed);
void pyjit_free_generator(PyjitBlock *block);
PyObject *pyjit_make_generator(const PyjitGenerator *slot);
void pyjit_seed(PyjitContext *context, int64_t seed);
int pyjit_end_generators(PyjitGenerator **generators);

/* times.c */
int pyjit_is_time(PyObject *value);
uint64_t pyjit_unit_of_time(PyObject *value);
int pyjit_is_this_time(PyObject *value, const char *text);
int pyjit_argument_time(const PyjitEntry *, int64_t index, PyObject *whole, PyObject *value,
                        const PyjitType *type, int64_t *out);
PyObject *pyjit_time_dtype(const PyjitType *type);
PyObject *pyjit_make_time(const PyjitType *type, int64_t number);
int pyjit_take_times(PyObject *value, const PyjitType *type, Py_buffer *view);
void pyjit_take_array(PyObject *value, Py_ssize_t itemsize, Py_buffer *view);

/* results.c */
void **pyjit_numpy(void);
int64_t pyjit_numpy_interface(void);
PyObject *pyjit_make_array(const PyjitType *type, void *data, int32_t read_only, int64_t owner,
                           const int64_t *numbers);
PyjitBlock *pyjit_block_of(int64_t owner);
void pyjit_end_result(int64_t owner);

/* records.c */
PyObject *pyjit_record_dtype(const char *literal);
int pyjit_holds_records(PyObject *array, const PyjitType *type);
int pyjit_is_record(PyObject *value);
int pyjit_owns_parts(PyObject *record);
int pyjit_take_records(PyObject *value, const PyjitType *type, Py_buffer *view);
PyObject *pyjit_make_record(const PyjitType *type, void *data, int32_t read_only, int64_t owner,
                            const int64_t *numbers);

/* errors.c */
void pyjit_set_exception(const PyjitSite *site, int64_t first, int64_t second);
void pyjit_add_frame(const PyjitSite *site);

/* objects.c */
PyObject *pyjit_make(const PyjitObject *object, const int64_t *words);
PyObject *pyjit_global(const char *module, const char *name);
PyObject *pyjit_find(const char *module, const char *names, int64_t length);
PyObject *pyjit_find_beside(PyObject *function, const char *names, int64_t length);
int pyjit_is_unsettled(const PyjitFrozen *frozen);
int pyjit_read_number(PyObject *live, const PyjitFrozen *frozen);
int pyjit_is_in_use(const PyjitFrozen *frozen);
void pyjit_count_numbers(const PyjitKernel *kernel, int change);
int pyjit_is_sized(PyObject *value, int32_t kind);
PyObject *pyjit_make_named(const PyjitType *type, PyObject *tuple);
void pyjit_raise_object(const PyjitSite *site, const PyjitObject *object, const int64_t *words);
void pyjit_remember_module(const char *module, PyObject *function);

/* places.c */
char *pyjit_built_name(PyObject *extension, const char *built_package, const char *name);
char *pyjit_actual_name(const char *name);
void pyjit_set_root(const char *filename, const char *relative, const char *package);
PyObject *pyjit_file_name(const char *relative);

/* texts.c */
int pyjit_texts_ready(const PyjitTable *table);
void pyjit_forget_texts(const PyjitTable *table);
int pyjit_text_equal(PyObject *left, PyObject *right);
int pyjit_text_less(PyObject *left, PyObject *right);
int64_t pyjit_text_length(PyObject *text);

/* stack.c */
int64_t pyjit_stack_limit(void);

/* version.c */
void pyjit_find_version(void);
int64_t pyjit_python_version(void);

/* arithmetic.c */
double pyjit_true_divide(int64_t left, int64_t right);
int64_t pyjit_power(int64_t base, int64_t exponent);
int64_t pyjit_power_modulo(int64_t base, int64_t exponent, int64_t modulus);
int64_t pyjit_power_checked(int64_t base, int64_t exponent, int64_t *overflow);
double pyjit_frexp_fraction(double value);
int64_t pyjit_frexp_exponent(double value);
double pyjit_ldexp(double value, int64_t exponent);

/* decimals.c */
double pyjit_round_decimal(double value, int64_t digits);

#endif
