/// One question to the house: who asks what where, and what they are to be answered.
public struct MatrixCase: Sendable {
    /// The route that is asked.
    public let route: Route
    /// How and where it is asked.
    public let trial: Trial
    /// Who asks.
    public let subject: Subject
    /// What they are to be answered.
    public let expected: Expectation

    /// Every case there is: each route as each subject, as often as the route is asked.
    public static let all: [MatrixCase] = Catalogue.routes.flatMap { route in
        route.trials.flatMap { trial in
            Subject.all.filter { $0.isAsking(route) }.map { subject in
                MatrixCase(route: route, trial: trial, subject: subject, expected: route.expectation(subject, trial))
            }
        }
    }
}

extension Subject {
    /// Whether there is anything to see: who only sends what changes something as it should not be sent asks nothing else.
    fileprivate func isAsking(_ route: Route) -> Bool {
        self.manner == .withoutFormToken || self.manner == .fromElsewhere ? route.method.changes : true
    }
}
