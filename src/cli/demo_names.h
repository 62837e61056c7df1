/* What demo data is made of: people and companies of many languages, and words for their days.
 *
 * Everything is a list in one string, its items parted by '|'. An item may carry a second part
 * behind '=': how a name is written in an address, where that cannot be had by dropping accents
 * ("Ольга=olga"), a title's department, a tag's colour. All of it is made up: domains end in
 * .example, phone numbers come from ranges kept for films where a country has one, else they have
 * zeros where no exchange has any.
 */
#ifndef KITH_CLI_DEMO_NAMES_H
#define KITH_CLI_DEMO_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* In the patterns below: {n} a company's name without its form, {l} the form, {d} a number of a
 * house, x any digit. */
struct demo_locale {
    const char *country;  /* ISO 3166 */
    const char *currency; /* ISO 4217 */
    unsigned rate;        /* so much of the currency is about one euro */
    unsigned weight;      /* so many companies of a cycle are from here */
    const char *given[2]; /* women's, men's */
    const char *family;
    const char *family_f; /* women's, item by item those of family; NULL: the same */
    const char *cities;
    const char *trades;    /* what a company does, as part of its name */
    const char *forms;     /* GmbH, Ltd, … */
    const char *company;   /* NULL: "{n} {l}" */
    const char *streets;   /* with {d} */
    const char *phones;    /* with x */
    const char *remarks;   /* sentences of the language */
    const char *name_gap;  /* between given and family name; NULL: a blank */
    const char *trade_gap; /* between a company's words; NULL: a blank */
    bool family_first;
    bool trade_first;
};

extern const struct demo_locale demo_locales[];
extern const size_t demo_n_locales;

/* Placeholders in sentences: {first} and {name} of the person, {company}, {topic}, {item}. */
struct demo_words {
    const char *brand_heads, *brand_tails; /* of names that belong to no language */
    const char *titles;                    /* title=department */
    const char *interests;
    const char *sources;
    const char *relations;
    const char *backgrounds;
    const char *purposes;  /* what a company does, in a sentence */
    const char *site_uses; /* what a website is good for */
    const char *media;     /* how somebody likes to be reached */
    const char *mail_domains;
    const char *topics;
    const char *items; /* what is sent, signed, prepared */
    const char *openings, *details, *nexts;
    const char *spoken; /* what was said in an interaction */
    const char *tasks;
    const char *calls, *mails, *meetings, *others; /* titles of activities by type */
    const char *channels;                          /* a note's: how it was said */
    const char *reasons;                           /* why a note was written */
    const char *tags;                              /* tag=colour, or no colour */
};

extern const struct demo_words demo_words;

#endif
