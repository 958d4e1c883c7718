import Formats
import Logging
import Persistence
import TestBench
import Testing

@Suite struct SQLValueRoundTripTests {
    @Test("What goes in comes out, ten thousand times")
    func random() async throws {
        try await withPool(size: 1) { pool in
            var source = SeededGenerator(seed: 7)
            for _ in 0..<500 {
                let values = (0..<20).map { _ in SampleValue.any(&source) }
                let columns = (1...20).map { "$\($0)::\(values[$0 - 1].sqlName) AS c\($0)" }.joined(separator: ", ")
                let row = try await pool.query("SELECT \(columns)", values.map(\.value)).one()
                for (place, sample) in values.enumerated() {
                    #expect(try sample.read(row, .name("c\(place + 1)")) == sample.value)
                }
            }
        }
    }

    @Test("The server understands what was meant, not just the same bytes")
    func meaning() async throws {
        try await withPool(size: 1) { pool in
            let row = try await pool.query(
                """
                SELECT $1::date::text AS day, $2::timestamptz::text AS instant, $3::text[]::text AS words, $4::uuid::text AS id,
                       $5::float8::text AS number, $6::int4[]::text AS numbers, $7::bytea::text AS bytes, cardinality($8::int8[]) AS none
                """,
                [
                    .date(18_353), .timestamp(1_585_699_200_123_456), .textArray(["a", nil, "b,\"c"]),
                    .uuid(Array(0..<16)), .double(0.1), .int4Array([-1, nil, 3]), .bytes([0, 255]), .int8Array([]),
                ]
            ).one()
            #expect(try row.text("day") == "2020-04-01")
            #expect(try row.text("instant") == "2020-04-01 00:00:00.123456+00")
            #expect(try row.text("words") == #"{a,NULL,"b,\"c"}"#)
            #expect(try row.text("id") == "00010203-0405-0607-0809-0a0b0c0d0e0f")
            #expect(try row.text("number") == "0.1")
            #expect(try row.text("numbers") == "{-1,NULL,3}")
            #expect(try row.text("bytes") == "\\x00ff")
            #expect(try row.int("none") == 0)
        }
    }

    @Test("Any text passes but NUL, which is refused with the parameter's number")
    func text() async throws {
        try await withPool(size: 1) { pool in
            for text in ["", "é", "L'Haÿ-les-Roses", "👩‍👩‍👧", "\u{1}\n\t", "'; DROP TABLE x; --", String(repeating: "ж", count: 100_000)] {
                let row = try await pool.query("SELECT $1::text", [.text(text)]).one()
                #expect(try row.text(0) == text)
            }
            let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT $1::text, $2::text", ["a", "a\0b"]) }
            #expect(error?.code == .invalidValue)
            #expect(error?.message.contains("parameter 2") == true)
            #expect(error?.message.contains("NUL") == true)
            let element = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT $1::text[]", [.textArray(["\0"])]) }
            #expect(element?.code == .invalidValue)
            let sql = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT 1\0") }
            #expect(sql?.code == .invalidValue)
            let row = try await pool.query("SELECT 1").one()
            #expect(try row.int(0) == 1)
        }
    }

    @Test("Values at the edge of what PostgreSQL holds are refused, not wrapped")
    func edges() async throws {
        try await withPool(size: 1) { pool in
            for value: SQLValue in [.date(.min), .timestamp(.min), .uuid([1, 2, 3]), .uuidArray([[]]), .dateArray([.min])] {
                let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT $1 IS NULL", [value]) }
                #expect(error?.code == .invalidValue)
            }
            for sql in ["SELECT 'infinity'::date", "SELECT '-infinity'::date"] {
                let row = try await pool.query(sql).one()
                #expect(throws: DatabaseError.self) { try row.day(0) }
            }
            for sql in ["SELECT 'infinity'::timestamptz", "SELECT '-infinity'::timestamptz"] {
                let row = try await pool.query(sql).one()
                #expect(throws: DatabaseError.self) { try row.timestamp(0) }
            }
            let number = try await pool.query("SELECT 'NaN'::float8 AS a, 'Infinity'::float8 AS b, -0.0::float8 AS c").one()
            #expect(try number.double("a").isNaN)
            #expect(try number.double("b") == .infinity)
        }
    }
}
