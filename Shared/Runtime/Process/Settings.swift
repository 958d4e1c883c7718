import Configuration
import Foundation
import SystemPackage

/// The settings that a service is given from outside: environment variables `VIGIE_…`, then the JSON file that `VIGIE_CONFIG` names.
///
/// A secret may also stand in a file: `VIGIE_AMQP_URL_FILE` names the file that holds what `VIGIE_AMQP_URL` would.
/// Values are never logged.
public struct Settings: Sendable {
    private let reader: ConfigReader

    /// Reads the process's environment, and the file that it names.
    ///
    /// - Throws: `SettingsError` when that file cannot be read.
    public static func ofProcess() async throws(SettingsError) -> Settings {
        try await Settings(environment: ProcessInfo.processInfo.environment)
    }

    /// Reads a given environment, and the file that it names.
    ///
    /// - Throws: `SettingsError` when that file cannot be read.
    public init(environment: [String: String]) async throws(SettingsError) {
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
        guard let path = environment["VIGIE_CONFIG"], !path.isEmpty else {
            self.reader = ConfigReader(provider: variables)
            return
        }
        do {
            self.reader = ConfigReader(providers: [variables, try await FileProvider<JSONSnapshot>(filePath: FilePath(path))])
        } catch {
            throw SettingsError("VIGIE_CONFIG", "the file \(path) cannot be read as JSON (\(error))")
        }
    }

    /// Reads a text; `nil` where it is not set. `name` is the variable's, such as `VIGIE_LOG_LEVEL`; in the file it is `vigie.log.level`,
    /// nested. A whole number in the file is read as its text.
    public func text(_ name: String) -> String? {
        let key = ConfigKey(name.lowercased().split(separator: "_").map(String.init))
        let value = self.reader.string(forKey: key) ?? self.reader.int(forKey: key).map { "\($0)" }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Reads a text that must be set.
    ///
    /// - Throws: `SettingsError` naming the variable.
    public func required(_ name: String) throws(SettingsError) -> String {
        guard let value = self.text(name) else { throw SettingsError(name, "it is required") }
        return value
    }

    /// Reads a whole number within bounds, or the default where none is set.
    ///
    /// - Throws: `SettingsError` for anything else.
    public func number(_ name: String, default standard: Int, in range: ClosedRange<Int>) throws(SettingsError) -> Int {
        guard let text = self.text(name) else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw SettingsError(name, "it must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Reads a secret from the file that `NAME_FILE` names, else from `NAME` itself, without the space around it.
    ///
    /// - Throws: `SettingsError` when it is missing or its file cannot be read.
    public func secret(_ name: String) throws(SettingsError) -> String {
        guard let path = self.text(name + "_FILE") else { return try self.required(name) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsError(name + "_FILE", "the file \(path) cannot be read")
        }
        let value = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty else { throw SettingsError(name + "_FILE", "the file \(path) is empty") }
        return value
    }
}

/// A setting that is missing or cannot be used.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The environment variable's name.
    public let name: String
    /// What is wrong with it, without its value.
    public let reason: String

    /// Names the environment variable and what is wrong with it; the value must not stand in the reason.
    public init(_ name: String, _ reason: String) {
        self.name = name
        self.reason = reason
    }

    /// Names the variable and says what is wrong with it.
    public var description: String { "setting \(self.name): \(self.reason)" }
}
