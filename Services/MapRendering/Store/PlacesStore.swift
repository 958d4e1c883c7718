import Cartography
import Logging
import Mortality
import Persistence

/// Reads departments, communes and shapes from the schema `reference`. It holds the only SQL of this service.
struct PlacesStore: Sendable {
    let pool: DatabasePool
    let logger: Logger

    /// Reads the number of the import, which each import raises.
    func version() async throws -> Int {
        try await self.pool.query("SELECT version FROM reference.state").one().int("version")
    }

    /// Reads every department. It leaves out arrondissements, since their commune is on the map, and communes that are no more.
    func atlas(version: Int) async throws -> Atlas {
        var successors: [DepartmentCode: [CommuneCode: CommuneCode]] = [:]
        let gone = try await self.pool.query(
            """
            SELECT code, department, successor FROM reference.commune JOIN reference.succession USING (code) WHERE closed_on IS NOT NULL
            """)
        for row in gone {
            successors[try DepartmentCode(try row.text("department")), default: [:]][try CommuneCode(try row.text("code"))] = try CommuneCode(
                try row.text("successor"))
        }
        var territories: [DepartmentCode: MappedDepartment] = [:]
        var outlines: [DepartmentCode: Outline] = [:]
        for row in try await self.pool.query("SELECT code, name, shape FROM reference.outline ORDER BY code") {
            let (code, name) = (try DepartmentCode(try row.text("code")), try row.text("name"))
            outlines[code] = self.shape(try row.bytes("shape"), of: code.text).map { Outline(name: name, shape: $0) }
        }
        for row in try await self.pool.query("SELECT code, name, zone, outline FROM reference.department ORDER BY code") {
            let (code, name) = (try DepartmentCode(try row.text("code")), try row.text("name"))
            if outlines[code] == nil, let bytes = try row.optionalBytes("outline") {
                outlines[code] = self.shape(bytes, of: code.text).map { Outline(name: name, shape: $0) }
            }
            territories[code] = MappedDepartment(
                code: code, name: name, zone: try row.text("zone"), communes: try await self.communes(of: code),
                successors: successors[code] ?? [:])
        }
        return Atlas(version: version, territories: territories, outlines: outlines)
    }

    /// Reads the communes of one department, so that the stored shapes of the nation need not be in memory all at once.
    private func communes(of department: DepartmentCode) async throws -> [MappedDepartment.Commune] {
        try await self.pool.query(
            """
            SELECT code, name, population, shape FROM reference.commune
            WHERE department = $1 AND municipality IS NULL AND closed_on IS NULL ORDER BY code
            """, [.text(department.text)]
        ).map { row in
            let code = try CommuneCode(try row.text("code"))
            return MappedDepartment.Commune(
                code: code, name: try row.text("name"), population: try row.int("population"),
                shape: try row.optionalBytes("shape").flatMap { self.shape($0, of: code.text) })
        }
    }

    /// Reads a shape. A commune whose shape cannot be read is on no map; the others are.
    private func shape(_ bytes: [UInt8], of place: String) -> Shape? {
        do {
            return try ShapeCodec.decode(bytes)
        } catch {
            self.logger.error("a shape cannot be read", metadata: ["place": "\(place)", "error": "\(error)"])
            return nil
        }
    }
}
