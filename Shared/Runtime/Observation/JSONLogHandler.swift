public import Logging

/// Writes each log entry as one line of JSON on standard error.
///
/// A correlation id in the metadata (`correlation`) follows a declaration through every service.
public struct JSONLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level
    private let service: String
    private let instance: String
    private let label: String
    private let write: @Sendable (String) -> Void

    public init(
        service: String, instance: String, label: String, level: Logger.Level,
        write: @escaping @Sendable (String) -> Void = { LogOutput.standardError.write($0) }
    ) {
        self.service = service
        self.instance = instance
        self.label = label
        self.logLevel = level
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line = "{\"time\":\"\(Instant.now.text)\",\"level\":\"\(event.level.rawValue)\",\"service\":"
        Self.append(self.service, to: &line)
        line += ",\"instance\":"
        Self.append(self.instance, to: &line)
        if self.label != self.service {
            line += ",\"logger\":"
            Self.append(self.label, to: &line)
        }
        line += ",\"message\":"
        Self.append(event.message.description, to: &line)
        let all = self.metadata.merging(self.metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line += ","
            Self.append(key, to: &line)
            line += ":"
            Self.append("\(value)", to: &line)
        }
        if let error = event.error {
            line += ",\"error\":"
            Self.append("\(error)", to: &line)
        }
        self.write(line + "}\n")
    }

    private static func append(_ text: String, to line: inout String) {
        line += JSONText.quote(text)
    }
}
