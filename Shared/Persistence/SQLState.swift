/// Tells the meaning of the server's five-character error codes, as far as callers tell them apart.
enum SQLState {
    static func code(of state: String) -> DatabaseError.Code {
        switch state {
        case "40001": .serialization
        case "40P01": .deadlock
        case "23505": .uniqueViolation
        case "23503": .foreignKeyViolation
        case "23502": .notNullViolation
        case "23514": .checkViolation
        case "42501": .denied
        case "55P03": .lockTimedOut
        case "57014": .timedOut
        case "25006": .unavailable
        case "25P03", "57P01", "57P02", "57P05": .connectionLost
        case "57P03": .unavailable
        default: self.code(ofClass: state.prefix(2))
        }
    }

    private static func code(ofClass name: Substring) -> DatabaseError.Code {
        switch name {
        case "08": .connectionLost
        case "22": .invalidValue
        case "53", "58": .unavailable
        default: .statementFailed
        }
    }
}
