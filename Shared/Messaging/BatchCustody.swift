/// What a consumer does with its batches, from the subscription to the acknowledgement, and what it does in an outage.
///
/// ```
///   outside ──ready──▶ consuming ──handled──▶ acknowledge, consuming
///      ▲ ▲                 │ └──connection lost──▶ outside
///      │ └──handled────┐   └──failed──▶ close the channel, once
///      └─asks again    └── keeping ◀───────┘
///                            └─ tries the batch itself again, with growing pauses
/// ```
///
/// A batch that fails is its own probe: nothing is subscribed before it went through, so that an outage of any kind and
/// length costs a message at most one delivery. Pure: events in, steps out.
struct BatchCustody: Sendable {
    enum Event: Hashable, Sendable {
        /// The consumer begins, or its connection has ended.
        case disconnected
        /// The answer to the question whether what handling needs is there.
        case asked(isReady: Bool)
        /// The queue is being consumed.
        case subscribed
        /// A batch of the queue was handled, or it failed.
        case handled
        case failed
        /// The batch that was kept was tried again.
        case tried(isHandled: Bool)
        /// The service stops.
        case stopped
    }

    enum Step: Hashable, Sendable {
        /// Asks, after a pause, whether what handling needs is there.
        case ask(after: Duration)
        /// Opens the connection and subscribes.
        case subscribe
        /// Waits for a batch and handles it.
        case consume
        /// Acknowledges the batch, then goes on.
        case acknowledge
        /// Closes the channel and keeps the batch.
        case keep
        /// Handles the kept batch once more, after a pause.
        case tryAgain(after: Duration)
        /// Ends; a kept batch is dropped without acknowledgement, for it is still in the queue.
        case end
    }

    private enum State {
        case outside, consuming, keeping, ended
    }

    private var state = State.outside
    private var asking: Backoff
    private var trying: Backoff

    /// Makes the custody of a consumer that is not connected.
    ///
    /// - Parameters:
    ///   - asking: The pauses between two questions before a subscription.
    ///   - trying: The pauses before each new try of a batch. They begin anew only once a batch of the queue was handled, so
    ///     that an outage that comes and goes is met ever more rarely.
    init(
        asking: Backoff = Backoff(first: .milliseconds(250), longest: .seconds(5)),
        trying: Backoff = Backoff(first: .milliseconds(500), longest: .seconds(30))
    ) {
        self.asking = asking
        self.trying = trying
    }

    /// Says what to do about an event. An event that the present state does not know of changes nothing.
    mutating func step(_ event: Event, using generator: inout some RandomNumberGenerator) -> Step {
        switch (self.state, event) {
        case (.ended, _):
            return .end
        case (_, .stopped):
            self.state = .ended
            return .end
        case (.keeping, .tried(isHandled: true)):
            self.state = .outside
            return .ask(after: .zero)
        case (.keeping, _):
            return .tryAgain(after: self.trying.pause(using: &generator))
        case (_, .failed):
            self.state = .keeping
            return .keep
        case (.outside, .asked(isReady: true)):
            self.asking.reset()
            return .subscribe
        case (.outside, .asked(isReady: false)):
            return .ask(after: self.asking.pause(using: &generator))
        case (_, .disconnected):
            self.state = .outside
            return .ask(after: .zero)
        case (_, .subscribed):
            self.state = .consuming
            return .consume
        case (.consuming, .handled):
            self.trying.reset()
            return .acknowledge
        case (.outside, .handled), (.outside, .tried):
            return .ask(after: .zero)
        case (.consuming, .asked), (.consuming, .tried):
            return .consume
        }
    }

    /// Says what to do about an event, drawing pauses with the system's generator.
    mutating func step(_ event: Event) -> Step {
        var generator = SystemRandomNumberGenerator()
        return self.step(event, using: &generator)
    }
}
