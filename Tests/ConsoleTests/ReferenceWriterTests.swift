import Cartography
import Mortality
import Persistence
@testable import vigiectl
import Testing

@Suite struct ReferenceWriterTests {
    private func exercise(_ day: Int) throws -> ImportedDepartment {
        try ExerciseDepartment.department(through: try CivilDay(year: 2018, month: 3, day: day))
    }

    @Test("The same import twice changes nothing, and the version grows only with a change")
    func idempotence() async throws {
        try await withReference { pool in
            let writer = ReferenceWriter(pool: pool)
            let first = try await writer.write([try self.exercise(1)])
            #expect(first.version == 1 && first.communes == 250 && first.changes > 1_500)
            let again = try await writer.write([try self.exercise(1)])
            #expect(again.version == 1 && again.changes == 0)
            let tomorrow = try await writer.write([try self.exercise(2)])
            #expect(tomorrow.version == 2)
            #expect((1...40).contains(tomorrow.changes))
            var renamed = try self.exercise(2)
            renamed.communes[7].name = "Ailleurs"
            let third = try await writer.write([renamed])
            #expect(third.version == 3 && third.changes == 1)
        }
    }

    @Test("What is stored is what was imported")
    func content() async throws {
        try await withReference { pool in
            let department = try self.exercise(5)
            _ = try await ReferenceWriter(pool: pool).write([department])
            let row = try await pool.query("SELECT * FROM reference.department").one()
            #expect(try row.text("name") == "Département d’exercice")
            #expect(try row.int("commune_count") == 250)
            #expect(try ShapeCodec.decode(try row.bytes("outline")) == department.outline)
            let communes = try await pool.query("SELECT * FROM reference.commune ORDER BY code")
            for (row, commune) in zip(communes, department.communes) {
                #expect(try row.text("code") == commune.code.text)
                #expect(try row.text("name") == commune.name)
                #expect(try row.int("population") == commune.population)
                #expect(try row.text("zone") == "Europe/Paris")
                #expect(try ShapeCodec.decode(try row.bytes("shape")) == commune.shape)
            }
            let sums = try await pool.query(
                """
                SELECT (SELECT sum(deaths) FROM reference.historical_deaths) AS days,
                    (SELECT sum(deaths) FROM reference.historical_commune_deaths) AS communes,
                    (SELECT count(*) FROM reference.commune_neighbour) AS neighbours
                """).one()
            let days = try sums.int("days"), inCommunes = try sums.int("communes"), neighbours = try sums.int("neighbours")
            #expect(days == department.deaths.reduce(0) { $0 + $1.deaths } && days == inCommunes)
            #expect(neighbours == 2 * ExerciseLand(seed: 2020).neighbours.count)
        }
    }

    @Test("Outlines are stored once, and replaced when they differ")
    func outlines() async throws {
        try await withReference { pool in
            let (writer, department) = (ReferenceWriter(pool: pool), try self.exercise(1))
            let shape = try #require(department.outline)
            var outlines = [ImportedOutline(code: try DepartmentCode("23"), name: "Creuse", shape: shape)]
            _ = try await writer.write([department], outlines: outlines)
            #expect(try await writer.write([department], outlines: outlines).changes == 0)
            outlines[0].name = "La Creuse"
            #expect(try await writer.write([department], outlines: outlines).changes == 1)
            let row = try await pool.query("SELECT * FROM reference.outline").one()
            #expect(try row.text("code") == "23" && row.text("name") == "La Creuse")
            #expect(try ShapeCodec.decode(try row.bytes("shape")) == shape)
        }
    }

    @Test("Neighbours are found across departments that came separately, and follow the shapes")
    func neighbours() async throws {
        try await withReference { pool in
            let writer = ReferenceWriter(pool: pool)
            func square(_ code: String, _ x: Double) throws -> ImportedDepartment {
                let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].compactMap { Vertex(longitude: x + $0.0, latitude: $0.1) }
                let shape = try #require(Ring(corners).flatMap { Shape([Polygon(outside: $0)]) })
                let commune = ImportedCommune(code: try CommuneCode("\(code)001"), name: code, population: 1, shape: shape)
                return ImportedDepartment(code: commune.code.department, name: code, region: "", population: 1, communes: [commune])
            }
            _ = try await writer.write([try square("22", 0)])
            _ = try await writer.write([try square("56", 1)])
            let rows = try await pool.query("SELECT commune || neighbour AS pair FROM reference.commune_neighbour ORDER BY 1")
            #expect(try rows.map { try $0.text("pair") } == ["2200156001", "5600122001"])
            let moved = try await writer.write([try square("56", 5)])
            // The commune itself, and both ways of the border that is no more.
            #expect(moved.changes == 3)
            let none = try await pool.query("SELECT FROM reference.commune_neighbour")
            #expect(none.isEmpty)
        }
    }

    @Test("An import that fails leaves nothing of itself")
    func failure() async throws {
        try await withReference { pool in
            var department = try self.exercise(1)
            department.deaths[3].deaths = -1
            let error = await #expect(throws: DatabaseError.self) { try await ReferenceWriter(pool: pool).write([department]) }
            #expect(error?.code == .checkViolation)
            let rows = try await pool.query("SELECT FROM reference.commune")
            #expect(rows.isEmpty)
        }
    }
}
