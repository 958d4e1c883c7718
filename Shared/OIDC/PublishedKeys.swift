import Crypto
import Formats
import JWTKit

/// The keys that a provider publishes, only those that may sign with the pinned algorithm, each bound to it as it is read. A key that names no
/// algorithm is therefore not bound by the first token that names the key, and a token's unknown `kid` finds no key, rather than the first.
struct PublishedKeys: Sendable {
    private static let most = 64

    private let keys: [String: any JWTAlgorithm]
    /// The only key, where there is one alone: a token without `kid` may mean it.
    private let only: (any JWTAlgorithm)?

    /// Reads the keys of a provider.
    ///
    /// - Throws: `ProviderFault`.
    static func read(_ body: [UInt8], for algorithm: SigningAlgorithm) async throws -> PublishedKeys {
        guard let entries = ClaimMembers(body)?.objects("keys"), entries.count <= self.most else { throw ProviderFault.description("its keys are no key set") }
        var keys: [String: any JWTAlgorithm] = [:], unnamed: [any JWTAlgorithm] = []
        for entry in entries where self.isMeant(entry, algorithm) {
            guard let key = try? await self.key(entry, algorithm) else { continue }
            guard let id = entry.text("kid") else {
                unnamed.append(key)
                continue
            }
            guard keys.updateValue(key, forKey: id) == nil else { throw ProviderFault.description("two of its keys are called alike") }
        }
        guard !keys.isEmpty || !unnamed.isEmpty else { throw ProviderFault.description("it publishes no key for \(algorithm.rawValue)") }
        let all = Array(keys.values) + unnamed
        return PublishedKeys(keys: keys, only: all.count == 1 ? all.first : nil)
    }

    /// Returns the key that a token names.
    func key(_ id: String?) -> (any JWTAlgorithm)? { id.map { self.keys[$0] } ?? self.only }

    private static func isMeant(_ entry: ClaimMembers, _ algorithm: SigningAlgorithm) -> Bool {
        guard entry.text("kty") == algorithm.keyType, entry.text("use") ?? "sig" == "sig", entry.texts("key_ops")?.contains("verify") ?? true else {
            return false
        }
        return !entry.has("alg") || entry.text("alg") == algorithm.rawValue
    }

    /// Makes a key of its entry. The library refuses keys that are too short.
    private static func key(_ entry: ClaimMembers, _ algorithm: SigningAlgorithm) async throws -> (any JWTAlgorithm)? {
        switch algorithm {
        case .rs256:
            guard let modulus = entry.text("n"), let exponent = entry.text("e") else { return nil }
            let key = try JWTKit.Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
            return try await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256).getKey()
        case .es256:
            guard entry.text("crv") == "P-256", let x = entry.text("x"), let y = entry.text("y") else { return nil }
            return try await JWTKeyCollection().add(ecdsa: try ES256PublicKey(parameters: (x, y))).getKey()
        }
    }
}
