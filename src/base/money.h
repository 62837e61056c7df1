/* Money: int64 minor units with an ISO 4217 currency, spoken as a decimal number. */
#ifndef KITH_BASE_MONEY_H
#define KITH_BASE_MONEY_H

#include "base/str.h"

enum { MONEY_TEXT = 32 };

/* An ISO 4217 code in capitals that is in use. */
bool money_currency_known(struct str code);
/* Digits after the point: 2 for most, 0 JPY, 3 KWD. An unknown code has 2. */
int money_digits(struct str currency);
/* Decimal text ("-12.5", "50000") to minor units; false on junk, on more digits than the
 * currency has (unless they are zeros), or beyond +-10^15 minor units. */
bool money_parse(struct str decimal, struct str currency, int64_t *ret_minor);
/* "500", "12.50"; without a fraction when it is zero. */
void money_format(int64_t minor, struct str currency, char out[static MONEY_TEXT]);

#endif
