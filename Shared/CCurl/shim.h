#ifndef VIGIE_CCURL_SHIM_H
#define VIGIE_CCURL_SHIM_H

#include <curl/curl.h>

// `curl_easy_setopt` and `curl_easy_getinfo` take whatever comes after the option, which Swift cannot call: one function for each kind of
// value. That an option takes this kind is for whoever names it to know.

static inline CURLcode vigie_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text.
static inline CURLcode vigie_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

// The list stays its owner's, and must outlive the transfer.
static inline CURLcode vigie_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

// The parts stay their owner's, and must outlive the transfer.
static inline CURLcode vigie_curl_set_parts(CURL *handle, curl_mime *parts) {
    return curl_easy_setopt(handle, CURLOPT_MIMEPOST, parts);
}

typedef int (*vigie_curl_listener)(CURL *handle, curl_infotype type, char *bytes, size_t count, void *context);

static inline CURLcode vigie_curl_listen(CURL *handle, vigie_curl_listener listener, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listener);
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    // Without it the listener hears nothing.
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    return result;
}

// Called once a second at least; anything but 0 ends the transfer.
typedef int (*vigie_curl_watcher)(void *context, curl_off_t expected, curl_off_t received, curl_off_t toSend, curl_off_t sent);

static inline CURLcode vigie_curl_watch(CURL *handle, vigie_curl_watcher watcher, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watcher);
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    return result;
}

typedef int (*vigie_curl_opener)(void *context, curl_socket_t socket, curlsocktype purpose);
typedef int (*vigie_curl_closer)(void *context, curl_socket_t socket);

// Told of each socket before it is connected, and asked to close it.
static inline CURLcode vigie_curl_sockets(CURL *handle, vigie_curl_opener opener, vigie_curl_closer closer, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, opener);
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_SOCKOPTDATA, context);
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, closer);
    if (result == CURLE_OK) result = curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, context);
    return result;
}

#endif
