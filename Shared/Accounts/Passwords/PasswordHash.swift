import Foundation

/// What is stored of a password: an argon2id hash (RFC 9106) in PHC's form, which says how it was made:
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`.
public struct PasswordHash: Hashable, Sendable, KeptSecret {
    /// What one computation of a hash costs.
    struct Cost: Hashable, Sendable {
        /// The memory that it fills, in KiB.
        let memory: UInt32
        let passes: UInt32
        let lanes: UInt32

        /// The cost of new hashes, as OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane; about 30 ms of one core.
        static let current = Cost(memory: 19_456, passes: 2, lanes: 1)
        /// The highest cost that a stored hash may have, so that a row cannot exhaust the service's memory.
        static let highest = Cost(memory: 65_536, passes: 16, lanes: 4)
    }

    /// The text is not an argon2id hash that this service would compute.
    public struct Malformed: Error, Hashable, Sendable {}

    let cost: Cost
    let salt: [UInt8]
    let tag: [UInt8]

    init(cost: Cost, salt: [UInt8], tag: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.tag = tag
    }

    /// Reads a hash in PHC's form.
    ///
    /// - Throws: `Malformed`.
    public init(stored: String) throws(Malformed) {
        let parts = stored.utf8.count <= 400 ? stored.split(separator: "$", omittingEmptySubsequences: false).map(String.init) : []
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19", let cost = Cost(phc: parts[3]),
            let salt = Self.bytes(parts[4]), (8...64).contains(salt.count), let tag = Self.bytes(parts[5]), (16...64).contains(tag.count)
        else { throw Malformed() }
        self.init(cost: cost, salt: salt, tag: tag)
    }

    /// The hash in PHC's form.
    public var stored: String { "$argon2id$v=19$\(self.cost.phc)$\(Self.text(self.salt))$\(Self.text(self.tag))" }

    /// Whether it was made at another cost than today's, and so is to be made anew when the person next signs in.
    public var needsRenewal: Bool { self.cost != .current }

    /// Makes a hash of today's cost that no password matches. A typed password is compared with it when no account has the name, so that the
    /// answer takes as long as for one that has.
    static func ofNobody(_ cost: Cost = .current) -> PasswordHash {
        PasswordHash(cost: cost, salt: SecretBytes.draw(Self.saltLength), tag: SecretBytes.draw(Self.tagLength))
    }

    static let saltLength = 16
    static let tagLength = 32

    /// Encodes bytes in base64 without padding, as PHC's form has it.
    private static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString().replacing("=", with: "") }

    private static func bytes(_ text: String) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding) else { return nil }
        let bytes = Array(data)
        return self.text(bytes) == text ? bytes : nil
    }
}

extension PasswordHash.Cost {
    /// The parameters in PHC's form: `m=19456,t=2,p=1`.
    var phc: String { "m=\(self.memory),t=\(self.passes),p=\(self.lanes)" }

    init?(phc: String) {
        let pairs = phc.split(separator: ",", omittingEmptySubsequences: false).map { $0.split(separator: "=", omittingEmptySubsequences: false) }
        guard pairs.count == 3, pairs.allSatisfy({ $0.count == 2 }), pairs.map({ String($0[0]) }) == ["m", "t", "p"] else { return nil }
        let numbers = pairs.compactMap { UInt32($0[1]) }
        guard numbers.count == 3 else { return nil }
        self.init(memory: numbers[0], passes: numbers[1], lanes: numbers[2])
        // It must be written as we write it, cost no more than we allow, and no less than argon2 does.
        guard self.phc == phc, (1...Self.highest.lanes).contains(self.lanes), (1...Self.highest.passes).contains(self.passes),
            (8 * self.lanes...Self.highest.memory).contains(self.memory)
        else { return nil }
    }
}
