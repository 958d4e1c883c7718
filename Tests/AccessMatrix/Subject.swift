/// Somebody who asks, and everything that they may do.
public struct Subject: Hashable, Sendable {
    /// What a request shows of who sends it.
    public enum Credential: Hashable, Sendable {
        case nothing
        /// A person who is signed in, by the roles that they hold, each written `clerk@commune:56260`.
        case person([String], Manner)
        case key(Key)
        /// The token that a clerk of the commune declares with.
        case token(commune: String)
    }

    /// How a person's browser sends what it sends.
    public enum Manner: Hashable, Sendable {
        case proper
        /// Signed in with the password alone, where a second factor is asked for and was never set up.
        case withoutSecondFactor
        /// Changes come without the token that pages carry.
        case withoutFormToken
        /// Changes come from another site's page.
        case fromElsewhere
    }

    /// An API key.
    public struct Key: Hashable, Sendable {
        /// Whether the key is known, was taken back, or was made up.
        public enum State: Hashable, Sendable { case inForce, revoked, neverMade }

        /// `commune:00001`, `department:00` or `nation`.
        public let territory: String
        /// Whether it may read figures.
        public let mayRead: Bool
        /// Whether it may send declarations.
        public let mayWrite: Bool
        /// Whether it may act upon alerts.
        public let mayAlert: Bool
        /// Whether the house knows it.
        public let state: State
    }

    /// What a case that fails calls the subject.
    public let name: String
    /// What their requests show.
    public let credential: Credential
    /// Where each right holds; a right that is not in here is had nowhere, and one that reaches nowhere is had, and opens nothing.
    public let rights: [Right: Reach]

    /// The roles of a person; nothing for everybody else.
    public var roles: [String]? {
        if case .person(let roles, _) = self.credential { roles } else { nil }
    }

    /// How a person's browser sends what it sends; nothing for everybody else.
    public var manner: Manner? {
        if case .person(_, let manner) = self.credential { manner } else { nil }
    }

    /// Whether they are a person who is signed in.
    public var isPerson: Bool { self.roles != nil }

    /// Whether nobody knows them: what they show, if anything, is worth nothing.
    public var isStranger: Bool {
        switch self.credential {
        case .nothing: true
        case .key(let key): key.state != .inForce
        case .person, .token: false
        }
    }

    /// Whether they show a clerk's token, which Ingest alone knows.
    public var isBearer: Bool {
        if case .token = self.credential { true } else { false }
    }

    /// Whether they may do something anywhere.
    public func has(_ right: Right) -> Bool { self.rights[right] != nil }

    /// Where they have a right: nowhere where they do not have it at all.
    public func reach(_ right: Right) -> Reach { self.rights[right] ?? .nowhere }

    /// Whether a person with these roles shows a second factor.
    public var needsSecondFactor: Bool {
        (self.roles ?? []).contains { grant in
            let parts = grant.split(separator: "@")
            return Duties.needSecondFactor.contains(String(parts[0])) || parts.last == "nation"
        }
    }

    // MARK: Making them

    static func person(_ name: String, _ roles: String..., manner: Manner = .proper) -> Subject {
        var rights: [Right: Reach] = [:]
        for grant in roles where manner != .withoutSecondFactor {
            let parts = grant.split(separator: "@").map { String($0) }
            for right in Duties.ofRoles[parts[0]] ?? [] { rights[right] = (rights[right] ?? .nowhere).union(Duties.reach(of: parts[1])) }
        }
        return Subject(name: name, credential: .person(roles, manner), rights: rights)
    }

    static func key(
        _ name: String, _ territory: String, read: Bool = false, write: Bool = false, alert: Bool = false, _ state: Key.State = .inForce
    ) -> Subject {
        let key = Key(territory: territory, mayRead: read, mayWrite: write, mayAlert: alert, state: state)
        guard state == .inForce else { return Subject(name: name, credential: .key(key), rights: [:]) }
        let reach = Duties.reach(of: territory)
        // Figures and alerts are of whole departments: a commune's key may ask, and is told of none.
        let departments = Reach(isEverywhere: reach.isEverywhere, departments: reach.departments)
        var rights: [Right: Reach] = [.followDeclarations: reach]
        if read { rights[.readFigures] = departments }
        if read, departments != .nowhere { rights[.readAlerts] = departments }
        if alert { rights[.actUponAlerts] = departments }
        if write { rights[.declare] = reach }
        return Subject(name: name, credential: .key(key), rights: rights)
    }

    static func token(_ name: String, commune: String) -> Subject {
        Subject(
            name: name, credential: .token(commune: commune),
            rights: [.declare: .commune(commune), .followDeclarations: .commune(commune)])
    }
}

extension Subject {
    /// Whether they look at a department from its prefecture's desk, where a red is seen before somebody stands behind it: whoever
    /// has a role in the prefecture, the department's own key, or one for everything that may act upon alerts.
    public func sitsInPrefecture(of department: String) -> Bool {
        switch self.credential {
        case .nothing, .token: false
        case .person(let roles, let manner):
            manner != .withoutSecondFactor
                && roles.contains {
                    ["prefecture-reader", "prefecture-officer", "prefecture-administrator"].map { "\($0)@department:\(department)" }.contains($0)
                }
        case .key(let key):
            key.state == .inForce && key.mayRead && (key.territory == "department:\(department)" || key.territory == "nation" && key.mayAlert)
        }
    }
}
