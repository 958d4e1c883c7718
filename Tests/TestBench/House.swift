public import Foundation

/// A whole Vigie that `./vigie up` started, for the tests that need all of it: its addresses, and the power to break it.
///
/// `./vigie test` starts one and names its folder in `VIGIE_TEST_HOUSE`; without that, such tests are skipped.
public struct House: Sendable {
    /// The house given to this test run.
    public static let given: House? = {
        guard let path = ProcessInfo.processInfo.environment["VIGIE_TEST_HOUSE"] else { return nil }
        return House(folder: URL(fileURLWithPath: path))
    }()

    /// Why a test of the whole house is skipped.
    public static let absence = "needs a running house: ./vigie test starts one and names it in VIGIE_TEST_HOUSE"

    /// The house given, for a test that is only enabled when there is one.
    public static func required() throws(NodeError) -> House {
        guard let given else { throw NodeError(node: "house", verb: "find", reason: absence) }
        return given
    }

    /// The folder that everything of it lives in.
    public let folder: URL

    /// The edge, as people reach it.
    public let url: String

    /// The key that may do all.
    public let apiKey: String

    /// PostgreSQL as owner.
    public let databaseURL: String

    /// The broker's management API.
    public let managementURL: String

    private let values: [String: String]

    /// What the house's `env` says of a name.
    ///
    /// - Throws: `NodeError` when it says nothing.
    public func value(_ name: String) throws(NodeError) -> String {
        guard let value = self.values[name] else { throw NodeError(node: "house", verb: "read", reason: "its env has no \(name)") }
        return value
    }

    private init?(folder: URL) {
        self.folder = folder
        guard let text = try? String(contentsOf: folder.appendingPathComponent("env"), encoding: .utf8) else { return nil }
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        guard let url = values["VIGIE_URL"], let apiKey = values["VIGIE_API_KEY"],
            let databaseURL = values["VIGIE_DATABASE_URL"], let managementURL = values["VIGIE_AMQP_MANAGEMENT_URL"]
        else { return nil }
        self.values = values
        self.url = url
        self.apiKey = apiKey
        self.databaseURL = databaseURL
        self.managementURL = managementURL
    }

    /// Whether the house has loaded this department, alone or with all the others.
    public func hasDepartment(_ code: String) -> Bool {
        [code, "all"].contains { FileManager.default.fileExists(atPath: folder.appendingPathComponent("loaded/\($0)").path) }
    }

    /// The instances of a service that run by plan: `aggregation-1`, `aggregation-2`.
    public func instances(of service: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("run").path)) ?? []
        return names.filter { $0.hasSuffix(".plan") }.map { String($0.dropLast(5)) }
            .filter { $0.prefix { !$0.isNumber } == "\(service)-" }.sorted()
    }

    /// Where an instance of a service tells of itself (`/metrics`, `/readyz`), whether it has other routes or not.
    public func address(of instance: String) -> String? {
        let plan = try? String(contentsOf: folder.appendingPathComponent("run/\(instance).plan"), encoding: .utf8)
        return plan?.split(separator: "\n").first { $0.hasPrefix("VIGIE_OPERATIONS_PORT=") }.map { "http://127.0.0.1:\($0.dropFirst(22))" }
    }

    /// Where an instance of a service serves people itself, behind the edge.
    public func door(of instance: String) -> String? {
        let plan = try? String(contentsOf: folder.appendingPathComponent("run/\(instance).plan"), encoding: .utf8)
        return plan?.split(separator: "\n").first { $0.hasPrefix("VIGIE_PORT=") }.map { "http://127.0.0.1:\($0.dropFirst(11))" }
    }

    /// Ends an instance of a service with SIGKILL; its keeper starts it again. Returns false when it is down already.
    @discardableResult
    public func kill(_ instance: String) -> Bool {
        guard let process = self.process(of: instance) else { return false }
        return Foundation.kill(process, SIGKILL) == 0
    }

    /// The process of an instance; nothing when it is down.
    public func process(of instance: String) -> pid_t? {
        self.number(in: "run/\(instance).pid")
    }

    /// The project's `vigie`.
    public var script: URL { VigieScript.url }

    /// The process that keeps an instance alive.
    public func keeper(of instance: String) -> pid_t? { self.number(in: "run/\(instance).keeper") }

    /// The process of the house's `postgres` or `rabbitmq`.
    public func node(_ kind: String) -> pid_t? { self.number(in: "\(kind)/pid") }

    private func number(in file: String) -> pid_t? {
        let text = try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        return text?.split(separator: " ").first.flatMap { pid_t($0) }
    }

    /// Runs `vigie up <options>` on the house, with the programs that it runs now.
    public func up(_ options: String...) async throws(NodeError) {
        do throws(VigieScript.Failure) {
            var script = VigieScript(house: self.folder)
            script.environment["VIGIE_BIN"] = VigieScript.programs.path
            _ = try await script.run(["up"] + options)
        } catch {
            throw NodeError(node: "house", verb: "up", reason: error.reason)
        }
    }

    /// Runs `vigie node rabbitmq <verb>` on the house's broker.
    @discardableResult
    public func broker(_ verb: String, _ arguments: String...) async throws(NodeError) -> String {
        try await NodeScript(kind: "rabbitmq", folder: folder.appendingPathComponent("rabbitmq")).run(verb, arguments: arguments)
    }

    /// Runs `vigie node postgres <verb>` on the house's database.
    @discardableResult
    public func database(_ verb: String, _ arguments: String...) async throws(NodeError) -> String {
        try await NodeScript(kind: "postgres", folder: folder.appendingPathComponent("postgres")).run(verb, arguments: arguments)
    }

    /// Runs `vigie ctl <arguments>`; a status other than 0 is an error with what it printed.
    @discardableResult
    public func console(_ arguments: String...) async throws(NodeError) -> String { try await self.console(arguments) }

    /// The same with arguments that were put together.
    @discardableResult
    public func console(_ arguments: [String]) async throws(NodeError) -> String {
        do throws(VigieScript.Failure) {
            return try await VigieScript(house: folder).run(["ctl"] + arguments)
        } catch {
            throw NodeError(node: "vigiectl", verb: arguments.joined(separator: " "), reason: error.reason)
        }
    }

    /// The six digits that the second factor of an account for demonstration shows now: runs `vigie code <account>`.
    public func code(of account: String) async throws(NodeError) -> String {
        do throws(VigieScript.Failure) {
            return try await VigieScript(house: self.folder).run(["code", account.lowercased()]).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw NodeError(node: "house", verb: "code", reason: error.reason)
        }
    }

    /// How many messages each queue holds at this moment.
    public func queueDepths() async throws(NodeError) -> [String: Int] {
        var depths: [String: Int] = [:]
        for line in try await broker("ctl", "--quiet", "list_queues", "name", "messages").split(separator: "\n") {
            let fields = line.split(separator: "\t")
            if fields.count == 2, let depth = Int(fields[1]) { depths[String(fields[0])] = depth }
        }
        return depths
    }

    /// Where the picture of a page goes, to be looked at.
    public func screenshot(_ name: String) -> URL {
        let folder = self.folder.deletingLastPathComponent().appendingPathComponent("screenshots")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appendingPathComponent(name)
    }

    /// The folder that tests leave pictures and logs in, beside the house.
    public func keepsake(_ name: String) -> URL {
        let evidence = folder.deletingLastPathComponent().appendingPathComponent("evidence")
        try? FileManager.default.createDirectory(at: evidence, withIntermediateDirectories: true)
        return evidence.appendingPathComponent(name)
    }
}
