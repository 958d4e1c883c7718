import Contracts
import Messaging
import Mortality
import Runtime

/// Turns what a client sends into what the broker is given, by the rules of the domain, the key and the reference list.
struct Intake: Sendable {
    let clock: ZoneClock
    let mint: ReceiptMint

    /// Reads one declaration out of a part of the bytes, and checks all that can be known of it without the ledger.
    ///
    /// - Throws: `Refusal`, with the id when it could be read.
    func submission(
        in bytes: [UInt8], range: Range<Int>, from visitor: Visitor, correlation: Correlation
    ) throws(Refusal) -> Submission {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes, in: range)
        } catch {
            throw Refusal(id: nil, problem: .malformed(error.text))
        }
        return try self.submission(of: value, from: visitor, correlation: correlation)
    }

    /// The same out of a JSON value.
    ///
    /// - Parameter problem: How a value that is not admitted is told.
    /// - Throws: `Refusal`, with the id when it could be read.
    func submission(
        of value: JSONValue, from visitor: Visitor, correlation: Correlation,
        problem: (Rejection) -> Problem = { .notAdmitted(field: $0.field, reason: $0.reason) }
    ) throws(Refusal) -> Submission {
        let form: DeclarationForm
        let declaration: Declaration
        do {
            form = try DeclarationForm(value)
        } catch {
            throw Refusal(id: nil, problem: problem(error))
        }
        do {
            declaration = visitor.reference.leadingOn(try form.declaration())
        } catch {
            throw Refusal(id: form.id, problem: problem(error))
        }
        do {
            let receivedAt = self.clock.instant
            try self.check(declaration, from: visitor, at: receivedAt, problem)
            return try self.submission(of: declaration, from: visitor, at: receivedAt, correlation: correlation)
        } catch {
            throw Refusal(id: declaration.id, problem: error)
        }
    }

    private func check(
        _ declaration: Declaration, from visitor: Visitor, at instant: Instant, _ problem: (Rejection) -> Problem
    ) throws(Problem) {
        guard let commune = visitor.reference.commune(declaration.commune, on: declaration.day) else {
            throw .notFound(visitor.reference.absence(of: declaration.commune))
        }
        guard visitor.reference.mayDeclare(visitor.key, for: declaration.commune) else {
            throw .forbidden("the key may not declare for commune \(declaration.commune)")
        }
        let today = self.clock.day(of: instant, in: commune.zone)
        do {
            try Admission(today: today, mayBackdate: visitor.key.mayBackdate).check(declaration.day)
        } catch {
            throw problem(error)
        }
    }

    private func submission(
        of declaration: Declaration, from visitor: Visitor, at instant: Instant, correlation: Correlation
    ) throws(Problem) -> Submission {
        let receipt = self.mint.bytes(for: declaration)
        var message = Vigie_V1_DeclarationSubmitted()
        message.declaration = declaration.message
        message.receivedAtUs = instant.microseconds
        message.keyID = visitor.key.id
        message.correlationID = correlation.text
        message.mayBackdate = visitor.key.mayBackdate
        message.receipt = .init(receipt)
        guard let body = try? Wire.encode(message) else { throw .internal }
        return Submission(
            declaration: declaration, receipt: Base64URL.encode(receipt),
            message: OutgoingMessage(
                exchange: Names.Exchange.declarations, routingKey: Names.RoutingKey.declaration,
                properties: MessageProperties(
                    correlationID: correlation.text, type: Names.MessageType.declarationSubmitted, contentType: Names.contentType,
                    timestamp: UInt64(clamping: instant.seconds), headers: [Names.Header.traceparent: correlation.traceparent]),
                body: body))
    }
}
