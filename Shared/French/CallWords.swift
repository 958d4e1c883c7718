public import Mortality

extension CallOutcome {
    /// The outcome in French, as whoever telephoned chooses it and reads it again later.
    public var french: String {
        switch self {
        case .reached: "Jointe"
        case .codeGiven: "Code donné"
        case .declared: "Déclaration faite"
        case .callBack: "À rappeler"
        case .messageLeft: "Message laissé"
        case .absent: "Absente"
        case .busy: "Occupé"
        case .wrongNumber: "Numéro faux"
        case .refused: "Refus"
        }
    }
}
