/* What scripts/embed-page.mjs writes: one row a file of the built page, sorted by path. */
#ifndef KITH_PAGE_FILES_H
#define KITH_PAGE_FILES_H

#include "base/str.h"

/* The best first. */
enum page_coding { PAGE_BROTLI, PAGE_GZIP, PAGE_PLAIN, PAGE_CODINGS };

struct page_file {
    const char *path;               /* "/assets/index-3f2a91.js" */
    const char *type;               /* for Content-Type */
    const char *hash;               /* of its content */
    struct str bytes[PAGE_CODINGS]; /* p NULL: this coding would not make it smaller */
};

extern const struct page_file page_files[];
extern const size_t page_n_files;

#endif
