import Accounts
import Crypto
import Formats
import French
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// Answers with pages, each within the frame of the person who asks, and prolongs the session's cookie.
struct PageAnswers: FailureWriter {
    let writer: PageWriter
    let people: People

    /// Answers with a page that must not be stored.
    ///
    /// - Parameter person: Who is signed in from now on, where the request's session was replaced.
    func page(
        _ page: some Page, to request: Request, _ context: WebContext, status: HTTPResponse.Status = .ok, policy: PagePolicy = .page,
        as person: Person? = nil
    ) -> Response {
        let isReplaced = person != nil
        return self.response(
            self.html(page, request, person ?? context.person), to: request, isReplaced ? nil : context.person, status: status, policy: policy)
    }

    /// Answers with a page after somebody signed out.
    func signedOutPage(_ page: some Page, to request: Request) -> Response {
        self.response(self.html(page, request, nil), to: request, nil, status: .ok, policy: .page)
    }

    /// Answers with a page that shows figures and contains none: the browser may store it, and asks each time whether it has changed.
    func keptPage(_ page: some Page, to request: Request, _ context: WebContext, policy: PagePolicy) -> Response {
        let html = self.html(page, request, context.person)
        var response = self.response(html, to: request, context.person, status: .ok, policy: policy)
        response.headers[.cacheControl] = Keeping.figures
        response.headers[.vary] = Keeping.whoAsks
        response.headers[.eTag] = "\"\(Hex.text(SHA256.hash(data: Array(html.utf8)).prefix(12)))\""
        return response
    }

    /// Answers with a page that tells of a failure.
    func failure(_ problem: Problem, to request: Request, _ context: WebContext, isTold: Bool) -> Response {
        let french = problem.told(in: .french)
        // What has no French is not told: no page of ours is in English.
        let detail = isTold || french.detail != problem.detail ? french.detail : nil
        let page = FailurePage(
            status: problem.status.code, detail: detail.map { FrenchText.sentence($0) }, reference: Correlation.current?.text,
            next: request.method == .get ? LocalPath("\(request.uri)")?.text : nil)
        var response = self.page(page, to: request, context, status: problem.status)
        if let retryAfter = problem.retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
        if !problem.allow.isEmpty { response.headers[.allow] = problem.allow.map(\.rawValue).joined(separator: ", ") }
        if problem.closes { response.headers[.connection] = "close" }
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// Redirects a browser to an address, which it gets (303), whatever method it used.
    static func leading(to address: String) -> Response { Response(status: .seeOther, headers: [.location: address, .cacheControl: Keeping.never]) }

    /// Adds the cookies of a session that was just opened.
    func give(_ session: OpenedSession, in response: inout Response) {
        response.headers.append(HTTPField(name: .setCookie, value: self.people.cookie.setting(session.token, for: session.idle)))
        response.headers.append(HTTPField(name: .setCookie, value: DeviceCookie(beside: self.people.cookie).setting(session.marks)))
    }

    /// Removes the session's cookie and the browser's cache, but never the declarations that a device has not sent yet.
    func takeAway(in response: inout Response) {
        response.headers.append(HTTPField(name: .setCookie, value: self.people.cookie.clearing))
        if let name = HTTPField.Name("Clear-Site-Data") { response.headers[name] = "\"cache\"" }
    }

    /// Returns a page for nobody in particular, without the day's banner, which a device may store.
    func html(_ page: some Page, at path: String) -> String { self.writer.html(page, in: PageFrame(path: path)) }

    // MARK: The frame

    private func html(_ page: some Page, _ request: Request, _ person: Person?) -> String {
        self.writer.html(page, in: self.frame(path: request.uri.path, person))
    }

    func frame(path: String, _ person: Person?) -> PageFrame {
        PageFrame(
            path: path, person: person?.name, formToken: person.map { self.people.formToken(of: $0).text }, session: person.map(Self.digest),
            rights: person.map { NavigationRights($0.access) } ?? [], banner: self.people.banner.current?.text)
    }

    /// Returns a text that tells one session of a browser from another and opens none.
    private static func digest(_ person: Person) -> String {
        Hex.text(SHA256.hash(data: Array("vigie page".utf8) + person.session.bytes).prefix(8))
    }

    private func response(
        _ html: String, to request: Request, _ person: Person?, status: HTTPResponse.Status, policy: PagePolicy
    ) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: Keeping.never]
        headers[.contentSecurityPolicy] = policy.text
        // A session that is used lasts as long again, in the browser as in the database.
        if let person, !person.lacksSecondFactor, let token = self.people.cookie.token(in: request) {
            headers.append(HTTPField(name: .setCookie, value: self.people.cookie.setting(token, for: person.access.idleLimit)))
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}

extension NavigationRights {
    init(_ access: Access) {
        self = []
        if !access.figures.isEmpty { self.insert(.figures) }
        if !access.communes.isEmpty { self.insert(.declaring) }
        if access.communes.isEmpty, !access.departmentsServed.isEmpty { self.insert(.declaringForOthers) }
        if !access.calls.isEmpty { self.insert(.calling) }
        if access.seesAudit { self.insert(.audit) }
        if AccountKeeping.mayList(access) { self.insert(.accounts) }
        if access.seesOperations { self.insert(.operations) }
        if access.isNationalAdministrator { self.insert(.openings) }
    }
}
