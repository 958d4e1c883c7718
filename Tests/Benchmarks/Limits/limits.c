// What this machine can do without Vigie: the limits that its figures are told beside.
//
//   limits publish URL QUEUE SIZE COUNT WINDOW   confirmed, mandatory, persistent publishes of SIZE bytes to QUEUE (which is
//                                                there), at most WINDOW of them unconfirmed
//   limits rows URL COUNT BATCH                  rows into a table like the ledger's, which is made and dropped, BATCH a
//                                                transaction, in one INSERT
//
// URL is amqp://user:password@host:port/vhost, or what libpq takes. Prints one line of JSON with perSecond.
#include <libpq-fe.h>
#include <amqp.h>
#include <amqp_tcp_socket.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void die(const char *what, const char *detail) {
    fprintf(stderr, "limits: %s%s%s\n", what, detail ? ": " : "", detail ? detail : "");
    exit(1);
}

static void check(amqp_rpc_reply_t reply, const char *what) {
    if (reply.reply_type != AMQP_RESPONSE_NORMAL) die(what, amqp_error_string2(reply.library_error));
}

static void publish(int argc, char **argv) {
    if (argc != 7) die("usage: limits publish URL QUEUE SIZE COUNT WINDOW", NULL);
    struct amqp_connection_info info;
    char *url = strdup(argv[2]);
    amqp_default_connection_info(&info);
    if (amqp_parse_url(url, &info)) die("the URL cannot be read", NULL);
    size_t size = strtoul(argv[4], NULL, 10);
    long count = atol(argv[5]), window = atol(argv[6]);
    char *bytes = malloc(size);
    if (!bytes || count < 1 || window < 1) die("SIZE, COUNT and WINDOW must be positive", NULL);
    memset(bytes, 'x', size);

    amqp_connection_state_t connection = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(connection);
    if (!socket || amqp_socket_open(socket, info.host, info.port)) die("connect", info.host);
    check(amqp_login(connection, info.vhost, 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, info.user, info.password), "login");
    amqp_channel_open(connection, 1);
    check(amqp_get_rpc_reply(connection), "channel");
    amqp_confirm_select(connection, 1);
    check(amqp_get_rpc_reply(connection), "confirm.select");

    amqp_basic_properties_t properties = {
        ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG, .delivery_mode = 2};
    properties.content_type = amqp_cstring_bytes("application/protobuf");
    properties.message_id = amqp_cstring_bytes("00000000-0000-4000-8000-000000000000");
    double began = now();
    long sent = 0, confirmed = 0;
    while (confirmed < count) {
        while (sent < count && sent - confirmed < window) {
            if (amqp_basic_publish(
                    connection, 1, amqp_empty_bytes, amqp_cstring_bytes(argv[3]), 1, 0, &properties,
                    (amqp_bytes_t){size, bytes}))
                die("publish", NULL);
            sent++;
        }
        amqp_frame_t frame;
        amqp_maybe_release_buffers(connection);
        int status = amqp_simple_wait_frame(connection, &frame);
        if (status) die("waiting for a confirm", amqp_error_string2(status));
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        if (frame.payload.method.id == AMQP_BASIC_ACK_METHOD) {
            amqp_basic_ack_t *ack = frame.payload.method.decoded;
            confirmed = ack->multiple ? (long)ack->delivery_tag : confirmed + 1;
        } else {
            die("the broker returned or refused a message", NULL);
        }
    }
    double seconds = now() - began;
    printf("{\"published\":%ld,\"window\":%ld,\"bytes\":%zu,\"seconds\":%.3f,\"perSecond\":%.0f}\n", count, window, size, seconds,
           (double)count / seconds);
    amqp_connection_close(connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(connection);
    free(url);
}

static void run(PGconn *connection, const char *sql) {
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) die(sql, PQerrorMessage(connection));
    PQclear(result);
}

static void rows(int argc, char **argv) {
    if (argc != 5) die("usage: limits rows URL COUNT BATCH", NULL);
    long count = atol(argv[3]), batch = atol(argv[4]);
    if (count < 1 || batch < 1) die("COUNT and BATCH must be positive", NULL);
    PGconn *connection = PQconnectdb(argv[2]);
    if (PQstatus(connection) != CONNECTION_OK) die("connect", PQerrorMessage(connection));
    run(connection, "SET client_min_messages = warning");
    run(connection, "DROP TABLE IF EXISTS benchmark_ledger");
    run(connection, "CREATE TABLE benchmark_ledger (LIKE aggregation.ledger INCLUDING ALL)");
    const char *sql =
        "INSERT INTO benchmark_ledger (commune, id, revision, day, place, cause, deaths, withdrawn, state, fingerprint, key_id, received_at)"
        " SELECT '56260', gen_random_uuid(), 1, current_date, 1, 3, 1, false, 1, sha256(i::text::bytea), '00000000', now()"
        " FROM unnest($1::int[]) AS i";
    char *array = malloc((size_t)batch * 12 + 3);
    double began = now();
    for (long done = 0; done < count;) {
        long size = count - done < batch ? count - done : batch;
        char *end = array;
        *end++ = '{';
        for (long index = 0; index < size; index++) end += sprintf(end, index ? ",%ld" : "%ld", done + index);
        *end++ = '}';
        *end = 0;
        run(connection, "BEGIN");
        const char *values[1] = {array};
        PGresult *result = PQexecParams(connection, sql, 1, NULL, values, NULL, NULL, 0);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) die("INSERT", PQerrorMessage(connection));
        PQclear(result);
        run(connection, "COMMIT");
        done += size;
    }
    double seconds = now() - began;
    printf("{\"rows\":%ld,\"batch\":%ld,\"seconds\":%.3f,\"perSecond\":%.0f}\n", count, batch, seconds, (double)count / seconds);
    run(connection, "DROP TABLE benchmark_ledger");
    PQfinish(connection);
    free(array);
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "publish")) publish(argc, argv);
    else if (argc > 1 && !strcmp(argv[1], "rows")) rows(argc, argv);
    else die("usage: limits publish … | limits rows …", NULL);
    return 0;
}
