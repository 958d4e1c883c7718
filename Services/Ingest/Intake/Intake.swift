import Accounts
import Contracts
import Formats
import Messaging
import Mortality
import Runtime
import Web

/// Turns what a client sends into what the broker is given, by the rules of the domain, of who sends it, and the
/// reference list.
struct Intake: Sendable {
    let clock: ZoneClock
    let mint: ReceiptMint
    var realm = DeclarationRealm.usual
    /// Returns the most deaths that communes have had in a day, as far as they are known.
    var usual: @Sendable () -> UsualDeaths = { UsualDeaths() }

    /// The most bytes of one declaration.
    static let mostBytes = 16 << 10

    /// Reads one declaration out of a part of the bytes, and checks all that can be known of it without the ledger.
    ///
    /// - Throws: `Refusal`, with the id when it could be read.
    func submission(
        in bytes: [UInt8], range: Range<Int>, from visit: Visit
    ) throws(Refusal) -> Submission {
        let problem = { (rejection: Rejection) in Problem.notAdmitted(field: rejection.field, reason: rejection.reason) }
        let form = try self.form(bytes, in: range)
        let declaration = try self.declaration(of: form, from: visit, problem: problem)
        let typist: AccountID?
        do {
            typist = try form.typist(from: visit.visitor)
        } catch {
            throw Refusal(id: declaration.id, problem: problem(error))
        }
        do {
            return try self.submission(of: declaration, from: visit, typedBy: typist)
        } catch {
            throw Refusal(id: declaration.id, problem: error)
        }
    }

    /// Reads a row of a batch and returns the declaration that it makes, or why it makes none.
    func read(_ row: BatchRow, of rows: BatchRows, from visit: Visit) -> ReadRow.Content {
        do throws(Refusal) {
            guard let (form, rejection) = try self.form(row, of: rows) else {
                guard case .totals(let words) = row.content else { throw Refusal(id: nil, problem: .internal) }
                return .passedOver(words)
            }
            if let rejection { throw Refusal(id: form.id, problem: rows.problem(rejection)) }
            if form.has("typedBy") { throw Refusal(id: form.id, problem: rows.problem(Rejection(field: "typedBy", reason: "not admitted in a batch"))) }
            return .declaration(try self.declaration(of: form, from: visit, problem: rows.problem), isOfEdition: false)
        } catch {
            return .refused(error)
        }
    }

    /// Reads the fields of a row of a batch. It returns them with the first cell that has no meaning, and `nil` for a line of totals.
    ///
    /// - Throws: `Refusal` for what is no JSON object, no row, or has a field that is unknown.
    func form(_ row: BatchRow, of rows: BatchRows) throws(Refusal) -> (DeclarationForm, Rejection?)? {
        switch row.content {
        case .totals: return nil
        case .unreadable(let fault): throw Refusal(id: nil, problem: .malformed(fault.text))
        case .json(let range): return (try self.form(rows.bytes, in: range), nil)
        case .record(let object, let rejection):
            do {
                return (try DeclarationForm(object), rejection)
            } catch {
                throw Refusal(id: nil, problem: rows.problem(error))
            }
        }
    }

    /// Checks that the visitor may declare for the commune and the day.
    ///
    /// - Throws: `Problem`: 404 for a commune that is not known, 403 for one that the visitor does not reach, 409 where its department
    ///   is paused or closed, 422 for the day.
    func check(
        commune code: CommuneCode, day: CivilDay, from visit: Visit, at instant: Instant, _ problem: (Rejection) -> Problem
    ) throws(Problem) {
        guard self.realm.holds(code) else { throw .forbidden("only communes of the exercise department are declared for here") }
        guard let commune = visit.reference.commune(code, on: day) else { throw .notFound(visit.reference.absence(of: code)) }
        guard visit.mayDeclare(for: code) else { throw .forbidden("you may not declare for commune \(code)") }
        if let refusal = visit.reference.refusal(of: commune.code.department) { throw refusal }
        let today = self.clock.day(of: instant, in: commune.zone)
        do {
            try Admission(today: today, mayBackdate: visit.visitor.mayBackdate).check(day)
        } catch {
            throw problem(error)
        }
    }

    /// Returns the message to publish for a declaration, its receipt and its warnings. The message carries the correlation of the current task.
    ///
    /// - Parameter typedBy: Who typed it, as the device of whoever sends it tells.
    /// - Throws: `Problem`, 500, when it cannot be written; it always can.
    func submission(of declaration: Declaration, from visit: Visit, typedBy: AccountID? = nil) throws(Problem) -> Submission {
        let correlation = Correlation.currentOrNew
        let instant = self.clock.instant
        let receipt = self.mint.bytes(for: declaration)
        let warning = visit.reference.commune(declaration.commune).flatMap { self.usual().warning(declaration, in: $0) }
        var message = Vigie_V1_DeclarationSubmitted()
        message.declaration = declaration.message
        message.receivedAtUs = instant.microseconds
        switch visit.visitor {
        case .key(let key): message.keyID = key.id
        case .bearer(let claims):
            message.account = .init(claims.account.bytes)
            message.onBehalf = claims.standing == .onBehalf
            if let typedBy, typedBy != claims.account { message.typedBy = .init(typedBy.bytes) }
        // A person declares with a token.
        case .person: throw .forbidden("you may only read")
        }
        message.correlationID = correlation.text
        message.mayBackdate = visit.visitor.mayBackdate
        message.receipt = .init(receipt)
        message.warning = warning ?? ""
        guard let body = try? Wire.encode(message) else { throw .internal }
        return Submission(
            declaration: declaration, receipt: Base64URL.encode(receipt),
            message: OutgoingMessage(
                exchange: Names.Exchange.declarations, routingKey: Names.RoutingKey.declaration,
                properties: MessageProperties(
                    correlationID: correlation.text, type: Names.MessageType.declarationSubmitted, contentType: Names.contentType,
                    timestamp: UInt64(clamping: instant.seconds), headers: [Names.Header.traceparent: correlation.traceparent]),
                body: body),
            key: RevisionKey(declaration), fingerprint: self.mint.fingerprint(ofReceipt: receipt), warnings: warning.map { [$0] } ?? [])
    }

    private func form(_ bytes: [UInt8], in range: Range<Int>) throws(Refusal) -> DeclarationForm {
        guard range.count <= Self.mostBytes else {
            throw Refusal(id: nil, problem: .tooLarge("at most \(Self.mostBytes) bytes are taken in a row"))
        }
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes, in: range)
        } catch {
            throw Refusal(id: nil, problem: .malformed(error.text))
        }
        do {
            return try DeclarationForm(value)
        } catch {
            throw Refusal(id: nil, problem: .notAdmitted(field: error.field, reason: error.reason))
        }
    }

    private func declaration(
        of form: DeclarationForm, from visit: Visit, problem: (Rejection) -> Problem
    ) throws(Refusal) -> Declaration {
        let declaration: Declaration
        do {
            declaration = visit.reference.leadingOn(try form.declaration())
        } catch {
            throw Refusal(id: form.id, problem: problem(error))
        }
        do {
            try self.check(commune: declaration.commune, day: declaration.day, from: visit, at: self.clock.instant, problem)
        } catch {
            throw Refusal(id: declaration.id, problem: error)
        }
        return declaration
    }
}
