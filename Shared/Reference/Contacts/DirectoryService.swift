import Formats

/// One service of the administration's directory, as far as a town hall needs it. Both generations of its names are understood.
struct DirectoryService {
    let name: String
    let isTownHall: Bool
    /// Whether it is a commune's town hall, and not only one of its parts'.
    let isMain: Bool
    let commune: String?
    let telephone: String?
    let mail: String?
    /// In lines, without the service's name.
    let address: [String]

    init(_ value: JSONValue) {
        // In GeoJSON everything stands among the properties.
        let service = Self.member("properties", of: value) ?? value
        let pivots = Self.list(Self.member("pivot", of: service))
        var kinds = pivots.compactMap { Self.text(Self.member("type_service_local", of: $0)) }
        if let kind = Self.text(Self.member("pivotLocal", of: service)) { kinds.append(kind) }
        self.isMain = kinds.contains("mairie")
        self.isTownHall = self.isMain || kinds.contains("mairie_com")
        self.name = Self.text(Self.member("nom", of: service)) ?? ""
        let own = Self.text(Self.member("code_insee_commune", of: service)) ?? Self.text(Self.member("codeInsee", of: service))
        self.commune = own ?? pivots.lazy.compactMap { Self.list(Self.member("code_insee_commune", of: $0)).lazy.compactMap(Self.text).first }.first
        self.telephone = Self.list(Self.member("telephone", of: service)).lazy.compactMap { Self.text(Self.member("valeur", of: $0)) ?? Self.text($0) }.first
        let mails = Self.list(Self.member("adresse_courriel", of: service)) + Self.list(Self.member("email", of: service))
        self.mail = mails.lazy.compactMap(Self.text).first.flatMap { $0.split(separator: ";").first.map { $0.filter { $0 != " " } } }
        let addresses = Self.list(Self.member("adresse", of: service))
        let chosen = addresses.first { Self.text(Self.member("type_adresse", of: $0)) == "Adresse postale" } ?? addresses.first
        self.address = chosen.map { Self.lines($0) } ?? []
    }

    private static func lines(_ address: JSONValue) -> [String] {
        func part(_ name: String) -> String? { self.text(self.member(name, of: address)) }
        let town = [part("code_postal"), part("nom_commune")].compactMap { $0 }.joined(separator: " ")
        return [part("complement1"), part("numero_voie"), part("service_distribution"), town.isEmpty ? nil : town].compactMap { $0 }
    }

    private static func member(_ name: String, of value: JSONValue) -> JSONValue? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text, where it is one with something in it.
    private static func text(_ value: JSONValue?) -> String? {
        guard case .string(let text)? = value, !text.allSatisfy({ $0 == " " }) else { return nil }
        return text
    }

    /// The elements of a list; of a text that holds a list, those; any other value alone.
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
