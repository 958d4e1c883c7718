import AsyncHTTPClient
import Browser
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// The server-sent events of `/v1/events`, as blocks of text.
struct EventStream {
    /// Listens to a department. It calls `body` once the stream is open, and returns what arrives until an event satisfies `isAwaited`.
    static func listen(
        _ house: House, department: String, whenOpen body: @escaping @Sendable () async throws -> Void,
        until isAwaited: @Sendable (String) -> Bool
    ) async throws -> [String] {
        var request = HTTPClientRequest(url: "\(house.url)/v1/events?department=\(department)")
        request.headers.add(name: "Authorization", value: "Bearer \(house.apiKey)")
        request.headers.add(name: "Accept", value: "text/event-stream")
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        guard answer.status == .ok else { throw BrowserError(description: "/v1/events answered \(answer.status)") }
        try await body()
        var events: [String] = []
        var text = ""
        for try await piece in answer.body {
            text += String(buffer: piece)
            while let end = text.range(of: "\n\n") {
                events.append(String(text[..<end.lowerBound]))
                text.removeSubrange(..<end.upperBound)
                if isAwaited(events[events.count - 1]) { return events }
            }
        }
        return events
    }
}
