/// Who is answered what, once it is known who asks.
public struct Rule: Sendable {
    let expects: @Sendable (Subject, Place) -> Expectation

    init(_ expects: @escaping @Sendable (Subject, Place) -> Expectation) { self.expects = expects }

    // MARK: Whoever they are

    /// Everybody is answered alike.
    static func everybody(_ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { _, _ in Expectation(statuses) }
    }

    /// Whoever is signed in; a program is refused.
    static func people(_ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { subject, _ in subject.isPerson ? Expectation(statuses) : .refused }
    }

    /// People who have one of some rights somewhere; programs are refused.
    static func people(with rights: [Right], _ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { subject, _ in subject.isPerson && rights.contains(where: subject.has) ? Expectation(statuses) : .refused }
    }

    /// Whoever has a right somewhere.
    static func whoever(_ right: Right, _ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { subject, _ in subject.has(right) ? Expectation(statuses) : .refused }
    }

    /// The first page: who reads no figures is led elsewhere.
    static let home = Rule { subject, _ in subject.has(.readFigures) ? Expectation(200) : Expectation(303) }

    // MARK: Where they ask

    /// A department that the address names: 404 for what is none, to who has the right at all; 403 outside of where they have it;
    /// 404 for one that is not loaded.
    static func department(_ right: Right, _ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { subject, place in
            guard subject.has(right) else { return .refused }
            if place == .unknown { return .absent }
            guard subject.reach(right).covers(department: place.department) else { return .refused }
            return place == .unopened ? .absent : Expectation(statuses)
        }
    }

    /// The page of a department, which says of no code to anybody that it is one.
    static let departmentPage = Rule { subject, place in
        place == .unknown ? .absent : subject.has(.readFigures) ? Rule.department(.readFigures, 200).expects(subject, place) : .refused
    }

    /// A region: whoever reads one of its departments. That of `faraway` is read by the nation alone.
    static let region = Rule { subject, place in
        guard subject.has(.readFigures) else { return .refused }
        if place == .unknown { return .absent }
        let reach = subject.reach(.readFigures)
        return [place, .unopened].contains { $0.region == place.region && reach.covers(department: $0.department) } ? Expectation(200) : .refused
    }

    /// The picture of France: whoever reads some department. A commune's key reads its own commune's, which no picture shows alone.
    static let pictureOfFrance = Rule { subject, _ in
        let reach = subject.reach(.readFigures)
        return subject.has(.readFigures) && (reach.isEverywhere || !reach.departments.isEmpty) ? Expectation(200) : .refused
    }

    /// An alert, which is of a department: outside of where they have the right there is none.
    static func alert(_ right: Right, _ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { subject, place in
            guard subject.has(.readAlerts), subject.has(right) else { return .refused }
            return place != .unknown && subject.reach(right).covers(department: place.department) ? Expectation(statuses) : .absent
        }
    }

    // MARK: Declarations

    /// Declaring for a commune. One that there is not is told to who declares at all.
    static let declaring = Rule { subject, place in
        guard subject.has(.declare) else { return .refused }
        if place == .unknown || place == .unopened { return .absent }
        return subject.reach(.declare).covers(commune: place.commune) ? Expectation(200) : .refused
    }

    /// Declaring for practice: only in the exercise department.
    static let practising = Rule { subject, place in
        subject.has(.declare) && !place.commune.hasPrefix("00") ? .refused : Rule.declaring.expects(subject, place)
    }

    /// What became of a declaration: there is none outside of one's reach.
    static let standing = Rule { subject, place in
        place != .unknown && subject.reach(.followDeclarations).covers(commune: place.commune) ? Expectation(200) : .absent
    }

    /// A token, which only people get, for a commune that they declare for; for one that there is not, who declares for the whole
    /// department is told so.
    static let token = Rule { subject, place in
        guard subject.isPerson, subject.reach(.declare).covers(commune: place.commune) else { return .refused }
        return place == .unknown || place == .unopened ? Expectation(422) : Expectation(200)
    }

    /// The pages of a commune that one declares for, which only people have; one that there is not is told to who declares for the whole
    /// department.
    static func townHall(_ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { subject, place in
            guard subject.isPerson, subject.reach(.declare).covers(commune: place.commune) else { return .refused }
            return place == .unknown || place == .unopened ? .absent : Expectation(statuses)
        }
    }

    /// A colleague in a commune that one is a clerk of; what is sent names none, so that nobody is invited.
    static let colleague = Rule { subject, place in
        subject.isPerson && subject.reach(.declare).communes.contains(place.commune) ? Expectation(422) : .refused
    }

    // MARK: Calls

    /// A commune that is telephoned: one that there is not is told to who telephones its department.
    static func calling(_ statuses: Int...) -> Rule {
        let statuses = Set(statuses)
        return Rule { subject, place in
            guard subject.isPerson, subject.reach(.callCommunes).covers(department: String(place.commune.prefix(2))) else { return .refused }
            return place == .unknown || place == .unopened ? .absent : Expectation(statuses)
        }
    }

    // MARK: Accounts

    /// An account of the place, which the call centre of a department sees where it is a clerk's, and whoever keeps accounts there
    /// keeps.
    ///
    /// - Parameters:
    ///   - keeping: What who keeps it is told.
    ///   - seeing: What who only sees it is told.
    static func account(keeping: Int, seeing: Int) -> Rule {
        Rule { subject, place in
            guard subject.isPerson, subject.has(.keepAccounts) || subject.has(.renewCodes) else { return .refused }
            if subject.keeps(place) { return Expectation(keeping) }
            return subject.renews(place) ? Expectation(seeing) : .absent
        }
    }

    /// Giving and taking a role of the place, as who keeps accounts there may.
    ///
    /// - Parameter status: What they are told: what is sent changes nothing.
    static func giving(_ status: Int) -> Rule {
        Rule { subject, place in subject.isPerson && subject.keeps(place) ? Expectation(status) : .refused }
    }

    /// The same of an account of the exercise department, which others do not even see.
    static func giving(toOwn status: Int) -> Rule {
        Rule { subject, place in
            guard subject.isPerson, subject.has(.keepAccounts) || subject.has(.renewCodes) else { return .refused }
            guard subject.keeps(.own) || subject.renews(.own) else { return .absent }
            return subject.keeps(place) ? Expectation(status) : .refused
        }
    }
}

extension Subject {
    /// Whether they keep the accounts of a place.
    fileprivate func keeps(_ place: Place) -> Bool {
        let reach = self.reach(.keepAccounts)
        return place == .nation ? reach.isEverywhere : place != .unknown && reach.covers(department: place.department)
    }

    /// Whether they make new codes for its clerks.
    fileprivate func renews(_ place: Place) -> Bool {
        ![.nation, .unknown].contains(place) && self.reach(.renewCodes).covers(department: place.department)
    }
}
