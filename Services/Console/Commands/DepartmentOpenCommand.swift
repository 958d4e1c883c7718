import Accounts
import ArgumentParser
import Letters
import Mortality
import Persistence
import Reference
import Runtime

/// Opens a department: reference data, contacts, an account and a code a commune, letters and a mailing list.
struct DepartmentOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Opens a department: communes, past deaths, accounts, codes, letters.",
        discussion: """
            Run again it makes what is missing, and doubles nothing. Codes that were not used stay valid. They are kept as HMACs alone, \
            so that a letter can only be printed with a code just made: --renew makes one commune's anew, --renew-codes all that were not \
            used; the old ones open nothing from then on. Who has set a password is left alone.

            Contacts are a table code;telephone;courriel (adresse, too, its lines parted by |), or the administration's directory in JSON \
            (Annuaire de l'administration). The secret of codes is the one that VIGIE_PORTAL_SECRET_FILE names.
            """)

    @OptionGroup var department: DepartmentArgument
    @Option(help: "The folder of official files, as for vigiectl import department; left out where the department is loaded.") var data: String?
    @Option(help: "A file that tells how town halls are reached.") var contacts: String?
    @Option(help: "Where the letters go (default: lettres-CODE.pdf).") var letters: String?
    @Option(help: "Where the list for mailing goes (default: courriels-CODE.csv).") var mailing: String?
    @Option(help: "Portal's address, such as https://vigie.example.fr, for letters and links (default: VIGIE_URL).") var url: String?
    @Option(help: "The call centre's number, for the letters.") var callCentre: String?
    @Option(help: "The e-mail address of the prefecture's first administrator.") var administrator: String?
    @Option(help: "That person's name.") var administratorName: String?
    @Option(help: "A commune whose unused code is made anew; several times for several.") var renew: [String] = []
    @Flag(help: "Makes all codes anew that were not used.") var renewCodes = false
    @OptionGroup var database: DatabaseArguments

    func validate() throws {
        guard (self.administrator == nil) == (self.administratorName == nil) else {
            throw ConsoleError("--administrator and --administrator-name go together")
        }
        if try self.department.code.isExercise, self.data != nil { throw ConsoleError("00 is built in: vigiectl import exercise, then open it without --data") }
        _ = try self.order
        _ = try self.url.map { try InvitationArguments.link($0, "") }
    }

    private var order: OpeningOrder {
        get throws {
            let code = try self.department.code
            var communes: Set<CommuneCode> = []
            for text in self.renew {
                guard let commune = try? CommuneCode(text), commune.department == code else {
                    throw ConsoleError("--renew: \"\(text)\" is no commune's code of \(code)")
                }
                communes.insert(commune)
            }
            let renewal: OpeningOrder.Renewal = self.renewCodes ? .unused : communes.isEmpty ? .missing : .communes(communes)
            var draft: AccountDraft?
            if let administrator, let administratorName {
                draft = try AccountDraft(login: try Login(administrator), name: administratorName, email: administrator)
            }
            return try OpeningOrder(department: code, renewal: renewal, administrator: draft, callCentre: self.callCentre)
        }
    }

    func run() async throws {
        let (order, secret) = (try self.order, try ConsoleEnvironment().portalSecret)
        let url = try ConsoleEnvironment().required(self.url, option: "url", key: "VIGIE_URL")
        let root = String(try InvitationArguments.link(url, "").dropLast("/invitation#".count))
        let files = try OpeningFiles(letters: self.letters, mailing: self.mailing, of: order.department)
        let folder = try self.data.map { try OfficialFolder(path: $0) }
        let (opening, letters) = try await self.database.withPool { pool in
            try await self.open(order, secret: secret, folder: folder, root: root, files: files, pool)
        }
        for line in OpeningReport(opening: opening, letters: letters.count, files: files, root: root).lines { print(line) }
    }

    private func open(
        _ order: OpeningOrder, secret: PortalSecret, folder: OfficialFolder?, root: String, files: OpeningFiles, _ pool: DatabasePool
    ) async throws -> (Opening, [Letter]) {
        var steps = OpeningSteps((folder == nil ? 2 : 3) + (self.contacts == nil ? 0 : 1))
        if let folder {
            let imports = ReferenceImport(pool: pool)
            _ = try await steps.take(
                "communes, shapes, populations, past deaths",
                {
                    try await imports.run(folder, departments: [order.department]) { ConsoleLog.say($0) }
                }, outcome: \.sentence)
        }
        if let contacts = self.contacts {
            let imports = ContactImport(pool: pool)
            _ = try await steps.take(
                "contacts", { try await imports.run(path: contacts, department: order.department) { ConsoleLog.say($0) } }, outcome: { $0 })
        }
        let opening = try await steps.take(
            "accounts and codes",
            {
                try await OpeningStore(pool: pool, secret: secret).open(order, by: ConsoleAuthor.current())
            }, outcome: { "\($0.made) accounts made, \($0.invitations.count) codes" })
        let known = try await ContactStore(pool: pool).contacts(of: order.department)
        let today = ZoneClock().today(in: order.department.zone)
        let letters = opening.invitations.map { Letter($0, of: opening, contact: known[$0.commune], root: root, day: today) }
        _ = try await steps.take("letters and mailing list", { try files.write(letters) }, outcome: { _ in "\(letters.count) letters" })
        return (opening, letters)
    }
}
