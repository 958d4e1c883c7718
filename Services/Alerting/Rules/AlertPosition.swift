import Contracts
import Formats
import Mortality

/// Where an alert stands in the list of alerts: the open ones come first, and of the open and of the closed ones the newest.
struct AlertPosition: Hashable, Sendable {
    let isOpen: Bool
    let raisedAt: Instant
    /// The alert's identity, which orders alerts that were raised at one instant.
    let id: AlertID

    init(of alert: DepartmentAlert) {
        self.isOpen = alert.closedAt == nil
        self.raisedAt = alert.raisedAt
        self.id = alert.id
    }

    /// Reads the token of a page; an empty one stands for the first page, which begins at no position.
    ///
    /// - Throws: `Rejection` for bytes that ``token`` does not produce.
    static func page(_ token: [UInt8]) throws(Rejection) -> AlertPosition? {
        guard !token.isEmpty else { return nil }
        let parts = token.count <= 64 ? String(decoding: token, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false) : []
        guard parts.count == 3, ["open", "closed"].contains(parts[0]), let raisedAt = Int64(parts[1]), let bytes = Hex.bytes(parts[2]),
            let id = try? AlertID(bytes: bytes)
        else {
            throw Rejection(field: "page_token", reason: "it is not a token that a page of alerts came with")
        }
        return AlertPosition(isOpen: parts[0] == "open", raisedAt: Instant(microseconds: raisedAt), id: id)
    }

    private init(isOpen: Bool, raisedAt: Instant, id: AlertID) {
        self.isOpen = isOpen
        self.raisedAt = raisedAt
        self.id = id
    }

    /// The opaque token by which a caller asks for the alerts after this one.
    var token: [UInt8] { Array("\(self.isOpen ? "open" : "closed") \(self.raisedAt.microseconds) \(Hex.text(self.id.bytes))".utf8) }
}
