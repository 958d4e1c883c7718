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
    let name: String
    private let isSecure: Bool

    init(beside session: SessionCookie) {
        self.isSecure = session == .secure
        self.name = self.isSecure ? "__Host-vigie-appareil" : "vigie-appareil"
    }

    func value(in request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix("\(self.name)=") { return String(pair.dropFirst(self.name.count + 1)) }
            }
        }
        return nil
    }

    /// The header `Set-Cookie`. No other site's link needs it.
    func setting(_ marks: DeviceMarks) -> String {
        "\(self.name)=\(marks.cookie); Path=/; Max-Age=\(DeviceMark.lifetime.components.seconds); HttpOnly; SameSite=Strict\(self.isSecure ? "; Secure" : "")"
    }
}
