import CArgon2
import Glibc
import Threading

/// Hashes passwords on a thread of its own, one at a time: argon2 fills 19 MiB in 30 ms, which would hold up everything else on Swift's pool.
/// No other file names libargon2.
actor HashingThread {
    private let thread: ConnectionThread
    private var isModest = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    init(name: String) throws(ThreadingError) { self.thread = try ConnectionThread(name: name) }

    deinit { self.thread.stop() }

    /// Computes the argon2id tag of a password.
    ///
    /// - Throws: `PasswordHasherFault.failed` when libargon2 has no memory.
    func tag(of password: [UInt8], salt: [UInt8], cost: PasswordHash.Cost, length: Int) throws -> [UInt8] {
        self.giveWay()
        return try Self.tag(of: password, salt: salt, cost: cost, length: length)
    }

    /// Makes the thread a little less urgent than all others on the machine, so that many sign-ins at once do not take the processor from
    /// declarations.
    private func giveWay() {
        guard !self.isModest else { return }
        self.isModest = true
        // On Linux this sets the calling thread's own urgency, not the process's. It may be refused; then nothing is lost.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
    }

    private static func tag(
        of password: [UInt8], salt: [UInt8], cost: PasswordHash.Cost, length: Int
    ) throws(PasswordHasherFault) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: length)
        let status = argon2id_hash_raw(
            cost.passes, cost.memory, cost.lanes, password, password.count, salt, salt.count, &tag, tag.count)
        guard status == ARGON2_OK.rawValue else { throw .failed(status) }
        return tag
    }
}
