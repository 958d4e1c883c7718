import Hummingbird
import Mortality
import Runtime

/// What is asked of a batch in its address.
struct BatchQuery: Hashable, Sendable {
    let isDryRun: Bool
    /// Of a table whose rows have no ids.
    let edition: TableEdition?

    /// - Throws: `Problem`, 422, for a value that is not admitted.
    init(_ request: Request) throws(Problem) {
        let parameters = request.uri.queryParameters
        self.isDryRun = try DryRun.isAsked(by: request)
        do throws(Rejection) {
            self.edition = try Self.edition(source: parameters["source"].map(String.init), number: parameters["edition"].map(String.init))
        } catch {
            throw .notAdmitted(field: error.field, reason: error.reason)
        }
    }

    private static func edition(source: String?, number: String?) throws(Rejection) -> TableEdition? {
        guard let source else {
            guard number == nil else { throw Rejection(field: "edition", reason: "only with source") }
            return nil
        }
        guard let number else { return try TableEdition(source: source) }
        guard number.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let edition = Int(number) else {
            throw Rejection(field: "edition", reason: "not a whole number from 1 to 1,000,000")
        }
        return try TableEdition(source: source, edition: edition)
    }
}
