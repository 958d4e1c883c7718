/// What came of a telephone call to a mairie. There is no free text: what is written of people who telephone stays what can be counted.
///
/// The raw values are what the database and the API use; none is ever given to another outcome.
public enum CallOutcome: String, CaseIterable, Codable, Hashable, Sendable {
    /// Somebody at the mairie spoke with the caller.
    case reached
    /// The caller told them a new code of invitation.
    case codeGiven = "code-given"
    /// The mairie told its deaths on the telephone, and the caller declared them on its behalf.
    case declared
    case callBack = "call-back"
    case messageLeft = "message-left"
    case absent
    case busy
    case wrongNumber = "wrong-number"
    case refused
}
