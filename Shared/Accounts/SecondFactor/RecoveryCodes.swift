/// The HMACs of the recovery codes that an account still has, each of which works once.
public struct RecoveryCodes: Hashable, Sendable {
    /// How many codes are given at a time.
    public static let count = 10

    /// The HMACs of those that are left, without order.
    public private(set) var stored: [[UInt8]]

    /// Takes the HMACs that the database holds.
    public init(stored: [[UInt8]]) { self.stored = stored }

    /// Draws ten new codes, to be shown once, and what is stored of them in place of any older ones.
    public static func draw(for account: AccountID, under secret: PortalSecret) -> (codes: [RecoveryCode], stored: RecoveryCodes) {
        var codes: [RecoveryCode] = []
        while codes.count < self.count {
            let code = RecoveryCode()
            if !codes.contains(code) { codes.append(code) }
        }
        return (codes, RecoveryCodes(stored: codes.map { $0.stored(of: account, under: secret) }))
    }

    /// Uses a code up: returns the HMAC that is to be deleted from the database in the transaction that opens the session; `nil` when it is
    /// none of those that are left.
    public mutating func use(_ code: RecoveryCode, of account: AccountID, under secret: PortalSecret) -> [UInt8]? {
        let wanted = code.stored(of: account, under: secret)
        // Every one is compared, so that the time taken tells nothing.
        let places = self.stored.indices.filter { SecretBytes.areEqual(self.stored[$0], wanted) }
        guard let place = places.first else { return nil }
        return self.stored.remove(at: place)
    }
}
