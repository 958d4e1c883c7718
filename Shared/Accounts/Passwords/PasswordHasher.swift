import Glibc
public import Threading

/// Hashes passwords and compares them with hashes, on threads of its own, at most half the cores at once, with a bounded queue and a deadline
/// before them. A hash in flight holds 19 MiB; those that wait hold next to nothing.
public final class PasswordHasher: Sendable {
    /// From where somebody signs in; who comes from a known device does not wait behind the others.
    public enum Origin: Sendable {
        case knownDevice
        case elsewhere
    }

    private typealias Waiter = CheckedContinuation<Result<Int, PasswordHasherFault>, Never>

    private let threads: [HashingThread]
    private let queue: Locked<HashingQueue<Waiter>>
    private let patience: Duration
    private let cost: PasswordHash.Cost
    private let nobody: PasswordHash

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - capacity: How many may wait from known devices, and how many from elsewhere. One core hashes about thirty a second.
    ///   - patience: How long one waits at most.
    /// - Throws: `ThreadingError` when the system has no thread left.
    public convenience init(capacity: Int = 1_024, patience: Duration = .seconds(28)) throws(ThreadingError) {
        try self.init(threads: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)) / 2), capacity: capacity, patience: patience, cost: .current)
    }

    init(threads: Int, capacity: Int, patience: Duration, cost: PasswordHash.Cost) throws(ThreadingError) {
        var started: [HashingThread] = []
        for number in 1...max(threads, 1) { started.append(try HashingThread(name: "passwords-\(number)")) }
        self.threads = started
        self.queue = Locked(HashingQueue(threads: started.count, capacity: capacity))
        self.patience = patience
        self.cost = cost
        self.nobody = .ofNobody(cost)
    }

    /// How many hashes are computed at once.
    public var width: Int { self.threads.count }

    /// Hashes a password that a person takes.
    ///
    /// - Throws: `PasswordHasherFault`, or `CancellationError`.
    public func hash(_ password: Password) async throws -> PasswordHash { try await self.hash(password.typed, from: .elsewhere) }

    /// Whether a typed password is the one that was hashed. The tags are compared in constant time.
    ///
    /// - Parameters:
    ///   - hash: The account's; `nil` when no account has the name, or it has no password yet: then a hash of nobody's is
    ///     compared with, which takes as long, and the answer is no.
    ///   - origin: From where somebody signs in.
    /// - Throws: `PasswordHasherFault`, or `CancellationError`.
    public func matches(_ password: TypedPassword, _ hash: PasswordHash?, from origin: Origin = .elsewhere) async throws -> Bool {
        let compared = hash ?? self.nobody
        let tag = try await self.tag(of: password, salt: compared.salt, cost: compared.cost, length: compared.tag.count, from: origin)
        return SecretBytes.areEqual(tag, compared.tag) && hash != nil
    }

    /// Hashes anew a password that was just found right, when its stored hash ``PasswordHash/needsRenewal``.
    ///
    /// - Throws: `PasswordHasherFault`, or `CancellationError`.
    public func renew(_ password: TypedPassword) async throws -> PasswordHash { try await self.hash(password, from: .knownDevice) }

    private func hash(_ password: TypedPassword, from origin: Origin) async throws -> PasswordHash {
        let salt = SecretBytes.draw(PasswordHash.saltLength)
        let tag = try await self.tag(of: password, salt: salt, cost: self.cost, length: PasswordHash.tagLength, from: origin)
        return PasswordHash(cost: self.cost, salt: salt, tag: tag)
    }

    private func tag(
        of password: TypedPassword, salt: [UInt8], cost: PasswordHash.Cost, length: Int, from origin: Origin
    ) async throws -> [UInt8] {
        let number = try await self.turn(origin == .knownDevice ? .knownDevice : .other)
        defer { self.giveBack(number) }
        try Task.checkCancellation()
        return try await self.threads[number].tag(of: password.bytes, salt: salt, cost: cost, length: length)
    }

    // MARK: Waiting for a turn

    /// Waits until a thread is free, at most as long as the patience lasts, and returns its number.
    private func turn(_ line: HashingQueue<Waiter>.Line) async throws -> Int {
        switch self.queue.withLock({ $0.take(line) }) {
        case .granted(let thread): return thread
        case .full: throw PasswordHasherFault.full
        case .mustWait: break
        }
        let id = self.queue.withLock { $0.nextWaiter() }
        let answer = await withTaskGroup(of: Result<Int, PasswordHasherFault>?.self) { group in
            group.addTask { await self.wait(as: id, in: line) }
            group.addTask {
                try? await ContinuousClock().sleep(for: self.patience)
                self.giveUp(id, .late)
                return nil
            }
            var answer: Result<Int, PasswordHasherFault> = .failure(.late)
            for await result in group {
                guard let result else { continue }
                answer = result
                group.cancelAll()
            }
            return answer
        }
        // Who was cancelled while a thread was handed to them gives it back at the end of `tag`, like everybody else.
        if case .failure(.cancelled) = answer { throw CancellationError() }
        return try answer.get()
    }

    private func wait(as id: UInt64, in line: HashingQueue<Waiter>.Line) async -> Result<Int, PasswordHasherFault> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Result<Int, PasswordHasherFault>? = self.queue.withLock { queue in
                    // What became free since the first look must not be waited for.
                    switch queue.take(line) {
                    case .granted(let thread): return .success(thread)
                    case .full: return .failure(.full)
                    case .mustWait:
                        guard !Task.isCancelled else { return .failure(.cancelled) }
                        queue.enqueue(continuation, as: id, in: line)
                        return nil
                    }
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            self.giveUp(id, .cancelled)
        }
    }

    private func giveUp(_ id: UInt64, _ fault: PasswordHasherFault) {
        self.queue.withLock { $0.abandon(id) }?.resume(returning: .failure(fault))
    }

    private func giveBack(_ thread: Int) {
        self.queue.withLock { $0.giveBack(thread) }?.resume(returning: .success(thread))
    }
}

/// Why a password was not hashed. None of them says anything of the password.
public enum PasswordHasherFault: Error, Hashable, Sendable {
    /// Too many wait already; the answer is 503 with `Retry-After`.
    case full
    /// No thread became free in time; the answer is the same.
    case late
    /// The task that waited was cancelled; `PasswordHasher` throws `CancellationError` for it.
    case cancelled
    /// libargon2 failed with this code; in practice it has no memory.
    case failed(Int32)
}
