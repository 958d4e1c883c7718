// Declares as fast as a number of clients can, one declaration a request, one request in flight a client.
//
//   load HOST PORT KEY COUNT CLIENTS DAY COMMUNE…
//
// Every declaration is new (a random UUID), of one death at home, on DAY (YYYY-MM-DD), in each COMMUNE in turn. A 429 or a
// 503 is sent again, as the protocol asks; any other answer than 202 is an error. Prints one line of JSON:
//
//   {"declared":N,"again":N,"seconds":S,"perSecond":R,"p50ms":A,"p90ms":B,"p99ms":C,"maxms":D}
//
// where times are those of the 202s, from the first byte sent to the last byte received. One thread, epoll: it must cost
// little beside what it measures.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAXIMUM_CLIENTS = 4096, BUFFER = 4096 };

struct client {
    int socket;
    char request[1024];
    size_t length, sent;
    char answer[BUFFER];
    size_t received;
    double began;
    int has_request;
};

static const char *host, *key, *day;
static char **communes;
static int commune_count;
static struct sockaddr_in address;
static long wanted, started, accepted, again;
static double *latencies;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void die(const char *what, const char *detail) {
    fprintf(stderr, "load: %s%s%s\n", what, detail ? ": " : "", detail ? detail : "");
    exit(1);
}

static uint64_t state[2];

static uint64_t next_random(void) {
    uint64_t a = state[0], b = state[1];
    state[0] = b;
    a ^= a << 23;
    state[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
    return state[1] + b;
}

static void compose(struct client *client) {
    uint64_t high = next_random(), low = next_random();
    char body[512];
    int length = snprintf(
        body, sizeof body,
        "{\"id\":\"%08x-%04x-4%03x-%04x-%012llx\",\"revision\":1,\"commune\":\"%s\",\"occurredOn\":\"%s\",\"place\":\"home\","
        "\"cause\":\"other\",\"deaths\":1}",
        (unsigned)(high >> 32), (unsigned)(high >> 16 & 0xffff), (unsigned)(high & 0xfff), (unsigned)(0x8000 | (low >> 48 & 0x3fff)),
        (unsigned long long)(low & 0xffffffffffffULL), communes[started % commune_count], day);
    int size = snprintf(
        client->request, sizeof client->request,
        "POST /v1/declarations HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
        "Content-Length: %d\r\n\r\n%s",
        host, key, length, body);
    if (length >= (int)sizeof body || size >= (int)sizeof client->request) die("the request is too long", NULL);
    client->length = (size_t)size;
    client->has_request = 1;
    started++;
}

static void connect_client(struct client *client, int poll) {
    client->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (client->socket < 0 || connect(client->socket, (struct sockaddr *)&address, sizeof address)) die("connect", strerror(errno));
    int on = 1;
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(client->socket, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, client->socket, &event)) die("epoll_ctl", strerror(errno));
}

// Sends what a client has to send. A request is small: where the kernel does not take it whole, something is wrong.
static void send_request(struct client *client) {
    client->received = 0;
    client->began = now();
    client->sent = 0;
    while (client->sent < client->length) {
        ssize_t count = send(client->socket, client->request + client->sent, client->length - client->sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN) continue;
        if (count <= 0) die("send", strerror(errno));
        client->sent += (size_t)count;
    }
}

// The status of the answer when it is whole, else 0.
static int status_of(struct client *client) {
    client->answer[client->received] = 0;
    char *end = strstr(client->answer, "\r\n\r\n");
    if (!end) return 0;
    char *header = strcasestr(client->answer, "\r\ncontent-length:");
    if (!header || header > end) die("an answer without Content-Length", client->answer);
    size_t body = (size_t)strtoul(header + 17, NULL, 10);
    if (client->received < (size_t)(end - client->answer) + 4 + body) return 0;
    return atoi(client->answer + 9);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double quantile(double share) {
    long index = (long)(share * (double)(accepted - 1) + 0.5);
    return latencies[index] * 1e3;
}

int main(int argc, char **argv) {
    if (argc < 8) die("usage: load HOST PORT KEY COUNT CLIENTS DAY COMMUNE…", NULL);
    host = argv[1];
    key = argv[3];
    wanted = atol(argv[4]);
    int clients = atoi(argv[5]);
    day = argv[6];
    communes = argv + 7;
    commune_count = argc - 7;
    if (wanted < 1 || clients < 1 || clients > MAXIMUM_CLIENTS) die("COUNT and CLIENTS (at most 4096) must be positive", NULL);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)atoi(argv[2]));
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) die("HOST must be an IPv4 address", host);
    if (getrandom(state, sizeof state, 0) != sizeof state) die("getrandom", strerror(errno));
    latencies = calloc((size_t)wanted, sizeof *latencies);
    struct client *all = calloc((size_t)clients, sizeof *all);
    if (!latencies || !all) die("memory", NULL);

    int poll = epoll_create1(0);
    for (int index = 0; index < clients; index++) connect_client(&all[index], poll);
    double began = now();
    for (int index = 0; index < clients && started < wanted; index++) {
        compose(&all[index]);
        send_request(&all[index]);
    }
    double last = began;
    while (accepted < wanted) {
        struct epoll_event events[256];
        int count = epoll_wait(poll, events, 256, 30000);
        if (count <= 0) die(count ? strerror(errno) : "no answer within 30 s", NULL);
        for (int index = 0; index < count; index++) {
            struct client *client = events[index].data.ptr;
            ssize_t received = recv(client->socket, client->answer + client->received, BUFFER - 1 - client->received, 0);
            if (received < 0 && errno == EAGAIN) continue;
            if (received <= 0) die("a connection was closed", received ? strerror(errno) : NULL);
            client->received += (size_t)received;
            int status = status_of(client);
            if (!status) {
                if (client->received >= BUFFER - 1) die("an answer is too long", NULL);
                continue;
            }
            last = now();
            if (status == 202) {
                latencies[accepted++] = last - client->began;
                client->has_request = 0;
            } else if (status == 429 || status == 503) {
                again++;
                usleep(1000);
            } else {
                die("an answer that is not 202", client->answer);
            }
            if (!client->has_request) {
                if (started >= wanted) continue;
                compose(client);
            }
            send_request(client);
        }
    }
    qsort(latencies, (size_t)accepted, sizeof *latencies, compare);
    double seconds = last - began;
    printf(
        "{\"declared\":%ld,\"again\":%ld,\"seconds\":%.3f,\"perSecond\":%.0f,\"p50ms\":%.2f,\"p90ms\":%.2f,\"p99ms\":%.2f,\"maxms\":%.2f}\n",
        accepted, again, seconds, (double)accepted / seconds, quantile(0.5), quantile(0.9), quantile(0.99), quantile(1));
    return 0;
}
