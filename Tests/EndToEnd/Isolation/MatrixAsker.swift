import AccessMatrix
import AsyncHTTPClient
import Browser
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Puts the cases to the house, through its edge, as the person or program of each case would.
struct MatrixAsker: Sendable {
    struct Answer: Sendable {
        var status: Int
        let location: String?
        let body: Data
    }

    let company: MatrixCompany

    /// Returns the answer to a case. It asks again when it is told to, after too many requests or while as many pictures or batches are under
    /// way as there may be.
    func ask(_ one: MatrixCase, number: Int) async throws -> Answer {
        let request = self.request(one, number: number)
        for _ in 0..<10 {
            let answer = try await PlainHTTP.client.execute(request, timeout: .seconds(30))
            let isCostly = one.route.path.hasSuffix("/batch") || one.route.path.contains("/map.")
            let isBusy = answer.status == .tooManyRequests || answer.status == .serviceUnavailable && isCostly
            if isBusy, let seconds = answer.headers.first(name: "Retry-After").flatMap({ Int($0) }) {
                try await Task.sleep(for: .milliseconds(min(seconds, 5) * 1_000 + Int.random(in: 0..<300)))
                continue
            }
            var told = Answer(status: Int(answer.status.code), location: answer.headers.first(name: "Location"), body: try await Self.body(answer))
            if one.route.path.hasSuffix("/batch"), told.status == 200 { told.status = Self.row(told.body) ?? 0 }
            return told
        }
        return Answer(status: 429, location: nil, body: Data())
    }

    /// The stream is not listened to; it is enough that it begins.
    private static func body(_ answer: HTTPClientResponse) async throws -> Data {
        if answer.headers.first(name: "Content-Type")?.hasPrefix("text/event-stream") == true { return Data() }
        return Data(try await answer.body.collect(upTo: 32 << 20).readableBytesView)
    }

    /// Returns the status of a batch's one row.
    private static func row(_ body: Data) -> Int? {
        struct Row: Decodable { let status: Int }
        return String(decoding: body, as: UTF8.self).split(separator: "\n").first.flatMap { try? JSONDecoder().decode(Row.self, from: Data($0.utf8)) }?.status
    }

    private func request(_ one: MatrixCase, number: Int) -> HTTPClientRequest {
        let standing = self.company.standings[one.subject.name] ?? MatrixCompany.Standing()
        let isTwin = one.trial.session == .twin && standing.twin != nil
        let formToken = one.subject.manner == .withoutFormToken ? "none" : isTwin ? standing.twin?.formToken ?? "none" : standing.formToken
        var values = self.company.values(one, number: number)
        values["token"] = formToken
        func filled(_ text: String) -> String { values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) } }

        let house = self.company.house.url
        var request = HTTPClientRequest(url: house + filled(one.trial.address))
        request.method = HTTPMethod(rawValue: one.route.method.rawValue)
        if !one.route.path.hasPrefix("/v1/") { request.headers.add(name: "Accept", value: "text/html") }
        if let header = standing.header { request.headers.add(name: header.name, value: isTwin ? standing.twin?.cookie ?? "" : header.value) }
        if one.route.method.changes {
            let isForeign = one.subject.manner == .fromElsewhere
            request.headers.add(name: "Origin", value: isForeign ? "https://example.org" : house)
            if isForeign { request.headers.add(name: "Sec-Fetch-Site", value: "cross-site") }
        }
        var type = "application/json"
        switch one.trial.body {
        case .form(let text):
            type = "application/x-www-form-urlencoded"
            request.body = .bytes(ByteBuffer(string: filled(text)))
        case .lines(let text):
            type = "application/x-ndjson"
            request.body = .bytes(ByteBuffer(string: filled(text) + "\n"))
        case .json(let text): request.body = .bytes(ByteBuffer(string: filled(text)))
        case nil: break
        }
        if one.trial.body != nil { request.headers.add(name: "Content-Type", value: type) }
        if type == "application/json", one.route.method.changes, one.subject.isPerson, formToken != "none" {
            request.headers.add(name: "X-Vigie-Token", value: formToken)
        }
        return request
    }
}
