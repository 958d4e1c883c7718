import DequeModule

/// Matches publisher confirms to the publishes that wait for them.
///
/// A pure value: it touches neither the socket nor a continuation, it only says which waiters an event settles and how.
/// Delivery tags count up from 1 without a gap, so the waiters stand in a deque: an acknowledgement costs what it settles.
struct ConfirmLedger<Waiter> {
    private struct Entry {
        var waiter: Waiter?
        let messageID: String
        let sentAt: ContinuousClock.Instant
    }

    /// The publishes by tag, the first of which is `firstTag`; settled ones at the front are dropped.
    private var entries: Deque<Entry?> = []
    private var firstTag: UInt64 = 1
    /// The reasons of returned messages whose acknowledgement has not come yet, by message id.
    private var returned: [String: [String]] = [:]

    /// How many publishes are not settled.
    private(set) var count = 0

    /// Records a publish; the broker counts along, so this must follow the order of sending.
    mutating func publish(_ waiter: Waiter?, messageID: String, at now: ContinuousClock.Instant) {
        self.entries.append(Entry(waiter: waiter, messageID: messageID, sentAt: now))
        self.count += 1
    }

    /// Records that a message came back. Its publish is settled by the acknowledgement that follows.
    mutating func `return`(messageID: String, reason: String) {
        self.returned[messageID, default: []].append(reason)
    }

    /// Settles what one `basic.ack` or `basic.nack` is about, oldest first. Unknown tags settle nothing.
    mutating func settle(_ tag: UInt64, multiple: Bool, isAck: Bool) -> [(Waiter, ConfirmOutcome)] {
        var settled: [(Waiter, ConfirmOutcome)] = []
        if multiple {
            let last = tag == 0 ? self.firstTag &+ UInt64(self.entries.count) &- 1 : tag
            while !self.entries.isEmpty, self.firstTag <= last {
                if let entry = self.entries.removeFirst() { self.finish(entry, isAck: isAck, into: &settled) }
                self.firstTag += 1
            }
        } else if tag >= self.firstTag, tag - self.firstTag < UInt64(self.entries.count) {
            let index = Int(tag - self.firstTag)
            if let entry = self.entries[index] {
                self.entries[index] = nil
                self.finish(entry, isAck: isAck, into: &settled)
            }
            while let first = self.entries.first, first == nil {
                self.entries.removeFirst()
                self.firstTag += 1
            }
        }
        return settled
    }

    /// When the oldest publish that somebody waits for was sent.
    var oldest: ContinuousClock.Instant? {
        for case let entry? in self.entries where entry.waiter != nil { return entry.sentAt }
        return nil
    }

    /// Removes and returns every waiter but keeps the tags: nobody waits any more, yet the broker may still answer.
    mutating func release() -> [Waiter] {
        var waiters: [Waiter] = []
        for index in self.entries.indices {
            if let waiter = self.entries[index]?.waiter {
                waiters.append(waiter)
                self.entries[index]?.waiter = nil
            }
        }
        return waiters
    }

    private mutating func finish(_ entry: Entry, isAck: Bool, into settled: inout [(Waiter, ConfirmOutcome)]) {
        self.count -= 1
        var outcome = isAck ? ConfirmOutcome.confirmed : .nacked
        if !self.returned.isEmpty, var reasons = self.returned[entry.messageID] {
            outcome = .returned(reasons.removeFirst())
            self.returned[entry.messageID] = reasons.isEmpty ? nil : reasons
        }
        if let waiter = entry.waiter { settled.append((waiter, outcome)) }
    }
}

/// How a publish ended.
enum ConfirmOutcome: Equatable, Sendable {
    case confirmed
    case nacked
    /// The message was returned as unroutable, and then acknowledged: the broker sends the return first.
    case returned(String)
}
