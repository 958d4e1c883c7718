import Accounts
import Hummingbird
import Mortality
import Runtime
import Web

/// `/mairie/rappels`: the mails that remind a commune that has declared nothing.
struct ReminderPages: Sendable {
    static let path = "/mairie/rappels"

    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/mairie/rappels") { request, context in
            let (houseMail, person, communes) = try self.open(context)
            let commune = try Self.commune(request.uri.queryParameters["commune"].map { String($0) }, of: communes)
            return self.answers.page(try await self.page(houseMail, person, commune, communes, context), to: request, context)
        }
        router.post("/mairie/rappels") { request, context in try await self.change(request, context) }
    }

    /// Returns the mails, the person who asks and the communes that they are a clerk of.
    ///
    /// - Throws: `Problem`: 403 for who declares for no commune or is a clerk of none, 404 where no mail is sent.
    private func open(_ context: WebContext) throws(Problem) -> (HouseMail, Person, [CommuneCode]) {
        let person = try context.signedIn()
        let communes = person.access.communes
        guard !communes.isEmpty || !person.access.departmentsServed.isEmpty else { throw .forbidden("you declare for no commune") }
        guard let houseMail = self.people.houseMail else { throw .notFound("no mail is sent here") }
        guard !communes.isEmpty else { throw .forbidden("you are not a clerk of a commune") }
        return (houseMail, person, communes)
    }

    /// Returns the commune that is asked for, or the first one.
    private static func commune(_ text: String?, of communes: [CommuneCode]) throws(Problem) -> CommuneCode {
        guard let text, !text.isEmpty else {
            guard let first = communes.first else { throw .forbidden("you are not a clerk of a commune") }
            return first
        }
        guard let code = try? CommuneCode(text) else { throw .notFound("no commune has the code \(text.prefix(10))") }
        guard communes.contains(code) else { throw .forbidden("you are not a clerk of commune \(code)") }
        return code
    }

    private func change(_ request: Request, _ context: WebContext) async throws -> Response {
        let (houseMail, person, communes) = try self.open(context)
        let fields = try await FormFields(request)
        let commune = try Self.commune(fields.text("commune"), of: communes)
        let author = self.people.origin(of: request).author(person.account)
        switch fields.text("action") {
        case "regler":
            guard let hour = fields.text("heure").flatMap({ Int($0) }), ReminderPage.hours.contains(hour) else {
                throw Problem.notAdmitted(field: "heure", reason: "required")
            }
            guard let weekdays = OpenWeekdays((1...7).filter { fields.text("jour-\($0)") != nil }) else {
                let page = try await self.page(houseMail, person, commune, communes, context, error: "Cochez au moins un jour.", hour: hour)
                return self.answers.page(page, to: request, context, status: .unprocessableContent)
            }
            guard try await self.address(of: person) != nil else { throw Problem.conflict("the account has no e-mail address") }
            try await houseMail.reminders.set(commune, at: hour, on: weekdays, of: person.account, by: author)
            let message = PageMessage(.success, "C’est enregistré.")
            return self.answers.page(try await self.page(houseMail, person, commune, communes, context, message: message), to: request, context)
        case "arreter":
            try await houseMail.reminders.stop(commune, by: author)
            let message = PageMessage(.success, "Il n’y aura plus de rappel.")
            return self.answers.page(try await self.page(houseMail, person, commune, communes, context, message: message), to: request, context)
        default: throw Problem.notAdmitted(field: "action", reason: "required")
        }
    }

    private func address(of person: Person) async throws -> String? {
        try await self.people.accounts.account(person.account).flatMap { HouseMail.address(of: $0) }
    }

    private func page(
        _ houseMail: HouseMail, _ person: Person, _ commune: CommuneCode, _ communes: [CommuneCode], _ context: WebContext, message: PageMessage? = nil,
        error: String? = nil, hour: Int? = nil
    ) async throws -> ReminderPage {
        let reminder = try await houseMail.reminders.reminder(of: commune)
        func name(_ code: CommuneCode) -> String { context.reference?.commune(code)?.name ?? code.text }
        return ReminderPage(
            commune: commune.text, name: name(commune), address: try await self.address(of: person),
            setting: reminder.map { ReminderPage.Setting(hour: $0.hour, weekdays: $0.weekdays.numbers, isOwn: $0.account == person.account) },
            others: communes.filter { $0 != commune }.prefix(50).map { PageLink(name: name($0), address: "\(Self.path)?commune=\($0)") },
            token: self.people.formToken(of: person).text, message: message, error: error, typedHour: hour)
    }
}

/// `/mairie/rappels/fin`: ends a commune's reminders for whoever shows the link of a mail. A mere look changes nothing; the button does, and
/// so does the mail program that sends the link by itself (RFC 8058).
struct ReminderEndPages: Sendable {
    static let path = "/mairie/rappels/fin"

    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/mairie/rappels/fin") { request, context in
            let (houseMail, commune, account) = try self.shown(request)
            return self.answers.page(
                ReminderEndPage(name: context.reference?.commune(commune)?.name ?? commune.text, address: houseMail.endOfReminders(commune, of: account)),
                to: request,
                context)
        }
        router.post("/mairie/rappels/fin") { request, context in
            let (houseMail, commune, account) = try self.shown(request)
            try await houseMail.reminders.stop(commune, of: account, by: self.people.origin(of: request).author(account))
            return self.answers.page(
                ReminderEndPage(name: context.reference?.commune(commune)?.name ?? commune.text, address: nil), to: request, context)
        }
    }

    /// Reads the link, which must be one that Portal has written.
    ///
    /// - Throws: `Problem`, 404, for a link that we have not written.
    private func shown(_ request: Request) throws(Problem) -> (HouseMail, CommuneCode, AccountID) {
        let query = request.uri.queryParameters
        guard let houseMail = self.people.houseMail, let commune = query["commune"].flatMap({ try? CommuneCode(String($0)) }),
            let account = query["compte"].flatMap({ try? AccountID(String($0)) }), let key = query["cle"],
            ReminderToken(for: commune, of: account, under: self.people.secret).isShown(by: String(key))
        else { throw .notFound("this link leads nowhere: it is not whole, or not ours") }
        return (houseMail, commune, account)
    }
}
