import Foundation
import Mortality

/// A declaration as a line of JSON in a batch.
struct DeclarationLine: Encodable {
    let id: String
    let revision: Int32
    let commune: String
    let occurredOn: String
    let place: String?
    let cause: String?
    let deaths: Int32
    let withdrawn: Bool?
    let reason: String?

    init(_ declaration: Declaration) {
        self.id = declaration.id.description
        self.revision = declaration.revision.number
        self.commune = declaration.commune.text
        self.occurredOn = declaration.day.description
        self.place = declaration.circumstances?.place.rawValue
        self.cause = declaration.circumstances?.cause.rawValue
        self.deaths = declaration.deaths.number
        self.withdrawn = declaration.isWithdrawn ? true : nil
        self.reason = declaration.reason?.text
    }

    /// Returns a batch's body with a line for each declaration.
    static func body(_ declarations: some Sequence<Declaration>) throws -> Data {
        let encoder = JSONEncoder()
        var body = Data()
        for declaration in declarations {
            body += try encoder.encode(DeclarationLine(declaration))
            body.append(UInt8(ascii: "\n"))
        }
        return body
    }
}
