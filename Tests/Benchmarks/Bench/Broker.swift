import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// A quorum queue of the bench's own, made and deleted by the management API.
struct Broker {
    let house: House

    func declare(_ queue: String) async throws {
        try await self.call(.PUT, queue, "{\"durable\":true,\"arguments\":{\"x-queue-type\":\"quorum\"}}")
        // The broker writes a new queue's name to disk a moment later.
        try await Task.sleep(for: .seconds(1))
    }

    func delete(_ queue: String) async throws { try await self.call(.DELETE, queue, nil) }

    private func call(_ method: HTTPMethod, _ queue: String, _ body: String?) async throws {
        guard var url = URLComponents(string: self.house.managementURL), let user = url.user, let password = url.password else {
            throw BenchError("the management API's address is not known")
        }
        url.user = nil
        url.password = nil
        var request = HTTPClientRequest(url: "\(url.string ?? "")/api/queues/%2F/\(queue)")
        request.method = method
        request.headers.add(name: "Authorization", value: "Basic " + Data("\(user):\(password)".utf8).base64EncodedString())
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        guard (200..<300).contains(answer.status.code) else { throw BenchError("the management API answered \(answer.status) for queue \(queue)") }
    }
}
