import French
import Mortality
import Web

/// The names of roles and places on pages.
enum GrantWords {
    /// Returns the role and its place: « Agent de mairie – Vannes (56260) ».
    static func text(_ grant: Grant, _ reference: ReferenceSnapshot?) -> String {
        "\(FrenchText.capitalized(grant.role.french)) – \(self.place(grant.territory, reference))"
    }

    /// Returns the place: « Vannes (56260) », « Morbihan (56) », « Bretagne », « France ».
    static func place(_ territory: Territory, _ reference: ReferenceSnapshot?) -> String {
        switch territory {
        case .commune(let code): reference?.commune(code).map { "\($0.name) (\(code))" } ?? "commune \(code)"
        case .department(let code): reference?.departments[code].map { "\($0.name) (\(code))" } ?? "département \(code)"
        case .region(let region): region.name
        case .defenceZone(let zone): zone.name
        case .nation: "France"
        }
    }

    /// Returns the names of the places as a list in words.
    static func places(of grants: Set<Grant>, _ reference: ReferenceSnapshot?) -> String {
        Set(grants.map { self.place($0.territory, reference) }).sorted().joined(separator: ", ")
    }

    static func roles(of grants: Set<Grant>) -> String {
        Set(grants.map(\.role)).sorted { $0.rawValue < $1.rawValue }.map { FrenchText.capitalized($0.french) }.joined(separator: ", ")
    }

    /// Reads a territory as somebody types it on a page: the code of a commune, of a department or of a region, or a zone's name, as the role
    /// requires; or the form that the database has.
    static func territory(_ typed: String?, for role: Role) throws(Rejection) -> Territory {
        let text = (typed ?? "").filter { !$0.isWhitespace }
        if role.territories == [.nation] { return .nation }
        if text.contains(":") || text == "nation" { return try Territory(text) }
        if text.isEmpty, role.territories.contains(.nation) { return .nation }
        if text.isEmpty { throw Rejection(field: "territory", reason: "required") }
        for kind in [Territory.Kind.commune, .department, .region, .defenceZone] where role.territories.contains(kind) {
            if let territory = try? Territory("\(kind.rawValue):\(kind == .defenceZone ? text.lowercased() : text.uppercased())") { return territory }
        }
        throw Rejection(field: "territory", reason: "no place that this role is held in")
    }
}
