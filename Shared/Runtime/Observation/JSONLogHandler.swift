import Formats
public import Logging
import Mortality

/// Writes each log entry as one line of JSON on standard error.
///
/// What is written while a request or a question is treated says which one (`correlation`): that follows a declaration
/// through every service.
public struct JSONLogHandler: LogHandler {
    /// What the logger adds to each of its lines.
    public var metadata: Logger.Metadata = [:]
    /// What is added to each line from the task that logs: the correlation.
    public var metadataProvider: Logger.MetadataProvider? = .correlation
    /// Lines below this level are not written.
    public var logLevel: Logger.Level
    /// The members of every line that say who writes it.
    private let origin: String
    private let write: @Sendable (String) -> Void

    /// Makes a handler that writes nothing but what its loggers give it.
    ///
    /// - Parameters:
    ///   - service: The service's name, which stands in every line.
    ///   - instance: This process's name among its likes, which stands in every line.
    ///   - label: The logger's name, which stands in every line where it is not the service's.
    ///   - level: Lines below this level are not written.
    ///   - write: Writes one line, its newline included.
    public init(
        service: String, instance: String, label: String, level: Logger.Level,
        write: @escaping @Sendable (String) -> Void = { LogOutput.standardError.write($0) }
    ) {
        self.origin =
            ",\"service\":\(JSONText.quote(service)),\"instance\":\(JSONText.quote(instance))"
            + (label == service ? "" : ",\"logger\":\(JSONText.quote(label))")
        self.logLevel = level
        self.write = write
    }

    /// Reads or sets one value that the logger adds to each of its lines.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    /// Writes an event as one line.
    public func log(event: LogEvent) {
        var line = "{\"time\":\"\(Instant.now.text)\",\"level\":\"\(event.level.rawValue)\"\(self.origin)"
        line += ",\"message\":"
        Self.append(event.message.description, to: &line)
        for (key, value) in self.all(event.metadata ?? [:]).sorted(by: { $0.key < $1.key }) {
            line += ","
            Self.append(key, to: &line)
            line += ":"
            Self.append(value, to: &line)
        }
        if let error = event.error {
            line += ",\"error\":"
            Self.append("\(error)", to: &line)
        }
        self.write(line + "}\n")
    }

    /// Joins the logger's metadata, the provider's and the event's; of two with the same key, the later counts.
    private func all(_ own: Logger.Metadata) -> Logger.Metadata {
        let provided = self.metadataProvider?.get() ?? [:]
        return self.metadata.isEmpty && provided.isEmpty ? own : self.metadata.merging(provided) { $1 }.merging(own) { $1 }
    }

    /// Appends a value as JSON: numbers and truth values as such, so that they can be summed and compared, and everything else as text. A code
    /// of digits (`01004`) is text, since who logs it passes it as text.
    private static func append(_ value: Logger.MetadataValue, to line: inout String) {
        guard case .stringConvertible(let figure) = value else { return self.append("\(value)", to: &line) }
        switch figure {
        case let truth as Bool: line += truth ? "true" : "false"
        case let number as any BinaryInteger: line += "\(number)"
        case let number as Double where number.isFinite: line += "\(number)"
        default: self.append("\(figure)", to: &line)
        }
    }

    private static func append(_ text: String, to line: inout String) {
        line += JSONText.quote(text)
    }
}
