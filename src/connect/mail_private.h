/* What the mail*.c files share. */
#ifndef KITH_CONNECT_MAIL_PRIVATE_H
#define KITH_CONNECT_MAIL_PRIVATE_H

#include "connect/mail.h"

/* The address in ASCII; ERR_INVALID naming the field. */
int mail_address(struct arena *a, struct str text, const char *field, const char **ret_address,
                 struct err *err);
/* Name (or STR_NONE) and address of `Name <address>`. */
int mail_sender(struct arena *a, const char *from, struct str *ret_name, const char **ret_address,
                struct err *err);

#endif
