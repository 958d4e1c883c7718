import Accounts
import Mortality
import Runtime
import Web

/// The operations on other people's accounts, each under the rule of `Access` that allows it. A changed account is forgotten by this instance
/// at once, and by others within half a minute.
struct AccountKeeping: Sendable {
    let people: People

    // MARK: Looking

    /// Returns whether somebody may see a list of accounts at all.
    static func mayList(_ access: Access) -> Bool { !access.codesRenewed.isEmpty }

    /// Returns whether somebody may see an account. A disabled account keeps its roles, and they decide here too.
    static func maySee(_ account: Account, _ access: Access) -> Bool {
        let held = Access(account.grants)
        return access.maySee(accountWith: held) || access.mayRenewCode(ofAccountWith: held)
    }

    /// Returns the accounts that somebody may see, ordered by login, and the login after which the next page begins, which is `nil` at the end.
    func list(
        _ filter: AccountFilter, after: Login?, limit: Int, for person: Person
    ) async throws -> (accounts: [Account], next: Login?) {
        var filter = filter
        if case .departments(let departments) = person.access.codesRenewed {
            filter.departments = filter.departments.map { $0.intersection(departments) } ?? departments
        }
        let found = try await self.people.accounts.list(filter, after: after, limit: limit)
        return (found.filter { Self.maySee($0, person.access) }, found.count == limit ? found.last?.login : nil)
    }

    /// Returns an account that somebody may see.
    ///
    /// - Throws: `Problem`, 404: an account that somebody may not see is none for them.
    func account(_ id: AccountID, for person: Person) async throws -> Account {
        guard let account = try await self.people.accounts.account(id), Self.maySee(account, person.access) else {
            throw Problem.notFound("there is no such account within your reach")
        }
        return account
    }

    // MARK: Inviting

    /// Creates an account and returns it with its code.
    ///
    /// - Parameter login: Made of the name where nobody chose one.
    func invite(
        name: String, login: String?, email: String?, telephone: String?, grants: Set<Grant>, by person: Person, from origin: RequestOrigin
    ) async throws -> (account: Account, code: InvitationCode) {
        guard !grants.isEmpty else { throw Problem.notAdmitted(field: "grants", reason: "required") }
        guard person.access.mayChange(.none, to: Access(grants)) else { throw Problem.forbidden("you may not give this role there") }
        let author = origin.author(person.account)
        return try await self.made(name: name, login: login, email: email, telephone: telephone) { draft in
            try await self.people.invitations.invite(draft, grants: grants, by: author)
        }
    }

    /// Creates an account for a colleague of a clerk, in one of the clerk's communes.
    func inviteColleague(
        name: String, login: String?, email: String?, telephone: String?, in commune: CommuneCode, by person: Person, from origin: RequestOrigin
    ) async throws -> (account: Account, code: InvitationCode) {
        guard person.access.communes.contains(commune) else { throw Problem.forbidden("you are not a clerk of commune \(commune)") }
        let author = origin.author(person.account)
        return try await self.made(name: name, login: login, email: email, telephone: telephone) { draft in
            try await self.people.invitations.inviteColleague(draft, in: commune, by: person.account, author: author)
        }
    }

    private func made(
        name: String, login: String?, email: String?, telephone: String?, _ invite: (AccountDraft) async throws -> Invited
    ) async throws -> (account: Account, code: InvitationCode) {
        let logins: [Login]
        if let login { logins = [try Login(login)] } else { logins = LoginMaker.candidates(for: name) }
        for candidate in logins {
            let draft = try AccountDraft(login: candidate, name: name, email: email, telephone: telephone)
            do {
                let invited = try await invite(draft)
                guard let account = try await self.people.accounts.account(invited.account) else { break }
                return (account, invited.code)
            } catch let error as AccountError where error.code == .loginTaken {
                if login != nil { throw error }
            }
        }
        throw AccountError(.loginTaken, "no login could be made of this name: choose one")
    }

    /// Makes a new code. From a person who may manage the account it replaces the password; from the call centre the password stays until the
    /// code is redeemed.
    ///
    /// - Parameter withSecondFactor: For who lost the telephone, and the recovery codes with it.
    func inviteAnew(
        _ id: AccountID, withSecondFactor: Bool, by person: Person, from origin: RequestOrigin
    ) async throws -> (account: Account, code: InvitationCode) {
        let account = try await self.account(id, for: person)
        let (held, author) = (Access(account.grants), origin.author(person.account))
        let invited: Invited
        // Of the very account that was asked about: one that has been given more meanwhile is not taken over by who may do less.
        if person.access.mayManage(accountWith: held) {
            invited = try await self.people.invitations.reset(id, withSecondFactor: withSecondFactor, ifVersion: account.version, by: author)
        } else if person.access.mayRenewCode(ofAccountWith: held), !withSecondFactor {
            invited = try await self.people.invitations.renew(id, ifVersion: account.version, by: author)
        } else {
            throw Problem.forbidden("you may not invite this account anew")
        }
        self.people.directory.forget(id)
        return (account, invited.code)
    }

    // MARK: Changing

    /// Gives roles to an account and takes others away.
    func change(_ id: AccountID, adding: Set<Grant>, removing: Set<Grant>, by person: Person, from origin: RequestOrigin) async throws {
        _ = try await self.account(id, for: person)
        // What comes or goes is judged by itself: what the account holds besides may change meanwhile, and does not matter.
        guard adding.union(removing).allSatisfy(person.access.mayGrant) else { throw Problem.forbidden("you may not give or take this role there") }
        try await self.people.accounts.changeGrants(of: id, adding: adding, removing: removing, by: origin.author(person.account))
        self.people.directory.forget(id)
    }

    /// Moves a clerk to another commune.
    func move(_ id: AccountID, from old: CommuneCode, to new: CommuneCode, by person: Person, from origin: RequestOrigin) async throws {
        _ = try await self.account(id, for: person)
        let grants = [try Grant(.clerk, .commune(old)), try Grant(.clerk, .commune(new))]
        guard grants.allSatisfy(person.access.mayGrant) else { throw Problem.forbidden("you may not give or take this role there") }
        try await self.people.accounts.move(id, from: old, to: new, by: origin.author(person.account))
        self.people.directory.forget(id)
    }

    /// Changes the name, the mail address and the telephone number of an account.
    func correct(_ id: AccountID, _ draft: AccountDraft, by person: Person, from origin: RequestOrigin) async throws {
        try await self.mayManage(id, person)
        try await self.people.accounts.correct(id, draft, by: origin.author(person.account))
        self.people.directory.forget(id)
    }

    func disable(_ id: AccountID, by person: Person, from origin: RequestOrigin) async throws {
        let version = try await self.mayManage(id, person)
        guard id != person.account else { throw Problem.conflict("nobody closes their own account; somebody else has to") }
        try await self.people.accounts.disable(id, ifVersion: version, by: origin.author(person.account))
        self.people.directory.forget(id)
    }

    func enable(_ id: AccountID, by person: Person, from origin: RequestOrigin) async throws {
        let version = try await self.mayManage(id, person)
        try await self.people.accounts.enable(id, ifVersion: version, by: origin.author(person.account))
    }

    /// Erases the data of a person who asked for it, or who left.
    func erase(_ id: AccountID, by person: Person, from origin: RequestOrigin) async throws {
        try await self.mayManage(id, person)
        guard id != person.account else { throw Problem.conflict("one's own account is erased at /v1/account/erasure") }
        try await self.people.accounts.erase(id, by: origin.author(person.account))
        self.people.directory.forget(id)
    }

    /// Returns the version of an account that the person may manage.
    ///
    /// - Throws: `Problem`: 404 for who may not see it, 403 for who may only see it.
    @discardableResult
    private func mayManage(_ id: AccountID, _ person: Person) async throws -> Int64 {
        let account = try await self.account(id, for: person)
        guard person.access.mayManage(accountWith: Access(account.grants)) else { throw Problem.forbidden("you may not manage this account") }
        return account.version
    }
}
