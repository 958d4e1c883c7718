public import Foundation

/// A program that a test starts beside itself and that inherits nothing by accident.
///
/// Foundation's `Process` gives a child the signal mask of whichever thread starts it (a pool's threads block nearly all
/// signals, so SIGTERM would never arrive) and descriptors that outlive the child in its own children.
public struct ChildProcess: Sendable {
    /// The error of a program that could not be started at all.
    public struct Failure: Error, CustomStringConvertible {
        /// The path of the program, and what the operating system says.
        public let description: String
    }

    /// The process id of the program.
    public let id: pid_t

    /// Starts a program. Both outputs go to files, so that nobody has to drain them.
    ///
    /// - Parameter environment: `nil` gives the program this process's own environment.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil, output: URL, complaint: URL
    ) throws(Failure) {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        let writing = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, complaint.path, writing, 0o600)
        // One that is closed meanwhile is closed twice, which the C library lets pass.
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var nothing = sigset_t()
        var everything = sigset_t()
        sigemptyset(&nothing)
        sigfillset(&everything)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setsigdefault(&attributes, &everything)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

        let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var surroundings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { (words + surroundings).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, program, &actions, &attributes, &words, &surroundings)
        guard status == 0 else { throw Failure(description: "\(program): \(String(cString: strerror(status)))") }
        id = pid
    }

    /// Waits for the program to end and returns its exit status, or 128 plus the signal that ended it. It must be called exactly once, since it
    /// also frees the process id.
    public func end() async -> Int32 {
        await withCheckedContinuation { continuation in
            let waiter = Thread {
                var status: Int32 = 0
                while waitpid(id, &status, 0) < 0 && errno == EINTR {}
                let signal = status & 0x7F
                continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
            }
            waiter.start()
        }
    }

    /// Sends a signal to the program.
    public func signal(_ number: Int32) {
        kill(id, number)
    }
}
