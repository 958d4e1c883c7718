import Foundation

/// The commands `vigie node <kind> …` on one folder: they start and end a private server.
public struct NodeScript: Sendable {
    /// `postgres` or `rabbitmq`.
    let kind: String

    /// The folder that the node lives in.
    let folder: URL

    /// Runs `vigie node <kind> <verb>` on the folder and returns what it printed on its standard output.
    @discardableResult
    func run(_ verb: String, options: [String] = [], _ arguments: String...) async throws(NodeError) -> String {
        try await run(verb, options: options, arguments: arguments)
    }

    /// The same, with arguments that were collected before.
    @discardableResult
    func run(_ verb: String, options: [String] = [], arguments: [String]) async throws(NodeError) -> String {
        do throws(VigieScript.Failure) {
            return try await VigieScript().run(["node", kind, verb] + options + [folder.path] + arguments)
        } catch {
            throw NodeError(node: kind, verb: verb, reason: error.reason)
        }
    }

    /// The value of `key` in lines of `KEY=value`.
    func value(_ key: String, in lines: String) throws(NodeError) -> String {
        for line in lines.split(separator: "\n") where line.hasPrefix("\(key)=") {
            return String(line.dropFirst(key.count + 1))
        }
        throw NodeError(node: kind, verb: "start", reason: "the script printed no \(key)")
    }

    /// A folder's name that no other test has, under the system's temporary folder.
    static func freshFolder(_ kind: String) -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("vigie-\(kind)-\(UUID().uuidString.prefix(8))")
    }

    /// Asks that the node end, and its folder go, when this test process ends, however it ends.
    static var endsWithThisProcess: [String] { ["--with", String(ProcessInfo.processInfo.processIdentifier)] }

    /// A name of lower-case letters and digits that nothing else has.
    static func freshName() -> String {
        "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
    }
}
