/// A way to show who one is that a provider may name in `amr`, as far as it can be a second factor: RFC 8176, section 2.
public enum AuthenticationMethod: String, CaseIterable, Hashable, Sendable {
    case several = "mfa"
    case oneTimePassword = "otp"
    case hardwareKey = "hwk"
    case softwareKey = "swk"
    case smartCard = "sc"

    /// Tells whether it is a second factor among the methods that were named: `mfa` says so by itself, any other only beside a first one.
    func isSecond(among told: Set<String>) -> Bool { told.contains(self.rawValue) && (self == .several || told.count > 1) }
}
