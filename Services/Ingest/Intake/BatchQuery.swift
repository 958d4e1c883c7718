import Hummingbird
import Mortality
import Runtime

/// The query parameters of a batch's address.
struct BatchQuery: Hashable, Sendable {
    let isDryRun: Bool
    /// The table's name and edition, where its rows have no ids; `nil` otherwise.
    let edition: TableEdition?

    /// Reads the parameters of a request.
    ///
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
