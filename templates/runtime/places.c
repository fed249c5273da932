/* Names and places: a package that was built under one name may lie under another, where somebody
 * copied it into a package of theirs. What the compiler wrote down is led from the one to the other
 * by where the extension itself lies. */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

/* The packages of the extension: of the build, and of this process. */
static const char *built = "";
static char *actual = NULL;

/* The folder of that package as Python's own file names have it, and the root of the tree that was
 * built, each with its separator. */
static char *package_folder = NULL, *root = NULL;

/* The path in the tree of what is in no file, a cell of a notebook; and what Python calls it. */
static const char *cell = NULL;
static char *cell_name = NULL;

/* The first `length` bytes and a text behind them. */
static char *join(const char *first, size_t length, const char *second) {
    size_t rest = strlen(second);
    char *whole = malloc(length + rest + 1);
    if (whole != NULL) {
        memcpy(whole, first, length);
        memcpy(whole + length, second, rest + 1);
    }
    return whole;
}

/* The length of a dotted name without its last part. */
static size_t parent(const char *name, size_t length) {
    while (length > 0 && name[length - 1] != '.') {
        length--;
    }
    return length > 0 ? length - 1 : 0;
}

/* Where in `name` begins what lies in the package that the first bytes of `package` name; NULL if
 * it does not lie there. What begins there has its dot. */
static const char *inside(const char *name, const char *package, size_t length) {
    if (length == 0) {
        return name;
    }
    int lies = strncmp(name, package, length) == 0 && (name[length] == '.' || name[length] == '\0');
    return lies ? name + length : NULL;
}

/* The name that a module has in package `to` which has `name` in package `from`. A module outside
 * of it lies in the same way beside the packages around it. The caller frees it. */
static char *translate(const char *name, const char *from, const char *to) {
    size_t length = strlen(from), target = strlen(to);
    const char *rest = inside(name, from, length);
    while (rest == NULL) {
        length = parent(from, length);
        target = parent(to, target);
        rest = inside(name, from, length);
    }
    if (target == 0) {
        return join("", 0, *rest == '.' ? rest + 1 : rest);
    }
    char *package = join(to, target, *rest == '.' || *rest == '\0' ? "" : ".");
    char *whole = package == NULL ? NULL : join(package, strlen(package), rest);
    free(package);
    return whole;
}

/* The name that a module had when it was built, given that of now; NULL with an exception. Learns
 * from the extension where the package lies. The caller frees it. */
char *pyjit_built_name(PyObject *extension, const char *built_package, const char *name) {
    PyObject *own = PyObject_GetAttrString(extension, "__name__");
    const char *text = own == NULL ? NULL : PyUnicode_AsUTF8AndSize(own, NULL);
    char *package = text == NULL ? NULL : join(text, parent(text, strlen(text)), "");
    char *result = package == NULL ? NULL : translate(name, package, built_package);
    if (text != NULL && result == NULL) {
        PyErr_NoMemory();
    }
    pyjit_drop(own);
    if (result == NULL) {
        free(package);
        return NULL;
    }
    free(actual);
    built = built_package;
    actual = package;
    return result;
}

/* The name of now of a module that the compiler knew by that name; NULL with an exception. */
char *pyjit_actual_name(const char *name) {
    char *result = actual == NULL ? join("", 0, name) : translate(name, built, actual);
    if (result == NULL) {
        PyErr_NoMemory();
    }
    return result;
}

/* Where in the path of a file, relative to the root, begins what lies in the package's folder; NULL
 * if it does not lie there. */
static const char *inside_folder(const char *relative, const char *package) {
    for (; *package != '\0'; relative++, package++) {
        if (*relative != *package && !(*relative == '/' && *package == '.')) {
            return NULL;
        }
    }
    return *relative == '/' ? relative + 1 : NULL;
}

/* The length of a folder's name without its last part; both end in a separator. */
static size_t parent_folder(const char *folder, size_t length) {
    length -= length > 0;
    while (length > 0 && folder[length - 1] != '/') {
        length--;
    }
    return length;
}

/* Learns the folders from the file name of a Python function whose path in the tree is known; or, where
 * that does not end like it, the name of this file alone. */
void pyjit_set_root(const char *filename, const char *relative, const char *package) {
    const char *below = *package == '\0' ? NULL : inside_folder(relative, package);
    const char *end = below == NULL ? relative : below;
    size_t length = strlen(filename), tail = strlen(end);
    if (root != NULL) {
        return;
    }
    if (tail > length || strcmp(filename + length - tail, end) != 0) {
        if (cell == NULL) {
            cell_name = join(filename, length, "");
            cell = cell_name == NULL ? NULL : relative;
        }
        return;
    }
    length -= tail;
    if (below != NULL) {
        package_folder = join(filename, length, "");
        length = parent_folder(filename, length);
        for (; *package != '\0'; package++) {
            length = *package == '.' ? parent_folder(filename, length) : length;
        }
    }
    root = join(filename, length, "");
}

/* The name of a file of the tree, given its path: relative to the root, but for files of a process
 * that another root was found from. */
PyObject *pyjit_file_name(const char *relative) {
    if (*relative == '/') {
        return PyUnicode_FromString(relative);
    }
    if (root == NULL && cell != NULL && strcmp(relative, cell) == 0) {
        return PyUnicode_FromString(cell_name);
    }
    const char *below = package_folder == NULL ? NULL : inside_folder(relative, built);
    if (below != NULL) {
        return PyUnicode_FromFormat("%s%s", package_folder, below);
    }
    return PyUnicode_FromFormat("%s%s", root == NULL ? "" : root, relative);
}
