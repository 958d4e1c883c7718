import Crypto
import Foundation

/// Limits how fast one may try to sign in: so slowly that guessing is hopeless, and never so that an attacker shuts a person out. Pure: Portal
/// tells it of every try and of every success, and does what it says.
///
/// - **By network**: who fails often from one network is refused for a while. A success costs nothing, so a prefecture with one
///   address for all its desks is not hindered.
/// - **By name**: nobody is ever refused, whatever happens to their name; but the answer is held back, for longer and longer up to
///   eight seconds, whether the name exists or not.
/// - **By device**: a browser that shows a valid mark of the account is measured by itself. What is tried elsewhere does not hold
///   it back, and as long as it tries seldom, its network's refusal does not reach it either.
///
/// It lives in one instance's memory and is forgotten when that ends; several instances each count by themselves.
public struct SignInThrottle: Sendable {
    /// A name as somebody typed it, whether an account has it or not. Only its digest is kept in memory, taken without case and outer spaces.
    public struct Name: Hashable, Sendable, KeptSecret {
        private let digest: [UInt8]

        /// Takes a name as somebody typed it, of which 256 characters at most are looked at.
        public init(typed: String) {
            // No login is as long; what is longer is not looked at to its end.
            let normal = String(String.UnicodeScalarView(typed.unicodeScalars.prefix(256))).precomposedStringWithCompatibilityMapping.lowercased()
                .trimmingCharacters(in: .whitespacesAndNewlines)
            self.digest = Array(SHA256.hash(data: Array(normal.utf8)).prefix(16))
        }
    }

    /// How many tries and failures are allowed.
    public struct Limits: Hashable, Sendable {
        /// How many tries for one name, or from one known device, are answered at once.
        public var freeTries: Int64 = 5
        /// How long it takes until one of those tries may be made again.
        public var tryReturns: Duration = .seconds(60)
        /// How long an answer is held back at most.
        public var longestHold: Duration = .seconds(8)
        /// How many failures one network may have at once.
        public var networkFailures: Int64 = 600
        /// How long it takes until one of those failures is forgotten.
        public var networkFailureReturns: Duration = .seconds(2)
        /// How many names, networks and devices are remembered, each.
        public var capacity = 20_000

        /// Makes the limits that are in force by default.
        public init() {}
    }

    /// What is to be done with a try.
    public enum Answer: Hashable, Sendable {
        /// The password is not looked at; the answer is 429 with `Retry-After`.
        case refused(retryAfter: Duration)
        case admitted(Admission)
    }

    /// A try that is looked at.
    public struct Admission: Hashable, Sendable {
        /// How long the answer is held back, whatever it is. The password is judged before that, so that waiting costs little.
        public let hold: Duration
        /// Whether the try comes from a known device that has not tried too often, so that it need not stand behind the others.
        public let isFromKnownDevice: Bool
        fileprivate let network: AddressNetwork
        fileprivate let source: Source
    }

    /// Whose debts hold an answer back: the device's where it is known, else the name's.
    fileprivate enum Source: Hashable, Sendable {
        case name(Name)
        case device([UInt8])
    }

    private let limits: Limits
    private var names: DecayingDebts<Name>
    private var devices: DecayingDebts<[UInt8]>
    private var networks: DecayingDebts<AddressNetwork>

    /// Makes a throttle that has seen no try yet.
    public init(limits: Limits = Limits()) {
        self.limits = limits
        // Three tries beyond the longest hold are remembered: an attack that ends is forgotten within minutes.
        let ceiling = limits.freeTries + Self.doublings(limits.longestHold) + 3
        self.names = DecayingDebts(capacity: limits.capacity, interval: limits.tryReturns, ceiling: ceiling)
        self.devices = DecayingDebts(capacity: limits.capacity, interval: limits.tryReturns, ceiling: ceiling)
        self.networks = DecayingDebts(
            capacity: limits.capacity, interval: limits.networkFailureReturns, ceiling: limits.networkFailures + 1)
    }

    /// How many names, devices and networks are remembered.
    public var count: Int { self.names.count + self.devices.count + self.networks.count }

    /// Counts a try to sign in that begins, and says what is to be done with it.
    ///
    /// - Parameters:
    ///   - name: As it was typed.
    ///   - network: Where it comes from.
    ///   - mark: The device's mark, valid for the account of that name; `nil` when it shows none.
    ///   - now: Microseconds since any fixed instant, the same for all calls.
    public mutating func attempt(_ name: Name, from network: AddressNetwork, mark: DeviceMark?, at now: Int64) -> Answer {
        let debt = mark.map { self.devices.debt(of: $0.device, at: now) } ?? self.names.debt(of: name, at: now)
        let isFromKnownDevice = mark != nil && debt < self.limits.freeTries
        if !isFromKnownDevice, let wait = self.wait(for: network, at: now) { return .refused(retryAfter: wait) }
        self.networks.charge(network, at: now)
        let source: Source
        if let mark {
            self.devices.charge(mark.device, at: now)
            source = .device(mark.device)
        } else {
            self.names.charge(name, at: now)
            source = .name(name)
        }
        return .admitted(Admission(hold: self.hold(after: debt), isFromKnownDevice: isFromKnownDevice, network: network, source: source))
    }

    /// Counts a try without a name, such as redeeming an invitation, against the network alone.
    ///
    /// - Returns: `nil` when it may go on, else after how long it may.
    public mutating func attempt(from network: AddressNetwork, at now: Int64) -> Duration? {
        if let wait = self.wait(for: network, at: now) { return wait }
        self.networks.charge(network, at: now)
        return nil
    }

    /// Takes back what a try cost that was right. What others tried under the same name stays.
    public mutating func succeeded(_ admission: Admission, at now: Int64) {
        self.networks.forgive(admission.network, at: now)
        switch admission.source {
        case .name(let name): self.names.forgive(name, at: now)
        case .device(let device): self.devices.forgive(device, at: now)
        }
    }

    /// Takes back what a try without a name cost that was right.
    public mutating func succeeded(from network: AddressNetwork, at now: Int64) { self.networks.forgive(network, at: now) }

    /// Returns how long a network must wait, in whole seconds; `nil` when it need not.
    private func wait(for network: AddressNetwork, at now: Int64) -> Duration? {
        let microseconds = self.networks.time(until: self.limits.networkFailures - 1, for: network, at: now)
        return microseconds > 0 ? .seconds((microseconds + 999_999) / 1_000_000) : nil
    }

    /// Returns how long an answer is held back: not at all for the first tries, then a second, two, four, up to the longest.
    private func hold(after debt: Int64) -> Duration {
        guard debt >= self.limits.freeTries else { return .zero }
        return min(.seconds(Int64(1) << min(debt - self.limits.freeTries, 20)), self.limits.longestHold)
    }

    private static func doublings(_ longest: Duration) -> Int64 {
        (0..<20).first { Duration.seconds(Int64(1) << $0) >= longest } ?? 20
    }
}
