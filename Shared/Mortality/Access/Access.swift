/// What a person may do: everything that one of their grants allows.
///
/// This is the one place that says so. Routes, pages, streams and the clerk's token ask here; none of them looks at a role.
public struct Access: Hashable, Sendable {
    /// The grants that the person holds.
    public let grants: Set<Grant>

    /// The access of somebody who holds no grant: it allows nothing.
    public static let none = Access([])

    /// Makes the access that these grants give together.
    public init(_ grants: Set<Grant>) { self.grants = grants }

    // MARK: Figures and alerts

    /// The departments whose figures they read.
    public var figures: Scope { self.scope(of: \.readsFigures) }

    /// The departments whose alerts and dossiers they read.
    public var alerts: Scope { self.scope(of: \.readsAlerts) }

    /// Whether they read the figures of a department.
    public func mayRead(_ department: DepartmentCode) -> Bool { self.figures.contains(department) }

    /// Whether they read the alerts of a department: the call centre reads its figures only.
    public func mayReadAlerts(of department: DepartmentCode) -> Bool { self.alerts.contains(department) }

    /// From where they look at a department: from the prefecture's desk only who belongs to that prefecture.
    public func viewer(of department: DepartmentCode) -> Viewer {
        self.grants.contains { $0.role.sitsInPrefecture && $0.territory == .department(department) } ? .prefecture : .outside
    }

    /// Whether they acknowledge, comment and close the alerts of a department.
    public func mayAct(uponAlertsOf department: DepartmentCode) -> Bool {
        self.grants.contains { $0.role.actsUponAlerts && $0.territory == .department(department) }
    }

    // MARK: Declaring

    /// Says how they stand to a commune that they may declare for; `nil` when they may not. Who is both its clerk and of the prefecture
    /// declares as its clerk.
    public func mayDeclare(for commune: CommuneCode) -> Standing? {
        let standings = self.grants.filter { $0.territory.contains(commune) }.compactMap(\.role.declares)
        return standings.contains(.own) ? .own : standings.first
    }

    /// The communes that they are a clerk of, in order.
    public var communes: [CommuneCode] {
        self.grants.compactMap { grant in
            if grant.role == .clerk, case .commune(let commune) = grant.territory { commune } else { nil }
        }.sorted()
    }

    /// The departments on whose communes' behalf they declare, in order.
    public var departmentsServed: [DepartmentCode] {
        self.grants.filter { $0.role.declares == .onBehalf }.compactMap(\.territory.department).reduce(into: Set()) { $0.insert($1) }.sorted()
    }

    /// Whether they declare for any commune at all: who does may practise in the exercise department.
    public var mayDeclareAnywhere: Bool { self.grants.contains { $0.role.declares != nil } }

    // MARK: Calling communes

    /// The departments whose communes they telephone: they see who has not come yet, and note calls.
    public var calls: Scope { self.scope(of: \.callsCommunes) }

    /// Whether they telephone the communes of a department.
    public func mayCall(in department: DepartmentCode) -> Bool { self.calls.contains(department) }

    // MARK: Accounts

    /// Whether they keep accounts, roles and openings in the whole nation.
    public var isNationalAdministrator: Bool { self.grants.contains { $0.role == .nationalAdministrator } }

    /// The departments whose accounts they keep.
    public var administered: Scope { self.scope(of: \.administrates) }

    /// Whether they keep the accounts of a department.
    public func mayAdministrate(_ department: DepartmentCode) -> Bool { self.administered.contains(department) }

    /// Whether they may give a grant, and take it away.
    public func mayGrant(_ grant: Grant) -> Bool { self.grants.contains { $0.mayGive(grant) } }

    /// Whether they may turn what an account may do into something else: each grant that comes or goes must be theirs to give.
    /// An account that is created comes from `Access.none`.
    public func mayChange(_ before: Access, to after: Access) -> Bool {
        before.grants.symmetricDifference(after.grants).allSatisfy(self.mayGrant)
    }

    /// Whether they may see an account in the list of accounts.
    public func maySee(accountWith other: Access) -> Bool {
        self.isNationalAdministrator || other.grants.contains(where: self.mayGrant)
    }

    /// Whether they may disable an account, invite it anew or end its sessions.
    ///
    /// Every grant of it must be theirs to give. Who could send a new invitation to somebody who may do more than themselves
    /// would sign in as them.
    public func mayManage(accountWith other: Access) -> Bool {
        self.isNationalAdministrator || (!other.grants.isEmpty && other.grants.allSatisfy(self.mayGrant))
    }

    /// Whether they may make a new code for an account: who may manage it, and the call centre for who is nothing but a clerk of
    /// its department.
    public func mayRenewCode(ofAccountWith other: Access) -> Bool {
        if self.mayManage(accountWith: other) { return true }
        let served = self.grants.filter { $0.role == .callCentre }.compactMap(\.territory.department)
        guard !other.grants.isEmpty else { return false }
        return other.grants.allSatisfy { grant in grant.role == .clerk && served.contains { $0 == grant.territory.department } }
    }

    /// The departments whose clerks they make new codes for: those that they administrate, and those whose call centre they are.
    public var codesRenewed: Scope { self.administered.union(self.scope { $0 == .callCentre }) }

    // MARK: The house

    /// Whether they see queues and the health of services.
    public var seesOperations: Bool { self.grants.contains { $0.role == .operations } }

    /// Whether they read the audit.
    public var seesAudit: Bool { self.grants.contains { $0.role == .auditor } }

    // MARK: The session

    /// Whether they show a second factor when they sign in.
    public var needsSecondFactor: Bool { self.grants.contains(where: \.needsSecondFactor) }

    /// How long a session of theirs lasts that nobody uses: the shortest that one of their roles asks for. Who has no role any
    /// more gets the shortest there is.
    public var idleLimit: Duration {
        self.grants.map(\.role.idleLimit).min() ?? Role.allCases.map(\.idleLimit).min() ?? .zero
    }

    private func scope(of allows: (Role) -> Bool) -> Scope {
        self.grants.filter { allows($0.role) }.reduce(.departments([])) { $0.union($1.territory.scope) }
    }
}
