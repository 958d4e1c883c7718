import Mortality
import Surveillance
import Testing

/// The delays of each department as each publication of INSEE from 15 May 2020 on could have been read: learnt from it and
/// those before it, drawn to those of the nation.
enum PastNowcasts {
    struct Model: Sendable {
        let publication: Int
        let department: String
        let model: DelayNowcast
    }

    /// By then there are seven publications, and seven weeks of deaths.
    static let firstPublication = "2020-05-15"

    /// Made once for all tests, on all cores.
    static let models: Task<[Model], any Error> = Task {
        let (vintages, first) = (PastVintages.all, try CivilDay(iso: Self.firstPublication))
        return try await withThrowingTaskGroup(of: [Model].self) { group in
            for (publication, published) in vintages.publications.enumerated() where published >= first {
                group.addTask { try Self.models(at: publication) }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted { ($0.publication, $0.department) < ($1.publication, $1.department) }
        }
    }

    private static func models(at publication: Int) throws -> [Model] {
        let vintages = PastVintages.all
        let triangles = try vintages.departments.map { try vintages.triangle($0, at: publication) }
        let nation = try DelayNowcast(stratum: triangles)
        return try zip(vintages.departments, triangles).map { department, triangle in
            Model(publication: publication, department: department, model: try DelayNowcast(triangle, wider: nation))
        }
    }
}
