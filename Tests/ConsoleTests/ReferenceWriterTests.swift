import Cartography
import Mortality
import Persistence
@testable import Reference
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
                #expect(try row.optionalInt("population") == commune.population)
                #expect(try row.text("zone") == "Europe/Paris")
                #expect(try ShapeCodec.decode(try row.bytes("shape")) == commune.shape)
            }
            let sums = try await pool.query(
                """
                SELECT (SELECT sum(deaths) FROM reference.historical_deaths) AS days,
                    (SELECT sum(deaths) FROM reference.historical_commune_deaths) AS communes,
                    (SELECT count(*) FROM reference.commune_neighbour) AS neighbours
                """
            ).one()
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

    private func square(_ code: String, _ x: Double) throws -> ImportedCommune {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].compactMap { Vertex(longitude: x + $0.0, latitude: $0.1) }
        let shape = try #require(Ring(corners).flatMap { Shape([Polygon(outside: $0)]) })
        return ImportedCommune(code: try CommuneCode(code), name: code, population: 10, longitude: x, latitude: 0.5, shape: shape)
    }

    @Test("A commune that went is closed from its day, keeps its past, leads on, and opens again when it is back")
    func closings() async throws {
        try await withReference { pool in
            let (writer, reader) = (ReferenceWriter(pool: pool), ReferenceReader(pool: pool))
            let (mende, apcher, day) = (try CommuneCode("48095"), try CommuneCode("48140"), try CivilDay(iso: "2027-01-01"))
            let code = mende.department
            var lozere = ImportedDepartment(
                code: code, name: "Lozère", region: "", population: 20, communes: [try self.square("48095", 0), try self.square("48140", 1)])
            lozere.communeDeaths = [DailyDeaths(place: apcher, day: try CivilDay(iso: "2020-01-02"), deaths: 3)]
            lozere.successions = [Succession(code: try CommuneCode("48014"), successor: apcher)]
            _ = try await writer.write([lozere])

            var merged = ImportedDepartment(code: code, name: "Lozère", region: "", population: 20, communes: [try self.square("48095", 0)])
            merged.closings = [Closing(commune: apcher, day: day, successor: mende)]
            let summary = try await writer.write([merged])
            #expect(summary.closed == 1 && summary.communes == 1)
            #expect(try await writer.write([merged]).changes == 0)
            let lines = try await reader.departments()
            #expect(lines.map(\.communes) == [1] && lines.map(\.closed) == [1] && lines.map(\.shapes) == [1])
            #expect(try await reader.stored(of: [code]).communes[apcher]?.closedOn == day)
            let past = try await pool.query("SELECT deaths FROM reference.historical_commune_deaths WHERE commune = '48140'").one().int(0)
            #expect(past == 3)
            let borders = try await pool.query("SELECT FROM reference.commune_neighbour")
            #expect(borders.isEmpty)
            // What led to it leads on as well.
            let led = try await pool.query("SELECT code, successor FROM reference.succession ORDER BY code")
            #expect(try led.map { "\(try $0.text(0)) \(try $0.text(1))" } == ["48014 48095", "48140 48095"])

            let again = try await writer.write([lozere])
            #expect(again.reopened == 1)
            #expect(try await reader.departments().map(\.communes) == [2])
            let left = try await pool.query("SELECT code, successor FROM reference.succession ORDER BY code")
            #expect(try left.map { "\(try $0.text(0)) \(try $0.text(1))" } == ["48014 48140"])
        }
    }

    @Test("What an import does not tell of a commune stays: people, place, shape, borders")
    func excerpts() async throws {
        try await withReference { pool in
            let writer = ReferenceWriter(pool: pool)
            let code = try DepartmentCode("48")
            let whole = ImportedDepartment(
                code: code, name: "Lozère", region: "", population: 20, communes: [try self.square("48095", 0), try self.square("48140", 1)])
            _ = try await writer.write([whole])
            var name = try self.square("48095", 0)
            (name.population, name.longitude, name.latitude) = (nil, nil, nil)
            let excerpt = ImportedDepartment(code: code, name: "Lozère", region: "", population: 20, communes: [name])
            #expect(try await writer.write([excerpt]).changes == 0)
            let borders = try await pool.query("SELECT FROM reference.commune_neighbour")
            #expect(borders.count == 2)
        }
    }

    @Test("A sum of single deaths gives way to a published total, never the other way round")
    func sums() async throws {
        try await withReference { pool in
            let writer = ReferenceWriter(pool: pool)
            let (code, day) = (try DepartmentCode("48"), try CivilDay(iso: "2020-03-01"))
            func write(_ told: Int?, _ summed: Int?) async throws -> Int {
                var lozere = ImportedDepartment(code: code, name: "Lozère", region: "", population: 20, communes: [try self.square("48095", 0)])
                lozere.deaths = told.map { [DailyDeaths(place: code, day: day, deaths: $0)] } ?? []
                lozere.summedDeaths = summed.map { [DailyDeaths(place: code, day: day, deaths: $0)] } ?? []
                _ = try await writer.write([lozere])
                return try await pool.query("SELECT deaths FROM reference.historical_deaths").one().int(0)
            }
            #expect(try await write(nil, 1) == 1)
            #expect(try await write(nil, 2) == 2)
            #expect(try await write(4, nil) == 4)
            #expect(try await write(nil, 2) == 4)
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
