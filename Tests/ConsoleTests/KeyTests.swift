import Accounts
import Mortality
import Persistence
import Reference
import Testing
import Web

@testable import vigiectl

@Suite struct KeyTests {
    private func grant(_ reach: KeyRecord.Reach, scope: String = "read,write") throws -> KeyGrant {
        switch reach {
        case .all: try KeyGrant(department: nil, commune: nil, all: true, scope: scope, mayBackdate: false)
        case .department(let code): try KeyGrant(department: code.text, commune: nil, all: false, scope: scope, mayBackdate: false)
        case .commune(let code): try KeyGrant(department: nil, commune: code.text, all: false, scope: scope, mayBackdate: false)
        }
    }

    @Test("A created key opens what it covers, until it is revoked; the secret is not in the database")
    func life() async throws {
        try await withReference { pool in
            _ = try await ReferenceWriter(pool: pool).write([try ExerciseDepartment.department(through: try CivilDay(year: 2018, month: 1, day: 1))])
            let store = KeyStore(pool: pool), key = APIKey()
            let commune = try CommuneCode("00012")
            try await store.insert(key, try self.grant(.commune(commune), scope: "write"))
            let record = try #require(try await ReferenceStore(pool: pool).keys().record(for: key))
            let visit = Visit(visitor: .key(record), reference: ReferenceSnapshot(version: 1, departments: [], keys: KeyRing()))
            #expect(visit.mayDeclare(for: commune) && !record.mayRead && !record.mayBackdate)
            #expect(!visit.mayDeclare(for: try CommuneCode("00013")))
            let dump = try await pool.query("SELECT k::text FROM reference.api_key AS k").one().text(0)
            #expect(!dump.contains(key.text.suffix(43)))

            let revoked = try await store.revoke(key.id)
            #expect(revoked)
            let again = try await store.revoke(key.id)
            #expect(!again)
            let gone = try await ReferenceStore(pool: pool).keys().record(for: key)
            #expect(gone == nil)
            let text = try KeyListCommand.text(try await store.list())
            #expect(text.contains(key.id) && text.contains("00012") && !text.contains(key.text.suffix(43)))
            await #expect(throws: ConsoleError.self) { try await store.revoke("00000000") }
        }
    }

    @Test("A key acts upon alerts when it was made to, and the list says so")
    func alertScope() async throws {
        try await withReference { pool in
            let store = KeyStore(pool: pool), (desk, reader) = (APIKey(), APIKey())
            try await store.insert(desk, try self.grant(.all, scope: "read,alert"))
            try await store.insert(reader, try self.grant(.all, scope: "read"))
            let ring = try await ReferenceStore(pool: pool).keys()
            #expect(ring.record(for: desk)?.mayAlert == true && ring.record(for: desk)?.mayWrite == false)
            #expect(ring.record(for: reader)?.mayAlert == false)
            let lines = try KeyListCommand.text(try await store.list()).split(separator: "\n")
            #expect(lines.contains { $0.contains(desk.id) && $0.contains("read,alert") })
            #expect(lines.contains { $0.contains(reader.id) && !$0.contains("alert") })
        }
    }

    @Test("A key for what is not loaded is refused by name")
    func unknownPlace() async throws {
        try await withReference { pool in
            let error = await #expect(throws: ConsoleError.self) {
                try await KeyStore(pool: pool).insert(APIKey(), try self.grant(.department(try DepartmentCode("56"))))
            }
            #expect(error?.description == "department 56 is not loaded: import its department first")
            try await KeyStore(pool: pool).insert(APIKey(), try self.grant(.all))
        }
    }

    @Test("What cannot be meant is refused")
    func grants() throws {
        func make(
            _ department: String? = nil, _ commune: String? = nil, all: Bool = false, scope: String = "read", backdate: Bool = false, rate: Int? = nil,
            label: String = ""
        ) throws {
            _ = try KeyGrant(department: department, commune: commune, all: all, scope: scope, mayBackdate: backdate, ratePerSecond: rate, label: label)
        }
        try make("2A")
        try make(nil, "56260", scope: "write", backdate: true, rate: 5)
        try make(all: true, scope: "read,write")
        try make("56", scope: "read,write,alert")
        try make(all: true, scope: "alert,read")
        #expect(throws: ConsoleError.self) { try make(nil, "56260", scope: "read,alert") }
        #expect(throws: ConsoleError.self) { try make("56", scope: "alert") }
        #expect(throws: ConsoleError.self) { try make("56", scope: "write,alert") }
        #expect(throws: ConsoleError.self) { try make() }
        #expect(throws: ConsoleError.self) { try make("56", "56260") }
        #expect(throws: ConsoleError.self) { try make("56", all: true) }
        #expect(throws: ConsoleError.self) { try make("20") }
        #expect(throws: ConsoleError.self) { try make(nil, "5626") }
        #expect(throws: ConsoleError.self) { try make("56", scope: "") }
        #expect(throws: ConsoleError.self) { try make("56", scope: "read,admin") }
        #expect(throws: ConsoleError.self) { try make("56", scope: "read", backdate: true) }
        #expect(throws: ConsoleError.self) { try make("56", rate: 0) }
        #expect(throws: ConsoleError.self) { try make("56", label: "a\nb") }
    }
}
