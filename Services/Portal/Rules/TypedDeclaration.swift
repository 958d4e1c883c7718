import French
import Mortality
import Runtime

/// The form of a declaration as somebody filled it in, field by field, with its errors.
struct TypedDeclaration: Sendable {
    /// The choice of the day.
    enum DayChoice: String, CaseIterable, Sendable {
        case today = "aujourdhui"
        case yesterday = "hier"
        case other = "autre"
    }

    /// The fields of the form.
    enum Field: String, CaseIterable, Sendable {
        case place = "lieu"
        case cause = "nature"
        case day = "jour"
        case date
        case deaths = "nombre"
        case reason = "motif"
    }

    var id: DeclarationID
    var revision: Int
    var place: String?
    var cause: String?
    var day: DayChoice
    var date: String?
    var deaths: String
    var reason: String?
    /// Whether the person confirmed the form after a ``DeclarationQuestion``.
    var isConfirmed: Bool
    /// The errors in the order of the fields.
    private(set) var errors: [(field: Field, text: String)] = []

    /// Creates an empty form.
    init(id: DeclarationID) {
        self.id = id
        self.revision = 1
        self.day = .today
        self.deaths = "1"
        self.isConfirmed = false
    }

    /// Creates a form with a declaration's content, to be corrected.
    init(correcting declaration: StandingDeclaration, today: CivilDay) {
        self.init(id: declaration.id)
        self.revision = declaration.nextRevision
        guard let content = declaration.current.content else { return }
        self.place = content.place?.rawValue
        self.cause = content.cause?.rawValue
        self.deaths = "\(content.deaths)"
        self.date = content.day.description
        self.day = content.day == today ? .today : content.day == today.advanced(by: -1) ? .yesterday : .other
    }

    /// Reads the form that was sent.
    ///
    /// - Throws: `Rejection` of `id` or `revision`, which no person types.
    init(_ field: (String) -> String?) throws(Rejection) {
        self.init(id: try DeclarationID(field("id") ?? ""))
        if let text = field("revision") {
            guard let number = Int(text) else { throw Rejection(field: "revision", reason: "not a whole number") }
            self.revision = Int(try Revision(number).number)
        }
        self.place = field(Field.place.rawValue)
        self.cause = field(Field.cause.rawValue)
        self.day = field(Field.day.rawValue).flatMap(DayChoice.init(rawValue:)) ?? .other
        self.date = field(Field.date.rawValue)
        self.deaths = field(Field.deaths.rawValue) ?? ""
        self.reason = field(Field.reason.rawValue)
        self.isConfirmed = field("confirme") == "1"
    }

    func error(of field: Field) -> String? { self.errors.first { $0.field == field }?.text }

    /// Adds what Ingest found wrong, at the field that it is about.
    mutating func refuse(_ field: String?, _ text: String) {
        let known: [String: Field] = ["place": .place, "cause": .cause, "occurredOn": .date, "deaths": .deaths, "reason": .reason]
        self.errors.append((field.flatMap { known[$0] } ?? .place, FrenchText.sentence(text)))
    }

    /// Returns the declaration; `nil` where fields have errors, which ``errors`` then lists.
    ///
    /// - Parameter today: The commune's day.
    mutating func declaration(for commune: CommuneCode, today: CivilDay) -> Declaration? {
        self.errors = []
        let number = self.deaths.trimmingPrefix { $0.isWhitespace }
        let deaths = Int(String(number).filter { !$0.isWhitespace })
        if let deaths {
            if deaths < 0 || deaths > DeathCount.most { self.add(.deaths, "Saisissez un nombre de 0 à \(FrenchText.number(DeathCount.most)).") }
        } else {
            self.add(.deaths, "Saisissez le nombre de décès en chiffres, par exemple 1.")
        }
        let place = self.place.flatMap(Place.init(rawValue:))
        let cause = self.cause.flatMap(Cause.init(rawValue:))
        if deaths != 0 {
            if place == nil { self.add(.place, "Choisissez le lieu du décès ; « Lieu inconnu » convient aussi.") }
            if cause == nil { self.add(.cause, "Choisissez la nature du décès ; « Cause inconnue » convient aussi.") }
        }
        let day = self.chosenDay(today: today)
        let reason = self.reason.flatMap { text in CorrectionReason(rawValue: text)?.rawValue ?? (text == CorrectionReason.chosen ? text : nil) }
        if self.revision > 1, reason == nil { self.add(.reason, "Choisissez pourquoi vous corrigez.") }
        guard self.errors.isEmpty, let deaths, let day else { return nil }
        return try? Declaration(
            id: self.id, revision: Revision(self.revision), commune: commune, day: day, place: place, cause: cause, deaths: DeathCount(deaths),
            reason: self.revision > 1 ? reason.map { try Reason($0) } : nil)
    }

    private mutating func chosenDay(today: CivilDay) -> CivilDay? {
        switch self.day {
        case .today: return today
        case .yesterday: return today.advanced(by: -1)
        case .other:
            guard let day = self.date.flatMap(Self.day) else {
                self.add(.date, "Choisissez le jour du décès, par exemple 12/03/2026.")
                return nil
            }
            do {
                try Admission(today: today, mayBackdate: false).check(day)
                return day
            } catch {
                self.add(.date, day > today ? "Ce jour n’est pas encore venu." : "Ce jour est trop ancien : au plus deux ans en arrière.")
                return nil
            }
        }
    }

    /// Reads a day as a browser's date field sends it, or as people write it where the field is one of text: `12/03/2026`.
    private static func day(_ text: String) -> CivilDay? {
        if let day = try? CivilDay(iso: text) { return day }
        guard let parts = text.wholeMatch(of: /\s*(\d{1,2})[\/.\- ](\d{1,2})[\/.\- ](\d{4})\s*/)?.output else { return nil }
        let two = { (part: Substring) in part.count == 1 ? "0\(part)" : String(part) }
        return try? CivilDay(iso: "\(parts.3)-\(two(parts.2))-\(two(parts.1))")
    }

    private mutating func add(_ field: Field, _ text: String) { self.errors.append((field, text)) }
}

/// The questions that are asked before a declaration is sent, because it may be a slip of the hand, or a death told twice. It is never refused
/// for that.
enum DeclarationQuestion {
    /// Returns the question about a number that the commune's past makes surprising, with the figures; `nil` for any other number.
    static func text(_ declaration: Declaration, past: PastDeaths?, commune: String) -> String? {
        let deaths = Int(declaration.deaths.number)
        guard PastDeaths.isSurprising(deaths, by: past) else { return nil }
        let figures =
            past.map {
                "Le plus grand nombre d’un jour connu pour \(commune) est \(FrenchText.number($0.mostADay)), et la moyenne d’une semaine est \(FrenchText.decimal($0.perWeek))."
            } ?? "C’est beaucoup pour un seul jour."
        return "Vous déclarez \(FrenchText.count(deaths, "décès", "décès")) le même jour. \(figures) Est-ce bien le nombre de décès de ce jour ?"
    }

    /// Returns the declarations made on a day that have the same content as this one.
    static func alike(_ declaration: Declaration, among others: [StandingDeclaration], madeOn isToday: (Instant) -> Bool) -> [StandingDeclaration] {
        guard let circumstances = declaration.circumstances, declaration.revision.number == 1 else { return [] }
        let content = StandingDeclaration.Content(
            day: declaration.day, place: circumstances.place, cause: circumstances.cause, deaths: Int(declaration.deaths.number), isWithdrawn: false)
        return others.filter { other in
            other.id != declaration.id && other.state == .counted && other.current.content.map(content.resembles) ?? false
                && other.madeAt.map(isToday) ?? false
        }
    }
}
