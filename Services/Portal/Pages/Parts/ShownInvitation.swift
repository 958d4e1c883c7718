/// A code of invitation, shown once to who made it: to be read out on the telephone, or sent as a link.
struct ShownInvitation: Sendable {
    let name: String
    let login: String
    /// In its three groups: `K7MQ-4RTX-9DHP`.
    let code: String
    /// The same, character by character: « K, 7, M, Q – 4, R, T, X – 9, D, H, P ».
    let spelled: String
    let link: String
    let until: String

    init(name: String, login: String, code: String, link: String, until: String) {
        self.name = name
        self.login = login
        self.code = code
        self.spelled = code.split(separator: "-").map { $0.map(String.init).joined(separator: ", ") }.joined(separator: " – ")
        self.link = link
        self.until = until
    }
}
