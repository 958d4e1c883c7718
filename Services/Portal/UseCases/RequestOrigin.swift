import Accounts
import HTTPTypes
import Hummingbird
import Runtime
import Web

/// The origin of a request, which throttles and the audit look at.
struct RequestOrigin: Sendable {
    /// The client's address as the edge tells it; `nil` where there is no edge.
    let address: String?
    let network: AddressNetwork
    /// The marks of people who have signed in from this browser before.
    let marks: DeviceMarks
    /// The browser's description of itself (`User-Agent`).
    let device: String
    /// The session token in the request, which is not checked yet.
    let session: SessionToken?
    let correlation: String?

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    init(_ request: Request, cookie: SessionCookie) {
        // Who came before the edge may have made up the others.
        let last = Self.forwardedFor.flatMap { request.headers[$0] }?.split(separator: ",").last.map { $0.filter { $0 != " " } }
        self.address = last.map { String($0.prefix(64)) }
        self.network = AddressNetwork(self.address ?? "")
        self.marks = DeviceMarks(cookie: DeviceCookie(beside: cookie).value(in: request))
        self.device = String((request.headers[.userAgent] ?? "").prefix(200))
        self.session = cookie.token(in: request)
        self.correlation = Correlation.current?.text
    }

    /// Returns the author of an action from this origin, for the audit.
    func author(_ actor: AuditActor) -> Author { Author(actor, address: self.address, correlation: self.correlation) }
    func author(_ account: AccountID) -> Author { self.author(.account(account)) }
}

/// The cookie of device marks: `__Host-vigie-appareil`, or `vigie-appareil` on loopback.
struct DeviceCookie: Hashable, Sendable {
    private let cookie: HostCookie

    // No other site's link needs it.
    init(beside session: SessionCookie) { self.cookie = session.beside("appareil", sameSite: .strict) }

    /// Returns the cookie's marks, the first ones where the request has several: each mark is signed for its account.
    func value(in request: Request) -> String? { self.cookie.values(in: request).first.map { String($0) } }

    /// Returns the header `Set-Cookie` that sets the marks.
    func setting(_ marks: DeviceMarks) -> String { self.cookie.setting(marks.cookie, for: DeviceMark.lifetime) }
}
