public import Accounts
public import Mortality

/// Somebody who asks and is known. Every route puts the same questions to each kind; none looks at the kind to decide what somebody may do.
public enum Visitor: Hashable, Sendable {
    /// A program, known by its API key.
    case key(KeyRecord)
    /// A person who is signed in.
    case person(Person)
    /// A clerk's form, known by its token: it declares for one commune, and does nothing else.
    case bearer(DeclaringToken.Claims)
}

/// What a visitor may see.
extension Visitor {
    /// The departments whose figures they may read.
    public var scope: Scope {
        switch self {
        case .key(let key): key.scope
        case .person(let person): person.access.figures
        case .bearer: .departments([])
        }
    }

    /// Whether they may read figures at all, even if of no department.
    public var mayRead: Bool {
        switch self {
        case .key(let key): key.mayRead
        case .person(let person): !person.access.figures.isEmpty
        case .bearer: false
        }
    }

    /// Tells whether they may read a department's figures.
    public func mayRead(_ department: DepartmentCode) -> Bool { self.mayRead && self.scope.contains(department) }

    /// The departments whose alerts they may read.
    public var alertScope: Scope {
        switch self {
        case .key(let key): key.scope
        case .person(let person): person.access.alerts
        case .bearer: .departments([])
        }
    }

    /// Returns from where they look at a department.
    public func viewer(of department: DepartmentCode) -> Viewer {
        switch self {
        case .key(let key): key.viewer(of: department)
        case .person(let person): person.access.viewer(of: department)
        case .bearer: .outside
        }
    }
}

/// What a visitor may do.
extension Visitor {
    /// Whether they may act upon the alerts of a department.
    public func mayAct(uponAlertsOf department: DepartmentCode) -> Bool {
        switch self {
        case .key(let key): key.mayAlert && key.scope.contains(department)
        case .person(let person): person.access.mayAct(uponAlertsOf: department)
        case .bearer: false
        }
    }

    /// The departments upon whose alerts they may act.
    public var actionScope: Scope {
        switch self {
        case .key(let key): key.mayAlert ? key.scope : .departments([])
        case .person(let person): .departments(Set(DepartmentCode.all.filter { person.access.mayAct(uponAlertsOf: $0) }))
        case .bearer: .departments([])
        }
    }

    /// Whether they may act upon some alerts.
    public var mayAct: Bool {
        switch self {
        case .key(let key): key.mayAlert
        case .person, .bearer: !self.actionScope.isEmpty
        }
    }

    /// Whether they may declare at all. A person may not by a session: they declare with a token, which is of one commune.
    public var mayDeclare: Bool {
        switch self {
        case .key(let key): key.mayWrite
        case .person: false
        case .bearer: true
        }
    }

    /// Whether they may declare deaths of days that are longer ago than two years.
    public var mayBackdate: Bool {
        switch self {
        case .key(let key): key.mayBackdate
        case .person, .bearer: false
        }
    }

    /// The territory whose declarations they may make or follow; `nil` for a person, who does both with a token.
    public var reach: KeyRecord.Reach? {
        switch self {
        case .key(let key): key.reach
        case .person: nil
        case .bearer(let claims): .commune(claims.commune)
        }
    }
}

/// What is noted of a visitor.
extension Visitor {
    /// The name that limits are kept under; a person and their token share one.
    public var limitName: String {
        switch self {
        case .key(let key): "key \(key.id)"
        case .person(let person): "account \(person.account)"
        case .bearer(let claims): "account \(claims.account)"
        }
    }

    /// The name in a record of something done: the key's id, or the account.
    public var recordName: String {
        switch self {
        case .key(let key): key.id
        case .person(let person): "account \(person.account)"
        case .bearer(let claims): "account \(claims.account)"
        }
    }
}
