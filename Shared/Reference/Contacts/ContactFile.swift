import Formats
public import Mortality

/// A file that tells how town halls are reached: a table `code;telephone;courriel`, or the administration's directory (« Annuaire de
/// l’administration ») in JSON. Its first byte tells which it is; either may be compressed by gzip.
public struct ContactFile: Sendable {
    /// The contacts that were read, one for each commune, by code.
    public let contacts: [ReadContact]
    /// What was not read, and why, a sentence for each.
    public let remarks: [String]

    /// Reads a file.
    ///
    /// - Parameter department: Others' lines are passed over, without a remark.
    /// - Throws: `ReferenceError` for what is neither, or cannot be read.
    public init(path: String, department: DepartmentCode) throws(ReferenceError) {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        try self.init(name: name, bytes: try FileSource.bytes(path: path), department: department)
    }

    init(name: String, bytes: [UInt8], department: DepartmentCode) throws(ReferenceError) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let first = text.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        var remarks: [String] = []
        let read: [ReadContact]
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            read = try DirectoryFile.contacts(name: name, bytes: text, department: department, &remarks)
        } else {
            read = try Self.table(name: name, bytes: bytes, department: department, &remarks)
        }
        self.contacts = read.sorted { $0.commune < $1.commune }
        self.remarks = remarks
    }

    // MARK: The table

    private static let telephone = ["telephone", "tel", "phone", "numerodetelephone"]
    private static let mail = ["courriel", "mail", "email", "adressecourriel", "mel", "adresseelectronique"]
    private static let address = ["adresse", "adressepostale", "address"]

    private static func table(
        name: String, bytes: [UInt8], department: DepartmentCode, _ remarks: inout [String]
    ) throws(ReferenceError) -> [ReadContact] {
        let file = try DelimitedFile(name: name, bytes: bytes)
        let code = try file.required(.code)
        func place(_ keys: [String]) -> Int? { file.columns.firstIndex { keys.contains($0.key) } }
        let (telephone, mail, address) = (place(self.telephone), place(self.mail), place(self.address))
        guard telephone != nil || mail != nil else {
            throw ReferenceError("\(name) has no column telephone nor courriel; it has \(file.columns.map(\.text).joined(separator: ", "))")
        }
        var contacts: [CommuneCode: ReadContact] = [:]
        while true {
            let fields: [String]
            do {
                guard let next = try file.next() else { break }
                fields = next
            } catch {
                remarks.append(error.description)
                continue
            }
            guard let commune = try? CommuneCode(OfficialCode.commune(fields[code])) else {
                remarks.append("\(name), line \(file.lineNumber): \"\(fields[code].prefix(40))\" is no commune's code")
                continue
            }
            guard commune.department == department else { continue }
            let contact = ReadContact(
                commune: commune, telephone: Self.value(telephone.map { fields[$0] }), mail: Self.value(mail.map { fields[$0] }),
                address: Self.value(address.map { fields[$0] })?.split(separator: "|").map { String($0) } ?? [], place: "\(name), line \(file.lineNumber)")
            if let other = contacts.updateValue(contact, forKey: commune) {
                remarks.append("\(contact.place): commune \(commune) stood there before (\(other.place)); the last one counts")
            }
        }
        return Array(contacts.values)
    }

    private static func value(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
