import Foundation

/// A server of the tests' own, in a temporary folder, which `vigie node` starts and ends.
public protocol PrivateNode: Sendable {
    /// The script that starts and ends the server.
    var script: NodeScript { get }
}

extension PrivateNode {
    /// Ends every process of the server at once with SIGKILL. Its data stays as it was at that moment.
    public func kill() async throws(NodeError) {
        try await self.script.run("kill")
    }

    /// Starts the server again at the same address, after `kill()`. A server that still runs is stopped first.
    public func restart() async throws(NodeError) {
        try await self.script.run("stop")
        try await self.script.run("start")
    }

    /// Freezes every process of the server (SIGSTOP), so that connections stay open and nothing answers.
    public func pause() async throws(NodeError) {
        try await self.script.run("pause")
    }

    /// Lets the processes go on after `pause()`.
    public func resume() async throws(NodeError) {
        try await self.script.run("resume")
    }

    /// Ends the server and removes its folder.
    public func stop() async throws(NodeError) {
        try await self.script.run("kill")
        try? FileManager.default.removeItem(at: self.script.folder)
    }
}
