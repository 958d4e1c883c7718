@testable import Persistence
import Testing

@Suite struct DatabaseAddressTests {
    @Test("A URL and a connection string say the same")
    func forms() throws {
        let url = try DatabaseAddress(url: "postgresql://me:s%40cret@db.example:5433/vigie?sslmode=verify-full")
        let string = try DatabaseAddress(url: "host=db.example port=5433 user=me password=s@cret dbname=vigie sslmode=verify-full")
        #expect(url.parameters["password"] == "s@cret")
        #expect(url.parameters["sslmode"] == "verify-full")
        #expect(url.description == string.description)
        #expect(url.description == "postgresql://me@db.example:5433/vigie")
    }

    @Test("The password is in no description, nor in an error")
    func secrecy() throws {
        let address = try DatabaseAddress(url: "postgresql://me:s3cret@h/vigie")
        #expect(!"\(address) \(String(reflecting: address))".contains("s3cret"))
        let error = #expect(throws: DatabaseError.self) { try DatabaseAddress(url: "postgresql://me:s3cret@h:port:1/%zz") }
        #expect(error?.code == .invalidAddress)
        #expect(error?.message.contains("s3cret") == false)
    }

    @Test("What is no address is refused", arguments: ["", "hello", "mysql://x", "postgresql://a\0b", "bogus=1"])
    func refusal(text: String) {
        let error = #expect(throws: DatabaseError.self) { try DatabaseAddress(url: text) }
        #expect(error?.code == .invalidAddress)
    }

    @Test("Another role or database of the same server")
    func variants() throws {
        let address = try DatabaseAddress(url: "postgresql://me:a@h:1/vigie")
        #expect(address.with(user: "you", password: "b").description == "postgresql://you@h:1/vigie")
        #expect(address.with(database: "other").description == "postgresql://me@h:1/other")
    }
}
