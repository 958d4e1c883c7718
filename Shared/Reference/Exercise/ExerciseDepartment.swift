import Cartography
import Formats
import Glibc
public import Mortality

/// The department that nobody lives in: an island off Brittany, code 00, for training, for trials and for tests. Everything follows from one
/// seed, so that it is the same on every machine.
public struct ExerciseDepartment: Sendable {
    private static let seed: UInt64 = 2020
    private static let inhabitants = 700_000
    private static let middle = (longitude: -6.9, latitude: 47.55)
    private static let kilometresPerDegree = 111.2

    /// Builds the department with its past through `lastDay`.
    public static func department(through lastDay: CivilDay) throws(Rejection) -> ImportedDepartment {
        let land = ExerciseLand(seed: self.seed)
        let communes = try self.communes(land)
        let populations = communes.map { $0.population ?? 0 }
        let history = ExerciseHistory(seed: self.seed, population: populations.reduce(0, +))
        let allocation = ExerciseAllocation(seed: self.seed, populations: populations)
        var department = ImportedDepartment(
            code: .exercise, name: "Département d’exercice", region: "Exercice", population: populations.reduce(0, +),
            outline: Shape(land.outline.compactMap { self.polygon($0) }), communes: communes)
        for day in CivilDay.days(from: try CivilDay(year: 2018, month: 1, day: 1), through: lastDay) {
            let deaths = history.deaths(day)
            department.deaths.append(DailyDeaths(place: .exercise, day: day, deaths: deaths))
            for (place, count) in allocation.allocate(deaths, on: day).sorted(by: { $0.key < $1.key }) {
                department.communeDeaths.append(DailyDeaths(place: communes[place].code, day: day, deaths: count))
            }
        }
        return department
    }

    private static func communes(_ land: ExerciseLand) throws(Rejection) -> [ImportedCommune] {
        var names = CommuneNames()
        var random = SeededGenerator(self.seed, 2)
        let sizes = land.rings.map { _ in exp(1.15 * random.normal()) }
        let scale = Double(self.inhabitants) / sizes.reduce(0, +)
        var communes: [ImportedCommune] = []
        for (place, ring) in land.rings.enumerated() {
            let digits = String(place + 1)
            let centre = self.degrees(land.centres[place])
            communes.append(
                ImportedCommune(
                    code: try CommuneCode(String(repeating: "0", count: 5 - digits.count) + digits), name: names.next(&random),
                    population: Swift.max(40, Int((sizes[place] * scale).rounded())), longitude: centre.longitude, latitude: centre.latitude,
                    areaKm2: (self.area(ring) * 100).rounded() / 100, shape: self.polygon(ring).flatMap { Shape([$0]) }))
        }
        return communes
    }

    private static func polygon(_ ring: [PlanePoint]) -> Polygon? {
        Ring(
            ring.compactMap { point in
                let (longitude, latitude) = self.degrees(point)
                return Vertex(longitude: longitude, latitude: latitude)
            }
        ).map { Polygon(outside: $0) }
    }

    /// Rounds a point to the hundred-thousandth of a degree, a metre, as published contours are.
    private static func degrees(_ point: PlanePoint) -> (longitude: Double, latitude: Double) {
        let narrowing = cos(self.middle.latitude * .pi / 180)
        let longitude = self.middle.longitude + point.x / (self.kilometresPerDegree * narrowing)
        let latitude = self.middle.latitude + point.y / self.kilometresPerDegree
        return ((longitude * 100_000).rounded() / 100_000, (latitude * 100_000).rounded() / 100_000)
    }

    private static func area(_ ring: [PlanePoint]) -> Double {
        zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 }
    }
}
