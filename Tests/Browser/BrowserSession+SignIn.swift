public import TestBench

/// The people of a house for demonstration.
public enum DemoPerson: String, Sendable {
    case clerk = "VIGIE_DEMO_CLERK"
    case officer = "VIGIE_DEMO_OFFICER"
    case administrator = "VIGIE_DEMO_ADMINISTRATOR"
    case national = "VIGIE_DEMO_NATIONAL"
    case operations = "VIGIE_DEMO_OPERATIONS"
}

extension House {
    /// The login and the password of one of them, as `./vigie up` wrote them.
    ///
    /// - Throws: `NodeError` where it wrote none.
    public func credentials(of person: DemoPerson) throws -> (login: String, password: String) {
        let parts = try self.value(person.rawValue).split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw BrowserError(description: "\(person.rawValue) is not written name:password") }
        return (parts[0], parts[1])
    }
}

extension BrowserSession {
    /// Opens a page as one of them. They are signed in once for all tests: the code of a second factor serves once.
    public func open(_ page: String, of house: House, as person: DemoPerson) async throws {
        try await self.become(demo: String(person.rawValue.dropFirst("VIGIE_DEMO_".count)), at: house)
        try await self.open(house.url + page)
    }

    /// Signs in by the page, as an account without a second factor, and goes on to another. The page's parameters go along, what stands
    /// behind `#` does not.
    public func signIn(_ house: House, _ login: String, _ password: String, then page: String = "") async throws {
        try await self.signIn(at: house.url, login, password, then: page)
    }

    /// The same at another address of a house, such as a cable's.
    public func signIn(at address: String, _ login: String, _ password: String, then page: String = "") async throws {
        let next = page.isEmpty ? "" : "?suite=" + page.replacing("&", with: "%26").replacing("?", with: "%3F").replacing("=", with: "%3D")
        try await self.open("\(address)/connexion\(next)")
        try await self.wait("the form", until: "document.getElementById('identifiant')")
        let _: Bool = try await self.evaluate(
            """
            const [login, password] = given;
            document.getElementById('identifiant').value = login;
            document.getElementById('mot-de-passe').value = password;
            done(true);
            document.querySelector('form.vigie-form').requestSubmit();
            """, login, password)
        try await self.arrive("the page after signing in", seconds: 30, until: "location.pathname !== '/connexion' && document.readyState === 'complete'")
    }
}
