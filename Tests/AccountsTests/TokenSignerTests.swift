import Logging
import Mortality
import TestBench
import Testing
import Threading

@testable import Accounts

@Suite("Who signs tokens")
struct TokenSignerTests {
    /// Keeps what was published, or is away.
    private final class Board: TokenKeyPublisher {
        struct Away: Error {}
        struct State {
            var keys: [TokenKey] = []
            var tries: [TokenKeyID] = []
            var isAway = false
            /// It takes a key, and the answer is lost.
            var isMute = false
        }

        let state = Locked(State())

        func publish(_ key: TokenKey) async throws {
            try self.state.withLock { state in
                state.tries.append(key.id)
                if state.isAway { throw Away() }
                state.keys.append(key)
                if state.isMute { throw Away() }
            }
        }

        var keys: [TokenKey] { self.state.withLock { $0.keys } }
        func set(away: Bool) { self.state.withLock { $0.isAway = away } }
    }

    private static let start: Instant = 1_795_435_200_000_000
    private static let hour = Duration.seconds(3_600)

    private let board = Board()
    private let now = Locked(start)
    private let account = AccountID()

    private func signer() -> TokenSigner {
        let now = self.now
        return TokenSigner(publisher: self.board, clock: { now.withLock { $0 } }, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
    }

    private func set(_ instant: Instant) { self.now.withLock { $0 = instant } }

    private func verifies(_ token: TokenSigner.Signed) throws -> Bool {
        let claims = try TokenVerifier(keys: self.board.keys).claims(of: token.text, at: self.now.withLock { $0 })
        return claims.account == self.account && claims.expiresAt == token.expiresAt && claims.expiresAt - claims.issuedAt == DeclaringToken.lifetime
    }

    private func sign(_ signer: TokenSigner) throws -> TokenSigner.Signed {
        try signer.token(for: self.account, commune: try CommuneCode("56260"), standing: .onBehalf)
    }

    @Test("Nothing is signed before a key is published; then whoever knows what was published verifies it")
    func beginning() async throws {
        let signer = self.signer()
        #expect(signer.absence != nil)
        #expect(throws: TokenSigner.NoKey.self) { try self.sign(signer) }
        self.board.set(away: true)
        await #expect(throws: Board.Away.self) { try await signer.renew() }
        #expect(throws: TokenSigner.NoKey.self) { try self.sign(signer) }
        self.board.set(away: false)
        try await signer.renew()
        #expect(signer.absence == nil)
        #expect(try self.verifies(try self.sign(signer)))
        // What was tried in vain is published again, not another.
        let (tries, keys) = self.board.state.withLock { ($0.tries, $0.keys) }
        #expect(Set(tries).count == 1 && tries.count == 2 && keys.count == 1)
        #expect(self.board.keys.allSatisfy { $0.publicKey.count == 32 })
    }

    @Test("Each process has a key of its own")
    func several() async throws {
        let (one, other) = (self.signer(), self.signer())
        try await one.renew()
        try await other.renew()
        #expect(Set(self.board.keys.map(\.id)).count == 2 && Set(self.board.keys.map(\.publicKey)).count == 2)
        #expect(try self.verifies(try self.sign(one)) && self.verifies(try self.sign(other)))
    }

    @Test("A key is replaced after a day; what the one before signed is good to its end")
    func rotation() async throws {
        let signer = self.signer()
        try await signer.renew()
        self.set(Self.start + Self.hour * 24 - .microseconds(1))
        try await signer.renew()
        #expect(self.board.keys.count == 1)
        let last = try self.sign(signer)
        self.set(Self.start + Self.hour * 24)
        try await signer.renew()
        #expect(self.board.keys.count == 2)
        let first = try self.sign(signer)
        #expect(try self.verifies(last) && self.verifies(first))
        #expect(DeclaringToken.keyID(of: first.text) == self.board.keys.last?.id)
    }

    @Test("While nothing can be published the key goes on for a day more, then nothing is signed until it can")
    func outage() async throws {
        let signer = self.signer()
        try await signer.renew()
        self.board.set(away: true)
        for hours in [24, 30, 47, 48] as [Int64] {
            self.set(Self.start + Self.hour * hours)
            await #expect(throws: Board.Away.self) { try await signer.renew() }
            #expect(try self.verifies(try self.sign(signer)), "\(hours)")
        }
        // No token outlives the key that signed it.
        self.set(Self.start + Self.hour * 49 - DeclaringToken.lifetime)
        #expect(throws: TokenSigner.NoKey.self) { try self.sign(signer) }
        self.board.set(away: false)
        try await signer.renew()
        #expect(try self.verifies(try self.sign(signer)))
        // It is not one that was drawn two days ago.
        #expect(self.board.keys.last.map { $0.expiresAt > Self.start + Self.hour * 90 } == true)
    }

    @Test("A key whose publishing was not answered is published again, and signs once it was")
    func lostAnswer() async throws {
        let signer = self.signer()
        self.board.state.withLock { $0.isMute = true }
        await #expect(throws: Board.Away.self) { try await signer.renew() }
        #expect(signer.absence != nil)
        self.board.state.withLock { $0.isMute = false }
        try await signer.renew()
        #expect(Set(self.board.keys.map(\.id)).count == 1)
        #expect(try self.verifies(try self.sign(signer)))
    }
}
