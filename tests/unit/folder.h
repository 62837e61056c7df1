/* A temporary folder for one test. */
#ifndef KITH_TESTS_FOLDER_H
#define KITH_TESTS_FOLDER_H

enum { FOLDER_MAX = 64 };

void folder_make(char ret[static FOLDER_MAX]);
/* With all that is in it. */
void folder_remove(const char *folder);

#endif
