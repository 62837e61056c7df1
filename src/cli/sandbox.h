/* What the server gives up at its start, before any thread: new files are for its user alone, no
 * program it runs could gain rights, most files are out of its sight, and it starts no programs.
 *
 * Each part is taken where the kernel has it; a kernel without is no error, since none of them is
 * what keeps records apart.
 */
#ifndef KITH_CLI_SANDBOX_H
#define KITH_CLI_SANDBOX_H

#include "base/setting.h"

/* Makes the data folder where it lacks: what is to be allowed must be there. Files that settings
 * name (certificate, access log) stay within reach, so they may be opened anew later. */
int sandbox_enter(const struct settings *s, struct err *err);

#endif
