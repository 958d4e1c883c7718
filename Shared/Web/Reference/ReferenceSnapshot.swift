public import Accounts
public import Mortality

/// The reference list as it was when it was read: departments, communes, keys, and what tokens are
/// verified by.
public struct ReferenceSnapshot: Sendable {
    /// Rises with each import.
    public let version: Int
    /// All departments that are loaded, by code.
    public let departments: [DepartmentCode: DepartmentEntry]
    /// The API keys that are in force.
    public let keys: KeyRing
    /// Knows no key where nobody takes tokens.
    public let tokens: TokenVerifier
    /// Departments that were opened, paused or closed; the others are loaded, and declare.
    public let lives: [DepartmentCode: DepartmentLife]
    private let communes: [CommuneCode: CommuneEntry]
    /// From codes of the past to the commune of today that they lead to.
    private let successors: [CommuneCode: CommuneCode]

    /// Puts a list together; communes of today and closed ones come with their departments, arrondissements beside them.
    public init(
        version: Int, departments: [DepartmentEntry], arrondissements: [CommuneEntry] = [],
        successors: [CommuneCode: CommuneCode] = [:], keys: KeyRing, tokens: TokenVerifier = TokenVerifier(),
        lives: [DepartmentCode: DepartmentLife] = [:]
    ) {
        self.version = version
        self.departments = Dictionary(departments.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        var communes: [CommuneCode: CommuneEntry] = [:]
        for department in departments { for commune in department.communes + department.closed { communes[commune.code] = commune } }
        for arrondissement in arrondissements { communes[arrondissement.code] = arrondissement }
        self.communes = communes
        self.successors = successors
        self.keys = keys
        self.tokens = tokens
        self.lives = lives
    }

    private init(_ other: ReferenceSnapshot, keys: KeyRing, tokens: TokenVerifier, lives: [DepartmentCode: DepartmentLife]) {
        self.version = other.version
        self.departments = other.departments
        self.communes = other.communes
        self.successors = other.successors
        self.keys = keys
        self.tokens = tokens
        self.lives = lives
    }

    /// The same list with other keys, or departments in other states.
    func with(keys: KeyRing? = nil, tokens: TokenVerifier? = nil, lives: [DepartmentCode: DepartmentLife]? = nil) -> ReferenceSnapshot {
        ReferenceSnapshot(self, keys: keys ?? self.keys, tokens: tokens ?? self.tokens, lives: lives ?? self.lives)
    }

    /// A commune or arrondissement, also one that is no more; nothing when Vigie does not know it.
    public func commune(_ code: CommuneCode) -> CommuneEntry? { self.communes[code] }

    /// The arrondissements of a department, by code: communes of their own for who declares.
    public func arrondissements(in department: DepartmentCode) -> [CommuneEntry] {
        self.communes.values.filter { $0.isArrondissement && $0.code.department == department }.sorted { $0.code < $1.code }
    }

    /// The commune that a code stands for on a day: the one that bears it then, else the one that its land is part of today.
    /// Nothing for a code that is unknown, or that no import told the successor of.
    public func commune(_ code: CommuneCode, on day: CivilDay) -> CommuneEntry? {
        if let known = self.communes[code], known.isOpen(on: day) { return known }
        guard let successor = self.successors[code], let known = self.communes[successor], known.closedOn == nil else { return nil }
        return known
    }

    /// The commune of today that a code is kept with: itself, or the one that it leads to.
    public func today(_ code: CommuneCode) -> CommuneCode {
        guard self.communes[code]?.closedOn != nil || self.communes[code] == nil, let successor = self.successors[code],
            let known = self.communes[successor], known.closedOn == nil
        else { return code }
        return successor
    }

    /// Communes and arrondissements of today.
    public var communeCount: Int { self.communes.values.count { $0.closedOn == nil } }
}
