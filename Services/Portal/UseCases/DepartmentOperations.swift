import Accounts
import Formats
import Hummingbird
import Letters
import LiveCopies
import Mortality
import Runtime
import Web

/// The operations of the national administrator on departments: opening them, and pausing, resuming and closing their declaring.
struct DepartmentOperations: Sendable {
    let people: People
    let figures: any Figures
    let press: LetterPress

    /// The state of a department, and how many of its communes have declared; `nil` before counts are loaded.
    struct Line: Sendable {
        let progress: DepartmentProgress
        let declared: Int?
    }

    /// The result of an opening, whose codes are shown only once.
    struct Opened: Sendable {
        let opening: Opening
        let letters: [Letter]
        let root: String
    }

    /// Returns the person who asks, if they are a national administrator.
    ///
    /// - Throws: `Problem`, 403 for who is no national administrator.
    static func opener(_ context: WebContext) throws(Problem) -> Person {
        let person = try context.signedIn()
        guard person.access.isNationalAdministrator else { throw .forbidden("you do not open departments") }
        return person
    }

    /// Returns the department that the path names.
    static func code(_ context: WebContext) throws(Problem) -> DepartmentCode {
        guard let code = try? DepartmentCode(context.parameters.get("code") ?? "") else { throw .notFound("no department has this code") }
        return code
    }

    // MARK: Looking

    func departments() async throws -> [Line] {
        try await self.people.progress.departments().map { self.line($0) }
    }

    /// Returns the state of a department.
    ///
    /// - Throws: `Problem`, 404 for a department that is not loaded.
    func department(_ code: DepartmentCode) async throws -> Line {
        guard let progress = try await self.people.progress.department(code) else {
            throw Problem.notFound("department \(code) is not open here")
        }
        return self.line(progress)
    }

    private func line(_ progress: DepartmentProgress) -> Line { Line(progress: progress, declared: self.declared(in: progress.code)) }

    private func declared(in department: DepartmentCode) -> Int? {
        guard self.figures.absence == nil else { return nil }
        return self.figures.read { counts, _ in counts.declaringCommunes(of: department) }
    }

    // MARK: Doing

    /// Creates what a department lacks, and the letters with the codes that were made.
    ///
    /// - Parameter root: Portal's own address, for the links.
    func open(_ order: OpeningOrder, root: String, by person: Person, from origin: RequestOrigin) async throws -> Opened {
        _ = try await self.department(order.department)
        let opening = try await self.people.openings.open(order, by: origin.author(person.account))
        let contacts = try await self.people.contacts.contacts(of: order.department)
        let today = self.people.clock.today(in: order.department.zone)
        let letters = opening.invitations.map { Letter($0, of: opening, contact: contacts[$0.commune], root: root, day: today) }
        return Opened(opening: opening, letters: letters, root: root)
    }

    func take(_ step: DepartmentLife.Step, in code: DepartmentCode, by person: Person, from origin: RequestOrigin) async throws {
        _ = try await self.department(code)
        try await self.people.lives.take(step, in: code, by: origin.author(person.account))
    }

    /// Returns the letters, the mailing list and the administrator's code as one archive.
    func archive(of opened: Opened) async throws -> [UInt8] {
        let code = opened.opening.department.text
        var entries: [ZipArchive.Entry] = []
        if !opened.letters.isEmpty {
            entries.append(.init(name: "lettres-\(code).pdf", bytes: try await self.press.pdf(opened.letters)))
            entries.append(.init(name: "courriels-\(code).csv", bytes: MailingList.csv(opened.letters)))
        }
        if let administrator = opened.opening.administrator {
            let lines = [
                "Administration des comptes, \(opened.opening.name) (\(code))", administrator.name, "Identifiant : \(administrator.login)",
                "Code, valable une fois pendant 30 jours : \(administrator.code.text)", "\(opened.root)/invitation#\(administrator.code.text)",
            ]
            entries.append(.init(name: "administration-\(code).txt", bytes: Array((lines.joined(separator: "\r\n") + "\r\n").utf8)))
        }
        return ZipArchive.file(entries)
    }
}
