import Contracts
import Mortality
import Runtime
import Web

/// A commune with its deaths and its expected deaths of the seven days.
struct DriverAnswer: Encodable, Sendable {
    let commune: String
    let name: String
    let observed: Int
    let expected: Double
    /// The probability that the commune's risk is more than a quarter above what it expects, 0 to 1.
    let exceedance: Double

    init(_ message: Vigie_V1_Driver, _ reference: ReferenceSnapshot) throws {
        let code = try CommuneCode(message.commune)
        self.commune = code.text
        self.name = reference.commune(code)?.name ?? code.text
        self.observed = Int(message.observed)
        self.expected = Figure.rounded(message.expected)
        self.exceedance = Figure.rounded(message.exceedance)
    }
}
