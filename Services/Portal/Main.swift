import Runtime

/// Portal, the service for people: pages, the read API, and live updates.
@main
struct PortalService {
    static func main() async {
        // For the build, which compresses what pages load, and for the modules' own tests.
        if CommandLine.arguments.dropFirst().first == "vocabulary" { return print(Vocabulary.module, terminator: "") }
        await ServiceProcess.run("portal") { context in try await Self.services(context) }
    }
}
