import Letters
import Threading

/// Draws letters, one opening at a time, on a thread of its own: hundreds of pages hold a processor for a while, and must not hold
/// one that others share.
actor LetterPress {
    private static let patience = Duration.seconds(30)

    private let thread: ConnectionThread

    init() throws(ThreadingError) { self.thread = try ConnectionThread(name: "letters") }

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    deinit { self.thread.stop() }

    func pdf(_ letters: [Letter]) throws -> [UInt8] { try LetterBook.pdf(letters, by: .now + Self.patience) }
}
