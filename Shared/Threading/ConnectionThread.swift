import Glibc

/// One OS thread that runs an actor's jobs and watches one file descriptor.
///
/// A C client library that is neither thread-safe nor asynchronous gets one of these to itself. The actor that owns the
/// library's handle names the thread as its executor, so every C call happens here, one at a time, and may block without
/// holding up Swift's cooperative pool.
///
/// The stack is 8 MiB, whatever the limits of the process: librabbitmq 0.11 decodes nested tables recursively.
public final class ConnectionThread: SerialExecutor, TaskExecutor {
    /// What the thread does between jobs: wait on a descriptor.
    private struct Watch: Sendable {
        let descriptor: Int32
        let interval: Duration
        let wake: @Sendable () -> Void
    }

    private struct State {
        var jobs: [UnownedJob] = []
        var watch: Watch?
        var isNudged = false
        var isStopping = false
        var thread: pthread_t?
    }

    private let state = Locked(State())
    private let doorbell: Doorbell
    private let name: String

    /// Starts a thread. Its name is seen in `ps -T` and debuggers, cut to 15 bytes.
    ///
    /// - Throws: `ThreadingError` when the system has no thread or descriptor left.
    public init(name: String) throws(ThreadingError) {
        self.doorbell = try Doorbell()
        self.name = name
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 8 << 20)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, &attributes,
            { context in
                if let context { Unmanaged<ConnectionThread>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw ThreadingError("pthread_create", result)
        }
    }

    // MARK: Executor

    /// Runs a job on the thread, after those that are waiting.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = self.state.withLock { state in
            state.jobs.append(job)
            return state.jobs.count == 1
        }
        if isFirst { self.doorbell.ring() }
    }

    /// The thread as the executor of an actor that names it so.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
    /// The thread as the executor that a task may prefer.
    public func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }

    /// Whether the caller runs on this thread.
    public var isCurrent: Bool {
        guard let thread = self.state.withLock({ $0.thread }) else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    /// Asserts for the runtime that the caller runs on this thread: a fault of the program when it does not.
    public func checkIsolated() {
        precondition(self.isCurrent, "Not on the connection's thread")
    }

    // MARK: Watching

    /// Calls `wake` on the thread whenever `descriptor` is readable, and at least every `interval`.
    public func watch(_ descriptor: Int32, atLeastEvery interval: Duration, wake: @escaping @Sendable () -> Void) {
        self.state.withLock { $0.watch = Watch(descriptor: descriptor, interval: interval, wake: wake) }
        self.doorbell.ring()
    }

    /// Calls the watch's `wake` on the thread soon, as if its descriptor were readable; several nudges may give one call.
    ///
    /// What many tasks leave for the thread costs one wake-up this way, instead of one job each.
    public func nudge() {
        let isFirst = self.state.withLock { state in
            defer { state.isNudged = true }
            return !state.isNudged
        }
        if isFirst { self.doorbell.ring() }
    }

    /// Stops watching.
    public func unwatch() {
        self.state.withLock { $0.watch = nil }
    }

    /// Ends the thread once the jobs already enqueued have run.
    public func stop() {
        self.state.withLock { $0.isStopping = true }
        self.doorbell.ring()
    }

    private func run() {
        self.state.withLock { $0.thread = pthread_self() }
        self.takeName()
        var batch: [UnownedJob] = []
        while true {
            let (watch, isNudged, isStopping) = self.state.withLock { state in
                swap(&batch, &state.jobs)
                defer { state.isNudged = false }
                return (state.watch, state.isNudged, state.isStopping)
            }
            let wasIdle = batch.isEmpty && !isNudged
            for job in batch {
                job.runSynchronously(isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
            }
            batch.removeAll(keepingCapacity: true)
            if isNudged { watch?.wake() }
            if wasIdle && isStopping { return }
            // After a batch only glance at the socket, so that neither jobs nor frames starve the other.
            self.wait(watch, patiently: wasIdle)
        }
    }

    /// Gives the thread its name. Glibc does not show `pthread_setname_np` to Swift; writing to the file does the same.
    private func takeName() {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let bytes = Array(self.name.utf8.prefix(15))
        _ = write(file, bytes, bytes.count)
        close(file)
    }

    private func wait(_ watch: Watch?, patiently: Bool) {
        var bell = pollfd(fd: self.doorbell.reading, events: Int16(POLLIN), revents: 0)
        guard let watch else {
            // A null time-out waits until the bell rings.
            if poll(&bell, 1, patiently ? -1 : 0) > 0 { self.doorbell.silence() }
            return
        }
        var descriptors = (bell, pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0))
        let patience = Int32(clamping: max(1, Int64(watch.interval / .milliseconds(1))))
        let ready = withUnsafeMutableBytes(of: &descriptors) { bytes in
            poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, patiently ? patience : 0)
        }
        if descriptors.0.revents != 0 { self.doorbell.silence() }
        // Readable, or nothing for a whole interval: either way the owner looks (and sends its heartbeat).
        if descriptors.1.revents != 0 || (patiently && ready == 0) { watch.wake() }
    }
}

/// Why a thread could not be made.
public struct ThreadingError: Error, CustomStringConvertible {
    /// The call of the operating system that failed.
    public let call: String
    /// The `errno` that the call left.
    public let number: Int32

    init(_ call: String, _ number: Int32) {
        self.call = call
        self.number = number
    }

    /// Says in English which call failed and with which number, and what may be the reason.
    public var description: String {
        "a connection thread could not be started: \(self.call) failed with errno \(self.number); the process may have too many threads or open files"
    }
}
