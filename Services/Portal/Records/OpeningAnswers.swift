import Accounts
import Letters
import Mortality
import Runtime

/// The state of every department, for the national administrator, who opens them.
struct OpeningsAnswer: Encodable, Sendable {
    let departments: [DepartmentLine]

    struct DepartmentLine: Encodable, Sendable {
        let code: String
        let name: String
        /// The department's state: `loaded`, `open`, `paused` or `closed`.
        let state: String
        @Nullable var since: String?
        @Nullable var word: String?
        @Nullable var callCentre: String?
        let communes: Int
        let accounts: Int
        let redeemed: Int
        let signedIn: Int
        @Nullable var declared: Int?

        init(_ line: DepartmentOperations.Line) {
            self.code = line.progress.code.text
            self.name = line.progress.name
            self.state = line.progress.life?.state.rawValue ?? "loaded"
            self.since = line.progress.life?.since.text
            self.word = line.progress.life?.word
            self.callCentre = line.progress.life?.callCentre
            self.communes = line.progress.communes
            self.accounts = line.progress.accounts
            self.redeemed = line.progress.redeemed
            self.signedIn = line.progress.signedIn
            self.declared = line.declared
        }
    }
}

/// The result of an opening, with the codes that it made, which are told only here.
struct OpeningAnswer: Encodable, Sendable {
    struct Invitation: Encodable, Sendable {
        let commune: String
        let name: String
        let login: String
        let code: String
        let link: String
        @Nullable var mail: String?
    }

    struct Administrator: Encodable, Sendable {
        let name: String
        let login: String
        let code: String
        let link: String
    }

    let department: String
    let state: String
    let communes: Int
    let made: Int
    let kept: Int
    let used: Int
    let disabled: Int
    let invitations: [Invitation]
    @Nullable var administrator: Administrator?

    init(_ opened: DepartmentOperations.Opened) {
        let opening = opened.opening
        self.department = opening.department.text
        self.state = opening.life.state.rawValue
        self.communes = opening.communes
        self.made = opening.made
        self.kept = opening.kept
        self.used = opening.used
        self.disabled = opening.disabled
        self.invitations = opened.letters.map {
            Invitation(commune: $0.commune.text, name: $0.name, login: $0.login, code: $0.code, link: $0.link, mail: $0.mail)
        }
        self.administrator = opening.administrator.map {
            Administrator(name: $0.name, login: $0.login.text, code: $0.code.text, link: "\(opened.root)/invitation#\($0.code.text)")
        }
    }
}
