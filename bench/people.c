/* People to be written: one JSON body of POST /api/crm/contacts a line, the same for the same N.
 *
 *   people N
 *
 * Both sides of a comparison write these rows: Kith from the bodies, bare SQLite from the tape of
 * what Kith made of them. A body is what a form or a row of an import has: a name, an address, a
 * number, a place in the pipeline, two tags, a line of background.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define N_OF(a) (sizeof(a) / sizeof *(a))

static const char *const given[] = {
    "Ann",    "Bartosz", "Chloé",   "Dmitri", "Elif",   "Femi",    "Giulia", "Hanna", "Ikram",
    "Jürgen", "Kwame",   "Lucía",   "Mehmet", "Nguyễn", "Ottilie", "Priya",  "Quinn", "Rasmus",
    "Søren",  "Tereza",  "Uchenna", "Vikram", "Wanda",  "Ximena",  "Yusuf",  "Zoë"};
static const char *const family[] = {
    "Abernathy", "Bianchi", "Černý",  "Dąbrowski", "Eriksen", "Fernández", "García", "Hoffmann",
    "Ivanova",   "Jensen",  "Kaya",   "Lefèvre",   "Müller",  "Nakamura",  "Okafor", "Popescu",
    "Quintero",  "Rossi",   "Schulz", "Takahashi", "Ünal",    "Vargas",    "Weiß",   "Yılmaz"};
static const char *const cities[] = {"Wien", "Łódź", "Lyon", "Lagos", "Lima", "Kyōto", "Oslo"};
static const char *const stages[] = {"first_contact", "research", "outreach", "follow_up", "demo"};
static const char *const statuses[] = {"lead", "prospect", "customer"};
static const char *const titles[] = {"Head of purchasing", "Engineer", "Owner", "Office manager"};
static const char *const tags[] = {"vip", "newsletter", "partner", "press", "event", "referral"};
static const char *const words[] = {"met",   "at",    "the",   "trade", "fair",  "likes",   "short",
                                    "calls", "asked", "for",   "a",     "demo",  "prefers", "mail",
                                    "knows", "our",   "price", "list",  "wants", "samples"};

/* xorshift64* */
static uint64_t next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1dU >> 33;
}

#define PICK(list) (list)[next(state) % N_OF(list)]

static void put_background(uint64_t *state)
{
    printf("\"background\":\"");
    for (size_t i = 0, n = 6 + next(state) % 10; i < n; i++)
        printf("%s%s", i ? " " : "", PICK(words));
    printf("\"");
}

static void put_person(uint64_t *state, unsigned long i)
{
    printf("{\"first_name\":\"%s\",\"last_name\":\"%s\",\"email\":\"person%lu@mail%lu.example\","
           "\"phone\":\"+1 555 %03lu %04lu\",\"job_title\":\"%s\",\"location\":\"%s\",",
           PICK(given), PICK(family), i, i % 97, i / 10000 % 1000, i % 10000, PICK(titles),
           PICK(cities));
    printf("\"stage\":\"%s\",\"status\":\"%s\",\"priority\":%u,\"tags\":[\"%s\",\"%s\"],",
           PICK(stages), PICK(statuses), (unsigned)(next(state) % 11), PICK(tags), PICK(tags));
    put_background(state);
    printf("}\n");
}

int main(int argc, char **argv)
{
    uint64_t state = 0x9e3779b97f4a7c15U;

    if (argc != 2) {
        fprintf(stderr, "usage: people N\n");
        return 2;
    }
    for (unsigned long i = 0, n = strtoul(argv[1], NULL, 10); i < n; i++)
        put_person(&state, i);
    return ferror(stdout) ? 1 : 0;
}
