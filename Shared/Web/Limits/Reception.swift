import Hummingbird
import Runtime

/// Finds out who sends a request, and holds them to what they may ask for, before anything of the body is read.
///
/// Who is known out of memory counts by themselves. For everybody else the address counts, and only what it has left is spent
/// on finding out who they are (a question to the database, a signature to verify); who turns out to be known gets that back.
struct Reception: RouterMiddleware {
    let visitors: Visitors
    let limits: VisitLimits

    @concurrent func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.arrival = try await self.arrival(of: request)
        context.reference = self.visitors.reference()
        if let visitor = context.visitor, !Self.isLook(request) { self.visitors.note(visitor) }
        return try await next(request, context)
    }

    /// Tells whether a request only asks who is signed in. Pages that are left open do, which keeps nobody signed in.
    private static func isLook(_ request: Request) -> Bool {
        [.get, .head].contains(request.method) && request.uri.path == "/v1/session"
    }

    private func arrival(of request: Request) async throws -> Arrival {
        let credential = self.visitors.credential(of: request)
        let isSettled: Bool
        var arrival: Arrival
        switch self.visitors.recall(credential) {
        case .settled(let known): (arrival, isSettled) = (known, true)
        case .open(let known): (arrival, isSettled) = (known, false)
        }
        if let visitor = arrival.visitor {
            try self.limits.charge(Caller(visitor))
            return arrival
        }
        let stranger = Caller(addressOf: request, perSecond: self.limits.strangers)
        try self.limits.charge(stranger)
        if isSettled { return arrival }
        arrival = await self.visitors.ask(credential)
        if let visitor = arrival.visitor {
            self.limits.giveBack(stranger)
            try self.limits.charge(Caller(visitor))
        }
        return arrival
    }
}
