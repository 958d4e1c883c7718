public import Mortality

extension Cause {
    /// The word that tables are told to use for the cause.
    public var french: String {
        switch self {
        case .covidConfirmed: "covid confirmé"
        case .covidSuspected: "covid suspecté"
        case .other: "autre"
        case .unknown: "inconnue"
        }
    }

    /// The cause where it stands alone, as in a table's first column.
    public var label: String {
        switch self {
        case .covidConfirmed: "Covid confirmé"
        case .covidSuspected: "Covid suspecté"
        case .other: "Autre cause"
        case .unknown: "Cause inconnue"
        }
    }

    /// Reads a word: the cause's name of the API, or a word of the trade. It is `nil` for a word that means none, or more than one: « covid » alone
    /// does not say whether it is confirmed.
    public init?(word: String) {
        let words = PlainWord.words(word)
        let isCovid = words.contains { $0.hasPrefix("covid") }
        // « Covid-19 confirmé ».
        let plain = words.filter { !isCovid || $0 != "19" }.joined().replacing("covid19", with: "covid")
        guard let cause = Self.words[plain] ?? Self.words[PlainWord.fold(word)] else { return nil }
        self = cause
    }

    private static let words: [String: Cause] = {
        let words: [Cause: String] = [
            .covidConfirmed: "covidconfirmed covidconfirme covidconfirmee covidconfirmes covidavere covidprouve covidpositif covidtestpositif",
            .covidSuspected: """
            covidsuspected covidsuspecte covidsuspectee covidsuspect covidprobable covidpossible suspicioncovid suspectcovid
            covidnonconfirme covidnonconfirmee
            """,
            .other: "other autre autres autrecause autrescauses noncovid horscovid pascovid",
            .unknown: """
            unknown inconnu inconnue nonrenseigne nonrenseignee nonprecise nonprecisee indetermine indeterminee nr nsp
            nesaitpas nesaispas nc nonconnu nonconnue causeinconnue
            """,
        ]
        return WordList.byWord(words)
    }()
}
