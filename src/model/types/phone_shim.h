/* libphonenumber's one question we ask, for C. */
#ifndef KITH_MODEL_TYPES_PHONE_SHIM_H
#define KITH_MODEL_TYPES_PHONE_SHIM_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { PHONE_E164_ROOM = 32 };

/* E.164 ("+16502530000", without extension) of a number as typed; region (ISO 3166, "" for none)
 * is the country of numbers written without code. False when no number of that length exists, or
 * only a local one. out holds PHONE_E164_ROOM bytes. Any thread. */
bool phone_e164(const char *typed, size_t typed_n, const char *region, size_t region_n, char *out);

#ifdef __cplusplus
}
#endif

#endif
