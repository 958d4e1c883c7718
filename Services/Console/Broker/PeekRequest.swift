/// The request for a queue's first messages that leaves them in the queue.
struct PeekRequest: Encodable {
    let count: Int
    let ackmode = "reject_requeue_true"
    let encoding = "base64"
    let truncate = 0
}
