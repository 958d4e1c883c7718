/// A PostgreSQL server of the tests' own, on a free loopback port, in a temporary folder.
///
/// Most tests use the `shared` one, each with a `makeDatabase()` of its own, so that they can all run at once. A test that breaks the server
/// starts one for itself. Either ends with the test process, even with one that crashes.
public final class PrivatePostgreSQL: PrivateNode {
    /// The address as `vigie_owner`, who may create databases and roles and is no superuser, of the database `vigie`.
    public let url: String

    /// The script that starts and ends the server.
    public let script: NodeScript

    private init(url: String, script: NodeScript) {
        self.url = url
        self.script = script
    }

    private static let once = StartedOnce { try await PrivatePostgreSQL.start() }

    /// The server that the whole test process shares, started when it is first asked for. No test may kill it.
    public static var shared: PrivatePostgreSQL {
        get async throws { try await once.value }
    }

    /// Starts a server for the caller alone and waits until it answers.
    public static func start() async throws(NodeError) -> PrivatePostgreSQL {
        let script = NodeScript(kind: "postgres", folder: NodeScript.freshFolder("postgres"))
        let lines = try await script.run("start", options: NodeScript.endsWithThisProcess)
        return PrivatePostgreSQL(url: try script.value("VIGIE_DATABASE_URL", in: lines), script: script)
    }

    /// Creates an empty database and returns the address at which its owner connects to it.
    public func makeDatabase() async throws(NodeError) -> String {
        let lines = try await script.run("database", NodeScript.freshName())
        return try script.value("VIGIE_DATABASE_URL", in: lines)
    }

    /// Runs one SQL statement as superuser in the database `vigie` and returns the rows, their fields parted by `|`.
    public func control(_ sql: String) async throws(NodeError) -> String {
        try await script.run("ctl", "-c", sql)
    }
}
