/// A PostgreSQL server of the tests' own, on a free loopback port, in a temporary folder.
///
/// Most tests take the `shared` one and a `makeDatabase()` of their own in it, so they can all run at once. A test that
/// breaks the server starts one for itself. Either ends with the test process, even one that crashes.
public final class PrivatePostgreSQL: PrivateNode {
    /// Connects as `vigie_owner` (may create databases and roles, is no superuser) to the database `vigie`.
    public let url: String

    /// The script that starts and ends it.
    public let script: NodeScript

    private init(url: String, script: NodeScript) {
        self.url = url
        self.script = script
    }

    private static let once = StartedOnce { try await PrivatePostgreSQL.start() }

    /// The server that the whole test process shares; started when first asked for. Never kill this one.
    public static var shared: PrivatePostgreSQL {
        get async throws { try await once.value }
    }

    /// Starts a server for the caller alone and waits until it answers.
    public static func start() async throws(NodeError) -> PrivatePostgreSQL {
        let script = NodeScript(kind: "postgres", folder: NodeScript.freshFolder("postgres"))
        let lines = try await script.run("start", options: NodeScript.endsWithThisProcess)
        return PrivatePostgreSQL(url: try script.value("VIGIE_DATABASE_URL", in: lines), script: script)
    }

    /// Creates an empty database and returns the url that connects to it as its owner.
    public func makeDatabase() async throws(NodeError) -> String {
        let lines = try await script.run("database", NodeScript.freshName())
        return try script.value("VIGIE_DATABASE_URL", in: lines)
    }

    /// Runs one SQL statement as superuser in database `vigie` and returns the rows, fields parted by `|`.
    public func control(_ sql: String) async throws(NodeError) -> String {
        try await script.run("ctl", "-c", sql)
    }
}
