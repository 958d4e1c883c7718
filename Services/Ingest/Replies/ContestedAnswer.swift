import Contracts
import Mortality

/// A page of declarations that do not count, as a client reads it.
struct ContestedAnswer: Encodable, Sendable {
    let declarations: [ContestedDeclaration]
    /// The value of the parameter `page` that gets the next page; absent on the last one.
    let next: String?
}

/// A revision that does not count, with the declaration that it is of.
struct ContestedDeclaration: Encodable, Sendable {
    let id: String
    let commune: String
    let revision: RevisionAnswer

    /// Reads a record of the ledger.
    ///
    /// - Throws: `ContractError` for a value that this version does not know.
    init(_ record: Vigie_V1_RevisionRecord) throws(ContractError) {
        self.id = (try? DeclarationID(bytes: Array(record.declaration.id)))?.description ?? ""
        self.commune = record.declaration.commune
        self.revision = try RevisionAnswer(record)
    }

    private enum CodingKeys: String, CodingKey { case id, commune }

    /// Encodes the declaration's members and those of the revision into one object.
    func encode(to encoder: any Encoder) throws {
        try self.revision.encode(to: encoder)
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(self.id, forKey: .id)
        try members.encode(self.commune, forKey: .commune)
    }
}
