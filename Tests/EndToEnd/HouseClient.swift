import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Talks to the house through its edge, as any client does.
struct HouseClient: Sendable {
    /// An answer, read to its end.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: Data

        /// Returns the body as JSON.
        func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
            try JSONDecoder().decode(type, from: body)
        }
    }

    /// One commune of `GET /v1/departments/{code}/communes`.
    struct Commune: Decodable, Sendable {
        let commune: String
        let name: String
        let deaths: Int?
        let reported: Bool
    }

    /// The values of `GET /v1/departments/{code}` that tests look at.
    struct Department: Decodable, Sendable {
        let department: String
        let date: String
        let deaths: Int
        let deaths7: Int
        let byPlace: [String: Int]
        let level: String
    }

    let house: House

    /// Sends a request with the house's key, with another one, or with none.
    func send(
        _ method: HTTPMethod, _ path: String, body: String? = nil, key: String?? = .none, headers: [String: String] = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: house.url + path)
        request.method = method
        if let key = key ?? house.apiKey { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let data = Data(try await answer.body.collect(upTo: 32 << 20).readableBytesView)
        return Answer(status: Int(answer.status.code), headers: answer.headers, body: data)
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send(.GET, path, headers: headers)
    }

    func declare(_ declaration: Declaration) async throws -> Answer {
        try await send(.POST, "/v1/declarations", body: declaration.json)
    }

    func department(_ code: String, date: String? = nil) async throws -> Department {
        try await get("/v1/departments/\(code)" + (date.map { "?date=\($0)" } ?? "")).decode()
    }

    func communes(of department: String, date: String? = nil) async throws -> [Commune] {
        struct Told: Decodable { let communes: [Commune] }
        return try await get("/v1/departments/\(department)/communes" + (date.map { "?date=\($0)" } ?? ""))
            .decode(Told.self).communes
    }

    /// Returns communes that have declared nothing for the department's current day yet, and that day.
    func silentCommunes(of department: String, _ count: Int) async throws -> (date: String, communes: [Commune]) {
        let date = try await self.department(department).date
        let silent = try await communes(of: department, date: date).filter { !$0.reported }.prefix(count)
        return (date, Array(silent))
    }

    /// Asks again until the answer is as awaited, and returns the last answer in either case.
    func poll<Value: Sendable>(
        seconds: Double = 5, _ ask: () async throws -> Value, until satisfied: (Value) -> Bool
    ) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var value = try await ask()
        while !satisfied(value), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(25))
            value = try await ask()
        }
        return value
    }
}
