/* SPDX-License-Identifier: MIT
 *
 * json: what scripts may rely on, written as JSON.
 *
 * Use: json_map() or json_list() begins a value, json_set_*() and json_add_*()
 * fill it, json_print() writes it as text; json_free() last. A value put into
 * another belongs to that one.
 *
 * Ownership: what json_map and json_list return belongs to the caller until it is put into another.
 *
 * Never knows: what is written. With io/record.c the only file that includes <jansson.h>.
 */
#ifndef ATTUNE_CMD_JSON_H
#define ATTUNE_CMD_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"

struct json_t;

struct json_t *json_map(void);
struct json_t *json_list(void);
void json_free(struct json_t *);

/* NULL is written as null; bytes that are no UTF-8 as U+FFFD. */
void json_set_text(struct json_t *map, const char *key, const char *text);
void json_set_number(struct json_t *map, const char *key, int64_t number);
void json_set_flag(struct json_t *map, const char *key, bool flag);
void json_set_time(struct json_t *map, const char *key, int64_t at); /* RFC 3339 UTC; 0 is null */
void json_set(struct json_t *map, const char *key, struct json_t *value);
void json_add(struct json_t *list, struct json_t *value);
void json_add_text(struct json_t *list, const char *text);

/* Appends the value and a newline: on one line, or laid out for a person too. */
void json_print(const struct json_t *, bool laid_out, struct str *out);

/* "2026-11-22T08:10:00Z" */
void json_time(int64_t at, char out[24]);

#endif
