public import Mortality

/// A department in the reference list.
public struct DepartmentEntry: Hashable, Sendable {
    /// The INSEE code.
    public let code: DepartmentCode
    /// The name.
    public let name: String
    /// IANA name.
    public let zone: String
    /// Its municipalities of today, by code; arrondissements are not among them.
    public let communes: [CommuneEntry]
    /// Those that are no more.
    public let closed: [CommuneEntry]
    /// The inhabitants of its communes of today, summed.
    public let population: Int
    /// From its communes that are no more to those of today that they are part of.
    private let successors: [CommuneCode: CommuneCode]

    /// - Parameter successors: from codes of the past to the communes of today that they lead to; others than its own do not
    ///   count.
    public init(
        code: DepartmentCode, name: String, zone: String, communes: [CommuneEntry], successors: [CommuneCode: CommuneCode] = [:]
    ) {
        self.code = code
        self.name = name
        self.zone = zone
        self.communes = communes.filter { !$0.isArrondissement && $0.closedOn == nil }.sorted { $0.code < $1.code }
        self.closed = communes.filter { !$0.isArrondissement && $0.closedOn != nil }.sorted { $0.code < $1.code }
        self.population = self.communes.reduce(0) { $0 + $1.population }
        let open = Set(self.communes.map(\.code))
        self.successors = self.closed.reduce(into: [:]) { own, commune in
            if let successor = successors[commune.code], open.contains(successor) { own[commune.code] = successor }
        }
    }

    /// What is known by code, under the communes of today: what was declared for a commune that is no more is added to the one
    /// that it is part of.
    public func ofToday<Value>(_ known: [CommuneCode: Value], adding: (Value, Value) -> Value) -> [CommuneCode: Value] {
        guard !self.successors.isEmpty else { return known }
        return known.reduce(into: [:]) { led, commune in
            let code = self.successors[commune.key] ?? commune.key
            led[code] = led[code].map { adding($0, commune.value) } ?? commune.value
        }
    }
}
