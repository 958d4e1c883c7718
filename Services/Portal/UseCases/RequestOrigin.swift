import Accounts
import HTTPTypes
import Hummingbird
import Runtime
import Web

/// From where somebody sends a request: what throttles and the audit look at.
struct RequestOrigin: Sendable {
    /// As the edge tells it; nothing where there is none before us.
    let address: String?
    let network: AddressNetwork
    /// What says that people have signed in from this browser before.
    let marks: DeviceMarks
    /// What the browser says it is.
    let device: String
    /// The session that it shows, whatever that is worth.
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

    /// Who does something from here, for the audit.
    func author(_ actor: AuditActor) -> Author { Author(actor, address: self.address, correlation: self.correlation) }
    func author(_ account: AccountID) -> Author { self.author(.account(account)) }
}

/// The cookie of device marks: `__Host-vigie-appareil`, or `vigie-appareil` on loopback.
struct DeviceCookie: Hashable, Sendable {
    private let cookie: HostCookie

    // No other site's link needs it.
    init(beside session: SessionCookie) { self.cookie = session.beside("appareil", sameSite: .strict) }

    /// Of several the first: its marks are signed, each for its account.
    func value(in request: Request) -> String? { self.cookie.values(in: request).first.map { String($0) } }

    /// The header `Set-Cookie`.
    func setting(_ marks: DeviceMarks) -> String { self.cookie.setting(marks.cookie, for: DeviceMark.lifetime) }
}
