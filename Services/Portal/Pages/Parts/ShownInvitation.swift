/// An invitation code, shown once to whoever made it, who reads it out on the telephone or sends it as a link.
struct ShownInvitation: Sendable {
    let name: String
    let login: String
    /// The code in its three groups, such as `K7MQ-4RTX-9DHP`.
    let code: String
    /// The code character by character, such as « K, 7, M, Q – 4, R, T, X – 9, D, H, P ».
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
