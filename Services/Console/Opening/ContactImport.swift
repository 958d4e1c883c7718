import Accounts
import Mortality
import Persistence
import Reference

/// Reads a file of contacts and stores those of its details that are valid.
struct ContactImport {
    let pool: DatabasePool

    /// Reads and stores a file, and returns a sentence about what became of it.
    ///
    /// - Parameter remark: Is told what was not read or not kept, and why.
    func run(path: String, department: DepartmentCode, remark: (String) -> Void) async throws -> String {
        let file = try ContactFile(path: path, department: department)
        for text in file.remarks { remark(text) }
        var contacts: [Contact] = []
        for read in file.contacts { if let contact = Self.contact(read, remark) { contacts.append(contact) } }
        let written = try await ContactStore(pool: self.pool).write(contacts)
        for commune in written.unknown { remark("commune \(commune) is not loaded: how it is reached was not kept") }
        return "contacts of \(contacts.count - written.unknown.count) communes, \(written.changed) of them new or changed"
    }

    /// Returns the valid details of a contact, `nil` when there is none: a wrong telephone number does not take the mail address with it.
    static func contact(_ read: ReadContact, _ remark: (String) -> Void) -> Contact? {
        func sound(_ telephone: String?, _ mail: String?, _ address: [String]) -> Contact? {
            do {
                return try Contact(commune: read.commune, telephone: telephone, mail: mail, address: address)
            } catch {
                remark("\(read.place): \(error.field): \(error.reason)")
                return nil
            }
        }
        let (telephone, mail, address) = (sound(read.telephone, nil, []), sound(nil, read.mail, []), sound(nil, nil, read.address))
        let whole = try? Contact(commune: read.commune, telephone: telephone?.telephone, mail: mail?.mail, address: address?.address ?? [])
        guard let whole, !whole.isEmpty else {
            remark("\(read.place): nothing tells how commune \(read.commune) is reached")
            return nil
        }
        return whole
    }
}
