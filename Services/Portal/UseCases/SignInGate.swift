import Accounts
import Runtime
import Threading

/// The throttles of this instance, each behind a lock, on a monotonic clock.
final class SignInGate: Sendable {
    private let tries: Locked<SignInThrottle>
    private let codes = Locked(SecondFactorThrottle())
    private let start = ContinuousClock.now

    init(limits: SignInThrottle.Limits = .init()) { self.tries = Locked(SignInThrottle(limits: limits)) }

    /// Admits an attempt to sign in.
    ///
    /// - Throws: `Problem`, 429.
    func attempt(_ login: String, from origin: RequestOrigin, mark: DeviceMark?) throws -> SignInThrottle.Admission {
        let name = SignInThrottle.Name(typed: login)
        switch self.tries.withLock({ $0.attempt(name, from: origin.network, mark: mark, at: self.now) }) {
        case .admitted(let admission): return admission
        case .refused(let wait): throw Problem.tooManyRequests(retryAfter: Self.seconds(wait))
        }
    }

    func succeeded(_ admission: SignInThrottle.Admission) { self.tries.withLock { $0.succeeded(admission, at: self.now) } }

    /// Admits an attempt to redeem an invitation, which names nobody.
    ///
    /// - Throws: `Problem`, 429.
    func attempt(from origin: RequestOrigin) throws {
        if let wait = self.tries.withLock({ $0.attempt(from: origin.network, at: self.now) }) {
            throw Problem.tooManyRequests(retryAfter: Self.seconds(wait))
        }
    }

    func succeeded(from origin: RequestOrigin) { self.tries.withLock { $0.succeeded(from: origin.network, at: self.now) } }

    /// Admits the comparison of a second factor's code.
    ///
    /// - Throws: `Problem`, 429.
    func attemptCode(of account: AccountID, mark: DeviceMark?) throws {
        if let wait = self.codes.withLock({ $0.attempt(account, mark: mark, at: self.now) }) {
            throw Problem.tooManyRequests(retryAfter: Self.seconds(wait))
        }
    }

    func succeededCode(of account: AccountID, mark: DeviceMark?) { self.codes.withLock { $0.succeeded(account, mark: mark, at: self.now) } }

    private var now: Int64 {
        let passed = (ContinuousClock.now - self.start).components
        return passed.seconds * 1_000_000 + passed.attoseconds / 1_000_000_000_000
    }

    private static func seconds(_ wait: Duration) -> Int { max(Int(wait.components.seconds), 1) }
}
