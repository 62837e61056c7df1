/* Every error Kith can answer with: name, code, HTTP status, title.
 *
 * TO ADD AN ERROR: one row here; it gets its enum (ERR_NAME), its code in answers (the
 * same, lower case) and its line in the OpenAPI document. The title is constant; the message says
 * what and how.
 */
ERR(BAD_REQUEST, "bad_request", 400, "The request cannot be understood")
ERR(BAD_JSON, "bad_json", 400, "The body is not valid JSON")
ERR(BAD_QUERY, "bad_query", 400, "A parameter in the address is not valid")
ERR(BAD_CURSOR, "bad_cursor", 400, "The cursor does not belong to this list")
ERR(UNAUTHORIZED, "unauthorized", 401, "Sign in first")
ERR(FORBIDDEN, "forbidden", 403, "Not allowed")
ERR(NOT_FOUND, "not_found", 404, "Not found")
ERR(METHOD_NOT_ALLOWED, "method_not_allowed", 405, "This address does not answer that method")
ERR(CONFLICT, "conflict", 409, "The record has changed")
ERR(UNDO_CONFLICT, "undo_conflict", 409, "The change cannot be undone as it stands")
ERR(DUPLICATE, "duplicate", 409, "It exists already")
ERR(IN_FLIGHT, "in_flight", 409, "The same request is still being answered")
ERR(PRECONDITION_FAILED, "precondition_failed", 412, "The record has moved on")
ERR(TOO_LARGE, "too_large", 413, "The request is too large")
ERR(UNSUPPORTED_MEDIA, "unsupported_media", 415, "The body must be JSON")
ERR(INVALID, "invalid", 422, "The input is not valid")
ERR(REQUIRED, "required", 422, "A field is missing")
ERR(UNKNOWN_FIELD, "unknown_field", 422, "There is no such field")
ERR(READ_ONLY, "read_only", 422, "The field cannot be set")
ERR(TOO_LONG, "too_long", 422, "The value is too long")
ERR(OUT_OF_RANGE, "out_of_range", 422, "The value is out of range")
ERR(BAD_REFERENCE, "bad_reference", 422, "It refers to a record that does not exist")
ERR(IDEMPOTENCY_REUSED, "idempotency_reused", 422,
    "The Idempotency-Key was used for another request")
ERR(TOO_MANY, "too_many", 429, "Too many requests")
ERR(INTERNAL, "internal", 500, "Something went wrong here")
ERR(UNAVAILABLE, "unavailable", 503, "Not available just now")
ERR(TOO_SLOW, "too_slow", 503, "The question takes too long to answer")
