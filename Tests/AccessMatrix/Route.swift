/// An address of a service with the method that it takes, and how it is tried.
///
/// A new one is a line of the catalogue: `Route(.get, "/v1/nouveau/{code}").asked(in: Place.departments, .department(.readFigures, 200))`.
public struct Route: Sendable {
    /// The service whose router the route belongs to.
    public enum Service: String, Hashable, Sendable { case portal, ingest }

    /// The HTTP method of a route.
    public enum Method: String, Hashable, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"

        /// Whether it changes something.
        public var changes: Bool { self != .get && self != .head }
    }

    /// What stands before an address.
    public enum Door: Hashable, Sendable {
        /// Nothing: it is for everybody.
        case open
        /// 401 for who is not known, and for a token: at Portal it is worth nothing.
        case programs
        /// Who is not signed in is led to where people sign in, programs too.
        case pages
        /// Ingest knows keys and tokens; a session means nothing there.
        case intake
    }

    /// The service that answers it.
    public let service: Service
    /// The method that it takes.
    public let method: Method
    /// As the router has it: `/v1/departments/{code}`.
    public let path: String
    /// What stands before it.
    public let door: Door
    /// Whether who still lacks a second factor may ask.
    public let isForEnrolment: Bool
    /// How it is tried, in the order of the catalogue.
    public private(set) var trials: [Trial] = []

    init(_ method: Method, _ path: String, _ door: Door? = nil, at service: Service = .portal, isForEnrolment: Bool = false) {
        self.service = service
        self.method = method
        self.path = path
        self.door = door ?? (service == .ingest ? .intake : path.hasPrefix("/v1/") ? .programs : .pages)
        self.isForEnrolment = isForEnrolment
    }

    /// Method and address.
    public var name: String { "\(self.method.rawValue) \(self.path)" }

    /// The same, asked once more in some places.
    ///
    /// - Parameters:
    ///   - query: What follows the address: `?department={department}`.
    ///   - address: Another one than the route's, where names in braces would not do.
    func asked(
        with query: String = "", at address: String? = nil, sending body: Trial.Body? = nil, in places: [Place] = [.nation],
        by session: Trial.Session = .usual, last isLast: Bool = false, _ rule: Rule
    ) -> Route {
        var route = self
        route.trials += places.map { place in
            Trial(place: place, address: (address ?? self.path) + query, body: body, session: session, isLast: isLast, rule: rule)
        }
        return route
    }

    /// What a subject is to be answered: first the door, then the rule.
    func expectation(_ subject: Subject, _ trial: Trial) -> Expectation {
        let isKnown =
            switch self.door {
            case .open: true
            case .programs: !subject.isStranger && !subject.isBearer
            case .pages: subject.isPerson
            case .intake: !subject.isStranger && !subject.isPerson
            }
        guard isKnown else { return self.door == .pages ? .signIn : .unknown }
        if self.method.changes {
            // Where nobody need be signed in, pages carry no token; where they come from is looked at all the same.
            if subject.manner == .fromElsewhere, self.door != .intake { return .refused }
            if subject.manner == .withoutFormToken, self.door == .programs || self.door == .pages { return .refused }
        }
        if subject.manner == .withoutSecondFactor, self.door != .open, !self.isForEnrolment {
            return self.door == .pages ? .secondFactor : .refused
        }
        return trial.rule.expects(subject, trial.place)
    }
}
