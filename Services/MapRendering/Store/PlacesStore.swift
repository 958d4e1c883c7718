import Cartography
import Logging
import Mortality
import Persistence

/// Reads departments, communes and shapes from the schema `reference`. The only SQL of this service.
struct PlacesStore: Sendable {
    let pool: DatabasePool
    let logger: Logger

    /// The number that each import raises.
    func version() async throws -> Int {
        try await self.pool.query("SELECT version FROM reference.state").one().int("version")
    }

    /// Every department. Arrondissements are left out, since their commune is on the map.
    func atlas(version: Int) async throws -> Atlas {
        var communes: [String: [Territory.Commune]] = [:]
        let rows = try await self.pool.query(
            "SELECT code, department, name, population, shape FROM reference.commune WHERE municipality IS NULL ORDER BY code")
        for row in rows {
            let code = try CommuneCode(try row.text("code"))
            communes[try row.text("department"), default: []].append(
                Territory.Commune(
                    code: code, name: try row.text("name"), population: try row.int("population"),
                    shape: try row.optionalBytes("shape").flatMap { self.shape($0, of: code) }))
        }
        var territories: [DepartmentCode: Territory] = [:]
        for row in try await self.pool.query("SELECT code, name, zone FROM reference.department ORDER BY code") {
            let code = try DepartmentCode(try row.text("code"))
            territories[code] = Territory(
                code: code, name: try row.text("name"), zone: try row.text("zone"), communes: communes[code.text] ?? [])
        }
        return Atlas(version: version, territories: territories)
    }

    /// A shape that cannot be read keeps its commune off the map, and no other.
    private func shape(_ bytes: [UInt8], of commune: CommuneCode) -> Shape? {
        do {
            return try ShapeCodec.decode(bytes)
        } catch {
            self.logger.error("a shape cannot be read", metadata: ["commune": "\(commune)", "error": "\(error)"])
            return nil
        }
    }
}
