@testable import Persistence
import Testing

@Suite struct DatabaseErrorTests {
    @Test(
        "States map to what a caller has to do",
        arguments: [
            ("40001", DatabaseError.Code.serialization, true, true), ("40P01", .deadlock, true, true),
            ("23505", .uniqueViolation, false, false), ("23514", .checkViolation, false, false), ("23503", .foreignKeyViolation, false, false),
            ("23502", .notNullViolation, false, false), ("22P02", .invalidValue, false, false), ("57P01", .connectionLost, false, true),
            ("57014", .timedOut, false, true), ("55P03", .lockTimedOut, false, true), ("53100", .unavailable, false, true),
            ("57P03", .unavailable, false, true), ("25006", .unavailable, false, true), ("42501", .denied, false, false),
            ("42P01", .statementFailed, false, false), ("08006", .connectionLost, false, true), ("", .statementFailed, false, false),
        ])
    func states(state: String, code: DatabaseError.Code, isRetriable: Bool, isOutage: Bool) {
        let error = DatabaseError(SQLState.code(of: state), "…", sqlState: state)
        #expect(error.code == code)
        #expect(error.isRetriable == isRetriable)
        #expect(error.isOutage == isOutage)
    }

    @Test("A description has the code, the state and the message")
    func description() {
        #expect("\(DatabaseError(.checkViolation, "no", sqlState: "23514"))" == "checkViolation (23514): no")
        #expect("\(DatabaseError(.cancelled, "no"))" == "cancelled: no")
    }
}
