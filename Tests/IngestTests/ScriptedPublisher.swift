import Messaging
import Threading

@testable import Ingest

/// A broker that does as it is told, and remembers what it was given.
final class ScriptedPublisher: SubmissionPublisher {
    /// Answers for each message, by how many came before it.
    typealias Script = @Sendable (Int) -> MessagingError.Code?

    private let state = Locked<(messages: [OutgoingMessage], calls: Int)>((messages: [], calls: 0))
    private let script: Script

    init(_ script: @escaping Script = { _ in nil }) { self.script = script }

    /// What it was given, in order.
    var messages: [OutgoingMessage] { self.state.withLock { $0.messages } }
    /// How often it was asked.
    var calls: Int { self.state.withLock { $0.calls } }

    func publish(contentsOf messages: [OutgoingMessage]) async -> [Result<Void, MessagingError>] {
        self.state.withLock { state in
            state.calls += 1
            return messages.map { message in
                let code = self.script(state.messages.count)
                state.messages.append(message)
                return code.map { .failure(MessagingError($0, "as the test says")) } ?? .success(())
            }
        }
    }
}
