import Hummingbird
import Runtime

/// What goes with a request through the routes.
struct IngestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Follows the request's declarations through every service.
    var correlation: Correlation

    init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.correlation = Correlation()
    }
}
