#pragma once
#include <libpq-fe.h>

// Without a receiver libpq prints every notice on standard error.
static inline void vigie_ignore_notice(void *context, const PGresult *result) { (void)context; (void)result; }
static inline void vigie_silence_notices(PGconn *connection) { PQsetNoticeReceiver(connection, vigie_ignore_notice, 0); }
