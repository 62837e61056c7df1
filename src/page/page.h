/* The web page's files, which are part of the program: what `make` built of web/, each as it is and
 * compressed. An address of the page answers index.html, which finds its way by itself.
 *
 * Files under /assets/ carry a hash of their content in their name and may be kept for ever; all
 * others are asked for again each time, and answered 304 while they are the same.
 */
#ifndef KITH_PAGE_PAGE_H
#define KITH_PAGE_PAGE_H

#include "http/http.h"

/* A GET or HEAD that no route matches: answered when it is an address of the page, with the headers
 * that are the file's own. False: there is nothing here. */
bool page_serve(struct http_exchange *x);

#endif
