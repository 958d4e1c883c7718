import Mortality
import Persistence

/// Knows which communes exist.
///
/// It asks the reference list whenever it meets a code for the first time, and so never refuses a commune that was imported
/// a moment ago. A commune once known stays known: what Ingest took from it must count.
actor CommuneRegister {
    private let lookUp: @Sendable ([String]) async throws -> [String]
    private var known: Set<String> = []

    /// - Parameter lookUp: answers those of the codes that the reference list holds.
    init(lookUp: @escaping @Sendable ([String]) async throws -> [String]) { self.lookUp = lookUp }

    /// Returns those of the communes that do not exist.
    func unknown(among communes: Set<CommuneCode>) async throws -> Set<CommuneCode> {
        let strangers = communes.filter { !self.known.contains($0.text) }
        guard !strangers.isEmpty else { return [] }
        let found = Set(try await self.lookUp(strangers.map(\.text).sorted()))
        self.known.formUnion(found)
        return strangers.filter { !found.contains($0.text) }
    }
}
