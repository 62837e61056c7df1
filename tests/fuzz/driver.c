/* libFuzzer's entry: the environment variable FUZZ_TARGET says which. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const char *name = getenv("FUZZ_TARGET");
    for (size_t i = 0; name && i < fuzz_n_targets; i++)
        if (strcmp(fuzz_targets[i].name, name) == 0)
            fuzz_targets[i].run((struct str){(const char *)bytes, n});
    return 0;
}
