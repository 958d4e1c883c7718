public import French
public import Hummingbird
public import Runtime

/// What goes with a request through the stack and the routes. The request's correlation is not in it: that goes with the task, further than
/// any context does.
public struct WebContext: RequestContext {
    /// What Hummingbird keeps of the request, its logger among it.
    public var coreContext: CoreRequestContextStorage
    /// Who sent the request; nobody, where no stack stands before a route.
    public internal(set) var arrival = Arrival.nobody(.unavailable("nobody looked who asks"))
    /// The reference list in force when they came; nothing before the first load.
    public internal(set) var reference: ReferenceSnapshot?
    /// The language that the client reads.
    public internal(set) var language = Language.english

    /// Makes the context of a request that just came in.
    public init(source: ApplicationRequestContextSource) { self.coreContext = .init(source: source) }

    /// The visitor who asks; `nil` for somebody unknown.
    public var visitor: Visitor? { self.arrival.visitor }

    /// The person who asks; `nil` for a program, a token's bearer or somebody unknown.
    public var person: Person? {
        guard case .person(let person)? = self.visitor else { return nil }
        return person
    }

    /// Returns the visitor who asks.
    ///
    /// - Throws: `Problem`, 401 where nobody is known; 503 before keys are loaded, or while nobody can say who it is.
    public func knownVisitor() throws(Problem) -> Visitor { try self.arrival.known() }

    /// Returns the visitor who asks, with the reference list.
    ///
    /// - Throws: `Problem`, as `knownVisitor`; 503 before the list is loaded.
    public func visit() throws(Problem) -> Visit {
        let visitor = try self.knownVisitor()
        guard let reference else { throw .unavailable("keys and communes are not loaded yet") }
        return Visit(visitor: visitor, reference: reference)
    }
}
