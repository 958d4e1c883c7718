/// What an alert becomes, and what happened to it on the way.
struct AlertStep: Hashable, Sendable {
    let record: AlertRecord
    let happenings: [Happening]
}
