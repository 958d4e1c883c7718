import Formats

/// One service of the administration's directory, as far as a town hall needs it. Both generations of its members' names are understood.
struct DirectoryService {
    let name: String
    let isTownHall: Bool
    /// Whether it is a commune's town hall, and not that of one of its parts alone.
    let isMain: Bool
    let commune: String?
    let telephone: String?
    let mail: String?
    /// The lines of its postal address, without the service's name.
    let address: [String]

    init(_ value: JSONValue) {
        // In GeoJSON everything stands among the properties.
        let service = value.member("properties") ?? value
        let pivots = Self.list(service.member("pivot"))
        var kinds = pivots.compactMap { Self.text($0.member("type_service_local")) }
        if let kind = Self.text(service.member("pivotLocal")) { kinds.append(kind) }
        self.isMain = kinds.contains("mairie")
        self.isTownHall = self.isMain || kinds.contains("mairie_com")
        self.name = Self.text(service.member("nom")) ?? ""
        let own = Self.text(service.member("code_insee_commune")) ?? Self.text(service.member("codeInsee"))
        self.commune = own ?? pivots.lazy.compactMap { Self.list($0.member("code_insee_commune")).lazy.compactMap(Self.text).first }.first
        self.telephone = Self.list(service.member("telephone")).lazy.compactMap { Self.text($0.member("valeur")) ?? Self.text($0) }.first
        let mails = Self.list(service.member("adresse_courriel")) + Self.list(service.member("email"))
        self.mail = mails.lazy.compactMap(Self.text).first.flatMap { $0.split(separator: ";").first.map { $0.filter { $0 != " " } } }
        let addresses = Self.list(service.member("adresse"))
        let chosen = addresses.first { Self.text($0.member("type_adresse")) == "Adresse postale" } ?? addresses.first
        self.address = chosen.map { Self.lines($0) } ?? []
    }

    private static func lines(_ address: JSONValue) -> [String] {
        func part(_ name: String) -> String? { self.text(address.member(name)) }
        let town = [part("code_postal"), part("nom_commune")].compactMap { $0 }.joined(separator: " ")
        return [part("complement1"), part("numero_voie"), part("service_distribution"), town.isEmpty ? nil : town].compactMap { $0 }
    }

    /// Returns the text of a value; `nil` where it is none, or empty.
    private static func text(_ value: JSONValue?) -> String? {
        guard case .string(let text)? = value, !text.allSatisfy({ $0 == " " }) else { return nil }
        return text
    }

    /// Returns the elements of a list, or of a text that holds a list; any other value counts as its only element.
    private static func list(_ value: JSONValue?) -> [JSONValue] {
        switch value {
        case nil, .null: return []
        case .array(let values): return values
        case .string(let text) where text.hasPrefix("[") || text.hasPrefix("{"):
            guard let within = try? JSONReader.read(Array(text.utf8)) else { return [] }
            return self.list(within)
        case let value?: return [value]
        }
    }
}
