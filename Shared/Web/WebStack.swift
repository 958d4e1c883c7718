public import Hummingbird
public import Logging
import Runtime

/// Treats every request before a route of Ingest or Portal sees it, from the outside in: it is given a trace and counted; its errors are
/// written, in its language; who sends it is found out and held to limits; its parameters are checked; and the answer gets the form that the
/// client accepts.
public struct WebStack: Sendable {
    private let visitors: Visitors
    private let limits: VisitLimits
    private let parameters: [String: KnownParameters<WebContext>.Names]
    private let pages: PageAccess?
    private let failures: (any FailureWriter)?
    private let logger: Logger

    /// Makes a stack.
    ///
    /// - Parameters:
    ///   - parameters: The addresses of the API that take parameters; the others take none.
    ///   - pages: Which pages are for people who are signed in; without, every page is open.
    ///   - failures: Who writes failures as pages, where there are pages.
    public init(
        visitors: Visitors, limits: VisitLimits, parameters: [String: KnownParameters<WebContext>.Names], pages: PageAccess? = nil,
        failures: (any FailureWriter)? = nil, logger: Logger
    ) {
        self.visitors = visitors
        self.limits = limits
        self.parameters = parameters
        self.pages = pages
        self.failures = failures
        self.logger = logger
    }

    /// Puts the stack before the routes that are added to a router from now on.
    public func stand(before router: Router<WebContext>) {
        router.add(middleware: CorrelationMiddleware())
        router.add(middleware: AnswerMetrics())
        router.add(middleware: SecurityHeaders())
        let problems = ProblemMiddleware<WebContext>(logger: self.logger)
        router.add(middleware: problems)
        if let failures { router.add(middleware: PageProblems(writer: failures, problems: problems, isOutside: true)) }
        router.add(middleware: LanguageMiddleware())
        router.add(middleware: Reception(visitors: self.visitors, limits: self.limits))
        if let failures { router.add(middleware: PageProblems(writer: failures, problems: problems, isOutside: false)) }
        if let pages { router.add(middleware: SignInLead(pages: pages)) }
        router.add(middleware: SameOriginGuard())
        router.add(middleware: KnownParameters(self.parameters))
        router.add(middleware: Representation())
    }
}
