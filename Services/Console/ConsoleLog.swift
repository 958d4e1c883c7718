import Foundation
import Logging

/// The console's own log: warnings, on standard error.
enum ConsoleLog {
    static let logger: Logger = {
        var logger = Logger(label: "vigiectl", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        return logger
    }()

    /// Tells whoever typed the command something that is no part of its output.
    static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
