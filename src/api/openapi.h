/* What the files that print the OpenAPI document share. The document itself: openapi_print() in
 * api.h.
 */
#ifndef KITH_API_OPENAPI_H
#define KITH_API_OPENAPI_H

#include "api/api.h"

/* The "parameters" of an operation: path, query, list parameters, headers. */
void openapi_put_parameters(const struct endpoint *ep, struct json *out);
/* The "components" that what is printed already refers to. */
void openapi_put_components(struct json *out);

/* Components by name, so that who refers and who defines agree. */
void openapi_put_ref(const char *section, const char *name, struct json *out);

static inline bool endpoint_reads(const struct endpoint *ep)
{
    return ep->method == HTTP_GET;
}

static inline bool endpoint_writes(const struct endpoint *ep)
{
    return (ep->mode == MODE_WRITE && !(ep->flags & ENDPOINT_PERSONAL)) ||
           (ep->flags & ENDPOINT_CHANGES);
}

static inline bool endpoint_has_body(const struct endpoint *ep)
{
    return ep->body || ep->body_kind == SHAPE_CREATE || ep->body_kind == SHAPE_PATCH;
}

/* It answers one record, tagged by its version. */
static inline bool endpoint_answers_record(const struct endpoint *ep)
{
    return ep->answer_kind == SHAPE_RECORD;
}

#endif
