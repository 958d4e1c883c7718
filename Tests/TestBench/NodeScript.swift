import Foundation

/// Runs the commands `vigie node <kind> …` on one folder, which start and end a private server.
public struct NodeScript: Sendable {
    /// The kind of the node: `postgres` or `rabbitmq`.
    let kind: String

    /// The folder in which the node lives.
    let folder: URL

    /// Runs `vigie node <kind> <verb>` on the folder and returns what it printed on its standard output.
    @discardableResult
    func run(_ verb: String, options: [String] = [], _ arguments: String...) async throws(NodeError) -> String {
        try await run(verb, options: options, arguments: arguments)
    }

    /// Runs the same with arguments that were collected before.
    @discardableResult
    func run(_ verb: String, options: [String] = [], arguments: [String]) async throws(NodeError) -> String {
        do throws(VigieScript.Failure) {
            return try await VigieScript().run(["node", kind, verb] + options + [folder.path] + arguments)
        } catch {
            throw NodeError(node: kind, verb: verb, reason: error.reason)
        }
    }

    /// Returns the value of `key` in lines of `KEY=value`.
    func value(_ key: String, in lines: String) throws(NodeError) -> String {
        for line in lines.split(separator: "\n") where line.hasPrefix("\(key)=") {
            return String(line.dropFirst(key.count + 1))
        }
        throw NodeError(node: kind, verb: "start", reason: "the script printed no \(key)")
    }

    /// Returns the name of a folder that no other test has, under the system's temporary folder.
    static func freshFolder(_ kind: String) -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("vigie-\(kind)-\(UUID().uuidString.prefix(8))")
    }

    /// The option by which the node ends, and its folder goes, when this test process ends, however it ends.
    static var endsWithThisProcess: [String] { ["--with", String(ProcessInfo.processInfo.processIdentifier)] }

    /// Returns a name of lower-case letters and digits that nothing else has.
    static func freshName() -> String {
        "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
    }
}
