import Accounts
import French
import Mortality
import Runtime
import Web

/// A commune that a person declares for, and their standing there.
struct TownHallPlace: Sendable {
    let person: Person
    let commune: CommuneEntry
    let departmentName: String
    let standing: Standing
    /// Whether the commune is lent for practice.
    let isLent: Bool

    /// Whether declarations for the commune are only exercises.
    var isExercise: Bool { self.commune.code.department.isExercise }
    /// The beginning of the addresses of the commune's pages.
    var base: String { self.isLent ? "/mairie/exercice" : "/mairie" }
    var realm: DeclarationRealm { DeclarationRealm(of: self.commune.code) }

    /// Returns the address of one of the commune's pages, with the commune's code unless it is lent.
    func page(_ path: String, _ terms: [(name: String, value: String)] = []) -> String {
        PageAddress.text("\(self.base)\(path)", (self.isLent ? [] : [("commune", self.commune.code.text)]) + terms)
    }
}

extension TownHallPlace {
    /// Finds the commune that a code names, if the person declares for it.
    ///
    /// - Throws: `Problem`: 404 for a code that is none, 403 for a commune that they do not declare for, 503 before the reference list is
    ///   loaded.
    init(_ code: String?, for person: Person, _ reference: ReferenceSnapshot?) throws(Problem) {
        guard let reference else { throw .unavailable("keys and communes are not loaded yet") }
        guard let code, let asked = try? CommuneCode(code) else { throw .notFound("no commune has the code \((code ?? "").prefix(10))") }
        guard let standing = person.standing(toward: asked, reference) else { throw .forbidden("you may not declare for commune \(asked)") }
        guard let entry = reference.commune(asked) else { throw .notFound("there is no commune \(asked) in the reference list") }
        self.init(
            person: person, commune: entry, departmentName: reference.departments[entry.code.department]?.name ?? entry.code.department.text,
            standing: standing,
            isLent: LentCommune.isLent(asked, to: person, reference))
    }
}

extension Person {
    /// Returns the person's standing to a commune that they declare for, by its code of today or of the past, or because it is lent to them
    /// for practice; `nil` when they may not declare for it.
    func standing(toward commune: CommuneCode, _ reference: ReferenceSnapshot) -> Standing? {
        self.access.mayDeclare(for: commune) ?? self.access.mayDeclare(for: reference.today(commune))
            ?? (LentCommune.isLent(commune, to: self, reference) ? .own : nil)
    }
}

/// Chooses the commune of the exercise department that is lent to a person for practice. It is always the same one, from the second half of
/// the list, so that a prefecture's exercises have the first half to themselves.
enum LentCommune {
    /// Returns the lent commune; `nil` for a person who declares for no commune, or where the exercise department is not loaded.
    static func of(_ person: Person, _ reference: ReferenceSnapshot) -> CommuneEntry? {
        guard person.access.mayDeclareAnywhere, let communes = reference.departments[.exercise]?.communes, !communes.isEmpty else { return nil }
        let sum = person.account.bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        let lent = communes.suffix(max(1, communes.count / 2))
        return lent[lent.startIndex + sum % lent.count]
    }

    /// Returns whether a commune is the one that is lent to the person, and not their own anyway.
    static func isLent(_ commune: CommuneCode, to person: Person, _ reference: ReferenceSnapshot) -> Bool {
        commune.department.isExercise && person.access.mayDeclare(for: commune) == nil && self.of(person, reference)?.code == commune
    }
}
