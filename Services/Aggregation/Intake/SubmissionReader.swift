import Contracts
import Crypto
import Ledger
import Mortality

/// Reads messages of the queue.
///
/// What has an identity and a day, and can therefore stand in the ledger, becomes a ``Submission``; when it is not
/// admitted it says why. Anything else is a dead letter.
struct SubmissionReader: Sendable {
    let admission: AdmissionCheck

    /// Reads one message's body.
    func read(_ body: [UInt8]) -> DecodedMessage {
        do throws(ContractError) {
            return .submission(try self.submission(try Wire.decode(Vigie_V1_DeclarationSubmitted.self, from: body)))
        } catch {
            return .dead(reason: error.description)
        }
    }

    private func submission(_ message: Vigie_V1_DeclarationSubmitted) throws(ContractError) -> Submission {
        guard message.hasDeclaration else { throw Self.error("declaration", "missing") }
        guard message.receivedAtUs > 0, let receivedAt = try? Instant(sent: message.receivedAtUs) else {
            throw Self.error("received_at_us", "not an instant from 1970 to 2200")
        }
        guard message.keyID.utf8.count <= Self.longestName else { throw Self.error("key_id", "more than \(Self.longestName) bytes") }
        guard message.correlationID.utf8.count <= Self.longestName else {
            throw Self.error("correlation_id", "more than \(Self.longestName) bytes")
        }
        let declarer = try Self.declarer(message)
        let declaration: Declaration
        do {
            declaration = try Declaration(message.declaration)
        } catch {
            return try self.inadmissible(message, at: receivedAt, by: declarer, because: error)
        }
        return Submission(
            key: DeclarationKey(commune: declaration.commune, id: declaration.id), revision: declaration.revision,
            content: Content(declaration), fingerprint: Array(SHA256.hash(data: declaration.canonicalBytes)),
            keyID: message.keyID, correlationID: message.correlationID, receivedAt: receivedAt,
            refusal: self.admission.refusal(of: declaration, receivedAt: receivedAt, mayBackdate: message.mayBackdate),
            warning: Self.words(message.warning), declarer: declarer)
    }

    /// Returns the account that declared; `nil` where an API key did.
    private static func declarer(_ message: Vigie_V1_DeclarationSubmitted) throws(ContractError) -> Declarer? {
        guard !message.account.isEmpty else {
            if message.onBehalf { throw Self.error("on_behalf", "without an account") }
            guard message.typedBy.isEmpty else { throw Self.error("typed_by", "without an account") }
            return nil
        }
        guard message.account.count == 16 else { throw Self.error("account", "not 16 bytes") }
        guard message.typedBy.isEmpty || message.typedBy.count == 16 else { throw Self.error("typed_by", "not 16 bytes") }
        return Declarer(
            account: Array(message.account), isOnBehalf: message.onBehalf, typedBy: message.typedBy.isEmpty ? nil : Array(message.typedBy))
    }

    /// Returns a refused submission for a message that no declaration can be made of, with as much of its content as can be shown to its
    /// sender.
    private func inadmissible(
        _ message: Vigie_V1_DeclarationSubmitted, at receivedAt: Instant, by declarer: Declarer?, because error: ContractError
    ) throws(ContractError) -> Submission {
        let raw = message.declaration
        guard let commune = try? CommuneCode(raw.commune), let id = try? DeclarationID(bytes: Array(raw.id)),
            let revision = try? Revision(Int(raw.revision)), let day = try? CivilDay(daysSinceEpoch: Int(raw.day))
        else { throw error }
        let place = try Self.known(raw.place.rawValue, Place.init(number:), error)
        let cause = try Self.known(raw.cause.rawValue, Cause.init(number:), error)
        return Submission(
            key: DeclarationKey(commune: commune, id: id), revision: revision,
            content: Content(
                day: day, place: place, cause: cause, deaths: Int32(clamping: raw.deaths), isWithdrawn: raw.withdrawn,
                reason: Self.words(raw.reason)),
            fingerprint: Array(SHA256.hash(data: try Wire.encode(raw))), keyID: message.keyID,
            correlationID: message.correlationID, receivedAt: receivedAt,
            refusal: "\(error.field.map { "\($0): " } ?? "")\(error.reason)", warning: Self.words(message.warning),
            declarer: declarer)
    }

    /// Returns the text as the ledger can hold it, without NUL and cut to ``longestReason``; `nil` when nothing is left.
    private static func words(_ text: String) -> String? {
        let words = String(text.unicodeScalars.filter { $0 != "\0" }.prefix(Self.longestReason).map(Character.init))
        return words.isEmpty ? nil : words
    }

    /// Returns the value with this number, and `nil` for 0, which means "not given". A number that this version does not know throws, so that
    /// the message becomes a dead letter, and is never guessed at.
    private static func known<Value>(_ raw: Int, _ make: (Int16) -> Value?, _ error: ContractError) throws(ContractError) -> Value? {
        if raw == 0 { return nil }
        guard let number = Int16(exactly: raw), let value = make(number) else { throw error }
        return value
    }

    private static func error(_ field: String, _ reason: String) -> ContractError {
        ContractError(message: Vigie_V1_DeclarationSubmitted.protoMessageName, field: field, reason: reason)
    }

    /// The most UTF-8 bytes that a key's name or a correlation id may have; real ones are far shorter.
    private static let longestName = 256
    /// The most Unicode scalars that the ledger keeps of a reason or of a warning.
    private static let longestReason = 500
}

extension Content {
    /// The content of an admissible declaration.
    init(_ declaration: Declaration) {
        self.init(
            day: declaration.day, place: declaration.circumstances?.place, cause: declaration.circumstances?.cause,
            deaths: declaration.deaths.number, isWithdrawn: declaration.isWithdrawn, reason: declaration.reason?.text)
    }
}

/// What a message of the queue turned out to be.
enum DecodedMessage: Hashable, Sendable {
    /// The message is a revision of a declaration, admitted or not.
    case submission(Submission)
    /// The message holds nothing that the ledger could hold, for this reason.
    case dead(reason: String)
}
