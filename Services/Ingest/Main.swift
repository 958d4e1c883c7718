import Runtime

/// Takes declarations over HTTP, and answers 202 once the broker holds them. PostgreSQL is needed for nothing but to learn
/// keys and communes; while it is away the last ones serve.
@main
struct Ingest {
    static func main() async {
        await ServiceProcess.run("ingest") { context in try Self.services(context) }
    }
}
