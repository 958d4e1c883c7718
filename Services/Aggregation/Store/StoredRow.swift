import Contracts
import Ledger
import Mortality
import Persistence

/// Reads the values that the ledger's tables hold. What we wrote ourselves and cannot read is an error, not a trap.
///
/// None of the readers of a whole row is inlined: Swift 6.3.1 crashes (`CoroSplit`, release) when their many throwing calls
/// land inside an `async` function.
enum StoredRow {
    @inline(never)
    static func key(_ row: Row) throws -> DeclarationKey {
        DeclarationKey(commune: try CommuneCode(try row.text("commune")), id: try DeclarationID(bytes: try row.uuid("id")))
    }

    static func revision(_ row: Row) throws -> Revision { try Revision(try row.int("revision")) }

    @inline(never)
    static func day(_ row: Row) throws -> CivilDay { try CivilDay(daysSinceEpoch: Int(try row.day("day"))) }

    @inline(never)
    static func place(_ row: Row) throws -> Place? { try row.optionalInt("place").flatMap { Place(number: Int16(clamping: $0)) } }

    @inline(never)
    static func cause(_ row: Row) throws -> Cause? { try row.optionalInt("cause").flatMap { Cause(number: Int16(clamping: $0)) } }

    @inline(never)
    static func content(_ row: Row) throws -> Content {
        Content(
            day: try self.day(row), place: try self.place(row), cause: try self.cause(row),
            deaths: Int32(clamping: try row.int("deaths")), isWithdrawn: try row.bool("withdrawn"), reason: try row.optionalText("reason"))
    }

    @inline(never)
    static func state(_ row: Row) throws -> DeclarationState {
        DeclarationState(
            revision: try self.revision(row), content: try self.content(row), fingerprint: try row.bytes("fingerprint"),
            receivedAt: Instant(microseconds: try row.timestamp("received_at")))
    }

    @inline(never)
    static func declaration(_ row: Row) throws -> CountedDeclaration {
        CountedDeclaration(
            key: try self.key(row), revision: try row.int("revision"), content: try self.content(row),
            receivedAt: Instant(microseconds: try row.timestamp("received_at")))
    }

    @inline(never)
    static func entry(_ row: Row) throws -> LedgerEntry {
        LedgerEntry(
            key: try self.key(row), revision: try row.int("revision"), content: try self.content(row),
            standing: try LedgerEntry.Standing(number: try row.int("state")), refusal: try row.optionalText("refusal"),
            receivedAt: Instant(microseconds: try row.timestamp("received_at")), recordedAt: Instant(microseconds: try row.timestamp("recorded_at")),
            warning: try row.optionalText("warning"),
            isOnBehalf: try row.bool("on_behalf"))
    }

    @inline(never)
    static func contested(_ row: Row) throws -> ContestedRow {
        let entry = try self.entry(row)
        return ContestedRow(entry: entry, page: ContestedPage(entry, fingerprint: try row.bytes("fingerprint")))
    }

    @inline(never)
    static func cell(_ row: Row, deaths: ColumnKey = "deaths") throws -> CellCount {
        guard let place = try self.place(row), let cause = try self.cause(row) else {
            throw DatabaseError(.unexpectedResult, "a cell has no place or no cause that is known")
        }
        return CellCount(
            commune: try CommuneCode(try row.text("commune")), day: try self.day(row), place: place, cause: cause,
            deaths: try row.int(deaths), version: UInt64(clamping: try row.int("version")))
    }

    @inline(never)
    static func report(_ row: Row, declarations: ColumnKey = "declarations") throws -> CommuneReport {
        CommuneReport(
            commune: try CommuneCode(try row.text("commune")), day: try self.day(row), declarations: try row.int(declarations),
            lastReceivedAt: Instant(microseconds: try row.timestamp("last_received_at")), version: UInt64(clamping: try row.int("version")))
    }

    /// The reports of one commune, which stand in arrays.
    @inline(never)
    static func reports(_ row: Row) throws -> [CommuneReport] {
        let commune = try CommuneCode(try row.text("commune"))
        let (days, declarations) = (try row.dayArray("days"), try row.intArray("declarations"))
        let (received, versions) = (try row.timestampArray("received"), try row.intArray("versions"))
        guard declarations.count == days.count, received.count == days.count, versions.count == days.count else {
            throw DatabaseError(.unexpectedResult, "arrays of one commune are not equally long")
        }
        return try days.indices.map { index in
            guard let day = days[index], let standing = declarations[index], let at = received[index], let version = versions[index] else {
                throw DatabaseError(.unexpectedResult, "a report has a value that is null")
            }
            return CommuneReport(
                commune: commune, day: try CivilDay(daysSinceEpoch: Int(day)), declarations: standing, lastReceivedAt: Instant(microseconds: at),
                version: UInt64(clamping: version))
        }
    }

    /// A commune that ever declared; an arrondissement under its municipality.
    @inline(never)
    static func declaringCommune(_ row: Row) throws -> DeclaringCommune {
        DeclaringCommune(
            commune: try CommuneCode(try row.text("code")).municipality, lastReceivedAt: Instant(microseconds: try row.timestamp("received_at")),
            hasDeclared: try row.bool("has_declared"))
    }
}
