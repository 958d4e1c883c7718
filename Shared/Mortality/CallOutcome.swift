/// What came of a telephone call to a mairie. There is no free text: what is written of people who telephone stays what can be counted.
///
/// The raw values are what the database and the API use; none is ever given to another outcome.
public enum CallOutcome: String, CaseIterable, Codable, Hashable, Sendable {
    /// Somebody of the mairie was spoken to.
    case reached
    /// A code was told.
    case codeGiven = "code-given"
    /// The deaths were told on the telephone, and declared on behalf.
    case declared
    case callBack = "call-back"
    case messageLeft = "message-left"
    case absent
    case busy
    case wrongNumber = "wrong-number"
    case refused
}
