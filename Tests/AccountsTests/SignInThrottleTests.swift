import Accounts
import Testing

/// Traces: what the throttle says, try by try.
@Suite("Throttling sign-in")
struct SignInThrottleTests {
    private static let second: Int64 = 1_000_000
    private static let minute = 60 * second
    private static let marie = SignInThrottle.Name(typed: "marie.le-goff")

    private static func address(_ number: Int) -> AddressNetwork { AddressNetwork("10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)") }

    private static func seconds(_ answer: SignInThrottle.Answer) -> Int64? {
        if case .admitted(let admission) = answer { admission.hold.components.seconds } else { nil }
    }

    private static func admission(_ answer: SignInThrottle.Answer) throws -> SignInThrottle.Admission {
        if case .admitted(let admission) = answer { return admission }
        throw Refused()
    }
    private struct Refused: Error {}

    /// How long a try of a name from a new address each time is held back.
    private static func hold(_ throttle: inout SignInThrottle, _ name: SignInThrottle.Name = marie, from number: Int = 1, at now: Int64 = 0) -> Int64? {
        self.seconds(throttle.attempt(name, from: self.address(number), mark: nil, at: now))
    }

    @Test("A few mistakes are answered at once; then one waits longer and longer, up to eight seconds, and is never refused")
    func growing() {
        var throttle = SignInThrottle()
        #expect((0..<12).map { _ in Self.hold(&throttle) } == [0, 0, 0, 0, 0, 1, 2, 4, 8, 8, 8, 8])
        // Ten minutes later it is over.
        #expect(Self.hold(&throttle, at: 11 * Self.minute) == 0)
    }

    @Test("Names are the same in any case, with spaces around; known or unknown, they are treated alike")
    func names() {
        var throttle = SignInThrottle()
        let forms = ["Marie.Le-Goff", " marie.le-goff ", "MARIE.LE-GOFF\n", "ｍarie.le-goff", "marie.le-goff", "marie.le-goff"]
        #expect(forms.map { Self.hold(&throttle, .init(typed: $0)) } == [0, 0, 0, 0, 0, 1])
        let unknown = SignInThrottle.Name(typed: "nobody at all")
        #expect((0..<6).map { _ in Self.hold(&throttle, unknown) } == [0, 0, 0, 0, 0, 1])
        #expect(SignInThrottle.Name(typed: String(repeating: "a", count: 1_000_000)) == .init(typed: String(repeating: "a", count: 256)))
    }

    @Test("A right password costs nothing, whatever others tried meanwhile")
    func success() throws {
        var throttle = SignInThrottle()
        for _ in 0..<1_000 {
            let admission = try Self.admission(throttle.attempt(Self.marie, from: Self.address(1), mark: nil, at: 0))
            #expect(admission.hold == .zero)
            throttle.succeeded(admission, at: 0)
        }
        #expect(throttle.count == 0)
        // Who guesses gets no free try by the person's signing in.
        for _ in 0..<8 { _ = Self.hold(&throttle, from: 2) }
        let admission = try Self.admission(throttle.attempt(Self.marie, from: Self.address(1), mark: nil, at: 0))
        throttle.succeeded(admission, at: 0)
        #expect(Self.hold(&throttle, from: 2) == 8)
    }

    @Test("One network that fails six hundred times is refused, and told after how long it may go on")
    func network() {
        var throttle = SignInThrottle()
        for number in 0..<600 {
            #expect(Self.hold(&throttle, .init(typed: "name \(number)"), from: 7) == 0)
        }
        #expect(throttle.attempt(.init(typed: "name"), from: Self.address(7), mark: nil, at: 0) == .refused(retryAfter: .seconds(2)))
        #expect(throttle.attempt(from: Self.address(7), at: Self.second / 2) == .seconds(2))
        #expect(Self.hold(&throttle, from: 8) == 0)
        #expect(throttle.attempt(from: Self.address(7), at: 2 * Self.second) == nil)
        #expect(throttle.attempt(from: Self.address(7), at: 2 * Self.second) == .seconds(2))
        // What is refused is not counted: it is not put off for ever by trying on.
        for _ in 0..<10_000 { _ = throttle.attempt(from: Self.address(7), at: 2 * Self.second) }
        #expect(throttle.attempt(from: Self.address(7), at: 4 * Self.second) == nil)
        throttle.succeeded(from: Self.address(7), at: 4 * Self.second)
        #expect(throttle.attempt(from: Self.address(7), at: 4 * Self.second) == nil)
    }

    @Test("Five hundred people of one network sign in at once")
    func prefecture() throws {
        var throttle = SignInThrottle()
        let admissions = try (0..<500).map { try Self.admission(throttle.attempt(.init(typed: "clerk \($0)"), from: Self.address(1), mark: nil, at: 0)) }
        #expect(admissions.allSatisfy { $0.hold == .zero })
        for admission in admissions { throttle.succeeded(admission, at: Self.second) }
        #expect(throttle.count == 0)
    }

    // MARK: Somebody wants to keep Marie out

    @Test("A distributed attack on one name holds back a new device by eight seconds, and the known device not at all")
    func distributed() throws {
        var throttle = SignInThrottle()
        let (secret, account) = (PortalSecret(), AccountID())
        let mark = DeviceMark(for: account, at: 0, under: secret)
        // For an hour, forty tries a second, each from an address of its own.
        for try_ in 0..<144_000 {
            let now = Int64(try_) * Self.second / 40
            let hold = Self.hold(&throttle, from: try_, at: now)
            if try_ > 10 { #expect(hold == 8) }
            if try_ % 14_400 == 0 {
                let own = try Self.admission(throttle.attempt(Self.marie, from: Self.address(9_000_000), mark: mark, at: now))
                #expect(own.hold == .zero && own.isFromKnownDevice)
                throttle.succeeded(own, at: now)
                let new = try Self.admission(throttle.attempt(Self.marie, from: Self.address(9_000_001), mark: nil, at: now))
                #expect(new.hold <= .seconds(8) && !new.isFromKnownDevice)
                throttle.succeeded(new, at: now)
            }
        }
        // It ends; within minutes nothing is left of it.
        let end: Int64 = 3_600 * Self.second
        #expect(Self.hold(&throttle, from: 9_000_002, at: end + 12 * Self.minute) == 0)
        #expect(throttle.count <= 60_000)
    }

    @Test("An attacker in Marie's own office has the office refused, but not her browser")
    func sameOffice() throws {
        var throttle = SignInThrottle()
        let mark = DeviceMark(for: AccountID(), at: 0, under: PortalSecret())
        let office = Self.address(1)
        while throttle.attempt(from: office, at: 0) == nil {}
        #expect(throttle.attempt(Self.marie, from: office, mark: nil, at: 0) == .refused(retryAfter: .seconds(2)))
        let own = try Self.admission(throttle.attempt(Self.marie, from: office, mark: mark, at: 0))
        #expect(own.hold == .zero && own.isFromKnownDevice)
    }

    @Test("A stolen mark helps to guess no faster: its own tries are held back, and then the network counts")
    func stolen() throws {
        var throttle = SignInThrottle()
        let mark = DeviceMark(for: AccountID(), at: 0, under: PortalSecret())
        let holds = try (0..<10).map { _ in try Self.admission(throttle.attempt(Self.marie, from: Self.address(1), mark: mark, at: 0)) }
        #expect(holds.map(\.hold.components.seconds) == [0, 0, 0, 0, 0, 1, 2, 4, 8, 8])
        #expect(holds.map(\.isFromKnownDevice) == [true, true, true, true, true, false, false, false, false, false])
        while throttle.attempt(from: Self.address(1), at: 0) == nil {}
        #expect(throttle.attempt(Self.marie, from: Self.address(1), mark: mark, at: 0) == .refused(retryAfter: .seconds(2)))
        // Marie's other devices and new ones are not concerned.
        #expect(Self.hold(&throttle, from: 2) == 0)
    }

    // MARK: Memory

    @Test("It remembers a bounded number, and a flood of new names does not wash away the one that is attacked")
    func bounded() {
        var limits = SignInThrottle.Limits()
        limits.capacity = 500
        var throttle = SignInThrottle(limits: limits)
        for _ in 0..<10 { _ = Self.hold(&throttle, from: 0) }
        for number in 0..<20_000 {
            _ = Self.hold(&throttle, .init(typed: "made up \(number)"), from: number)
            #expect(throttle.count <= 1_500)
        }
        #expect(Self.hold(&throttle, from: 30_000) == 8)
    }

    // MARK: The second factor

    @Test("Ten codes may be tried, then one every five minutes; a known device counts by itself")
    func secondFactor() {
        var throttle = SecondFactorThrottle(capacity: 100)
        let account = AccountID()
        for _ in 0..<10 { #expect(throttle.attempt(account, mark: nil, at: 0) == nil) }
        #expect(throttle.attempt(account, mark: nil, at: 0) == .seconds(300))
        let mark = DeviceMark(for: account, at: 0, under: PortalSecret())
        #expect(throttle.attempt(account, mark: mark, at: 0) == nil)
        #expect(throttle.attempt(AccountID(), mark: nil, at: 0) == nil)
        #expect(throttle.attempt(account, mark: nil, at: 300 * Self.second) == nil)
        #expect(throttle.attempt(account, mark: nil, at: 300 * Self.second) == .seconds(300))
        throttle.succeeded(account, mark: nil, at: 300 * Self.second)
        #expect(throttle.attempt(account, mark: nil, at: 300 * Self.second) == nil)
        for _ in 0..<1_000 {
            _ = throttle.attempt(AccountID(), mark: nil, at: 0)
            #expect(throttle.count <= 100)
        }
    }

    @Test("Whoever is right every time is never refused")
    func secondFactorRight() {
        var throttle = SecondFactorThrottle()
        let account = AccountID()
        for _ in 0..<100 {
            #expect(throttle.attempt(account, mark: nil, at: 0) == nil)
            throttle.succeeded(account, mark: nil, at: 0)
        }
        #expect(throttle.count == 0)
    }
}
