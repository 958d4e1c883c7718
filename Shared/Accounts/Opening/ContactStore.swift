public import Mortality
public import Persistence

/// Keeps how town halls are reached.
public struct ContactStore: Sendable {
    /// What came of writing contacts.
    public struct Written: Hashable, Sendable {
        /// How many contacts were new or changed.
        public let changed: Int
        /// The communes that the reference list does not have; nothing was stored of them.
        public let unknown: [CommuneCode]
    }

    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Reads the contacts of a department's communes.
    public func contacts(of department: DepartmentCode) async throws -> [CommuneCode: Contact] {
        try await self.pool.query(
            "SELECT commune, telephone, mail, address FROM reference.contacts WHERE department = $1", [.text(department.text)]
        ).reduce(into: [:]) { contacts, row in
            let contact = try Self.contact(row)
            contacts[contact.commune] = contact
        }
    }

    /// Reads the contact of one commune; `nil` where none is known.
    public func contact(of commune: CommuneCode) async throws -> Contact? {
        try await self.pool.query("SELECT commune, telephone, mail, address FROM reference.contacts WHERE commune = $1", [.text(commune.text)])
            .first.map { try Self.contact($0) }
    }

    /// Writes contacts. What a contact leaves out stays as it was, and the same written again changes nothing; of two of one commune the last
    /// counts. Only the owner's role may.
    public func write(_ contacts: [Contact]) async throws -> Written {
        let last = contacts.reduce(into: [CommuneCode: Contact]()) { $0[$1.commune] = $1 }
        let rows = last.values.sorted { $0.commune < $1.commune }
        let codes = SQLValue.textArray(rows.map(\.commune.text))
        return try await self.pool.transaction(attempts: 3) { transaction in
            let known = try await transaction.query("SELECT code FROM reference.commune WHERE code = ANY ($1)", [codes]).map { try $0.text("code") }
            let changed = try await transaction.execute(
                """
                INSERT INTO reference.contacts AS old (commune, department, telephone, mail, address)
                SELECT c.code, c.department, new.telephone, new.mail, new.address
                FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (commune, telephone, mail, address)
                JOIN reference.commune AS c ON c.code = new.commune
                ORDER BY c.code
                ON CONFLICT (commune) DO UPDATE SET department = excluded.department, telephone = coalesce(excluded.telephone, old.telephone),
                    mail = coalesce(excluded.mail, old.mail), address = coalesce(excluded.address, old.address), updated_at = now()
                WHERE (old.department, old.telephone, old.mail, old.address) IS DISTINCT FROM
                    (excluded.department, coalesce(excluded.telephone, old.telephone), coalesce(excluded.mail, old.mail),
                    coalesce(excluded.address, old.address))
                """,
                [
                    codes, .textArray(rows.map(\.telephone)), .textArray(rows.map(\.mail)),
                    .textArray(rows.map { $0.address.isEmpty ? nil : $0.address.joined(separator: "\n") }),
                ])
            let loaded = Set(known)
            return Written(changed: changed, unknown: rows.map(\.commune).filter { !loaded.contains($0.text) })
        }
    }

    private static func contact(_ row: Row) throws -> Contact {
        try Contact(
            commune: try CommuneCode(try row.text("commune")), telephone: try row.optionalText("telephone"), mail: try row.optionalText("mail"),
            address: try row.optionalText("address")?.split(separator: "\n").map { String($0) } ?? [])
    }
}
