/* The tables of a workspace: one an entity, made from its fields, and the engine's own.
 *
 *   <entity>     id, created_at, updated_at, [trashed_at,] a column per field, shadows
 *   tag_of       record_id, tag_id, entity           which record carries which tag
 *   link_of      record_id, entity, target_id, target, pos    activity or task -> record
 *   search_doc   id, entity, name, body              the originals of the search index
 *   counter      see counter.h
 *   change_set, event, event_about                   history: see event.h
 *   idempotency  see idem.h
 *   saved_view   views: what others see of them is crm/view.c's to say
 *   preference   user_id, content                    what a person chose here
 *   meta         key, value                          model version and fingerprint
 */
#ifndef KITH_RECORD_SCHEMA_H
#define KITH_RECORD_SCHEMA_H

#include "model/model.h"

/* The workspace half of spaces_config.prepare: creates, or copies the file aside and migrates, or
 * refuses a file from a newer program. path NULL: nothing to copy (tests). */
int schema_prepare(struct db *db, const char *path, struct err *err);
/* All tables of a workspace but the clock, the queue and the search indexes; in the arena. */
void schema_tables(struct arena *a, struct db_table **ret_tables, size_t *ret_n);

#endif
