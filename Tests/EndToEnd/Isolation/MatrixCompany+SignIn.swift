import AccessMatrix
import Browser
import Foundation
import NIOHTTP1
import TestBench

/// Signs the people of the matrix in.
extension MatrixCompany {
    private struct Session: Decodable { let formToken: String }
    private struct Proposal: Decodable { let secret: String }
    private struct Confirmed: Decodable { let session: Session }
    private struct Token: Decodable { let token: String }

    mutating func signIn() async throws {
        let password = try self.demo.password
        let people = Subject.all.filter(\.isPerson)
        for start in stride(from: 0, to: people.count, by: 4) {
            let house = self.house
            let opened = try await withThrowingTaskGroup(of: (String, Standing).self) { group in
                for subject in people[start..<min(start + 4, people.count)] {
                    let login = self.login(of: subject.name)
                    group.addTask { (subject.name, try await Self.session(subject, login, password, house)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (name, standing) in opened { self.standings[name] = standing }
        }
        for subject in Subject.all {
            guard case .token(let commune) = subject.credential,
                let clerk = Subject.all.first(where: { $0.roles == ["clerk@commune:\(commune)"] }).flatMap({ self.standings[$0.name] })
            else { continue }
            let answer = try await PlainHTTP.send(
                .POST, self.house.url + "/v1/token", json: ["commune": commune],
                headers: ["Cookie": clerk.header?.value ?? "", "X-Vigie-Token": clerk.formToken, "Origin": self.house.url])
            self.standings[subject.name] = Standing(header: ("Authorization", "Bearer \(try JSONDecoder().decode(Token.self, from: answer.body).token)"))
        }
    }

    /// Signs somebody in, and sets up a second factor for those who need one.
    private static func session(_ subject: Subject, _ login: String, _ password: String, _ house: House) async throws -> Standing {
        func cookie(_ answer: PlainHTTP.Answer) throws -> String {
            guard let session = answer.cookies.first(where: { !$0.name.hasSuffix("appareil") }) else {
                throw BrowserError(description: "\(subject.name) is not let in: \(answer.status) \(answer.text)")
            }
            return "\(session.name)=\(session.value)"
        }
        let answer = try await PlainHTTP.send(.POST, house.url + "/v1/session", json: ["login": login, "password": password], headers: ["Origin": house.url])
        let first = try cookie(answer)
        let token = try JSONDecoder().decode(Session.self, from: answer.body).formToken
        guard subject.needsSecondFactor, subject.manner != .withoutSecondFactor else { return Standing(header: ("Cookie", first), formToken: token) }
        let headers = ["Cookie": first, "X-Vigie-Token": token, "Origin": house.url]
        let proposal = try await PlainHTTP.send(.POST, house.url + "/v1/account/second-factor", json: [:], headers: headers)
        let code = try await Authenticator.code(try JSONDecoder().decode(Proposal.self, from: proposal.body).secret)
        let confirmed = try await PlainHTTP.send(.POST, house.url + "/v1/account/second-factor", json: ["code": code], headers: headers)
        return Standing(header: ("Cookie", try cookie(confirmed)), formToken: try JSONDecoder().decode(Confirmed.self, from: confirmed.body).session.formToken)
    }

    /// Makes a second session of each person by copying the stored one, since a code of the second factor opens only one.
    mutating func makeTwins() async throws {
        var copies: [String] = []
        var secrets: [String: MatrixSecret] = [:]
        for subject in Subject.all where subject.manner == .proper || subject.manner == .withoutSecondFactor {
            let secret = MatrixSecret()
            secrets[subject.name] = secret
            copies.append(
                "SELECT \(secret.hashed), account, idle_seconds, expires_at, has_second_factor, 'twin' FROM portal.session WHERE account = '\(self.accounts[subject.name] ?? "")'"
            )
        }
        _ = try await self.sql(
            "INSERT INTO portal.session (reference, account, idle_seconds, expires_at, has_second_factor, device) \(copies.joined(separator: " UNION ALL "))")
        for (name, secret) in secrets {
            let cookie = "\(self.standings[name]?.header?.value.prefix { $0 != "=" } ?? "")=\(secret.text)"
            let answer = try await PlainHTTP.send(.GET, self.house.url + "/v1/session", headers: ["Cookie": cookie])
            self.standings[name]?.twin = (cookie, try JSONDecoder().decode(Session.self, from: answer.body).formToken)
        }
    }

    /// Waits until both services know every key that is in force.
    func awaitKeys() async throws {
        let client = HouseClient(house: self.house)
        for subject in Subject.all where !subject.isStranger && !subject.isPerson {
            let key = self.standings[subject.name]?.header?.value.dropFirst(7).description
            for path in ["/v1/account", "/v1/declarations?state=refused"] where !subject.isBearer || path != "/v1/account" {
                let status = try await client.poll(seconds: 30) {
                    try await client.send(.GET, path, key: key).status
                } until: {
                    $0 != 401
                }
                guard status != 401 else { throw BrowserError(description: "\(subject.name) is not known at \(path)") }
            }
        }
    }
}
