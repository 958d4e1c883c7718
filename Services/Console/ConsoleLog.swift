import Foundation
import Logging

/// The console's own log, which writes warnings to the standard error.
enum ConsoleLog {
    static let logger: Logger = {
        var logger = Logger(label: "vigiectl", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        return logger
    }()

    /// Writes a line to the standard error, for what is no part of the command's output.
    static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
