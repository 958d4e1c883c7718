import Runtime

/// Takes declarations over HTTP, and answers 202 once the broker holds them. It reads PostgreSQL only to learn keys and communes; while
/// PostgreSQL is away it serves with those it learnt last.
@main
struct Ingest {
    static func main() async {
        await ServiceProcess.run("ingest") { context in try Self.services(context) }
    }
}
