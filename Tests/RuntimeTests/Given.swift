import Logging
import Mortality

/// What the tests of this module start from.
enum Given {
    static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    static var morbihan: DepartmentCode { get throws { try DepartmentCode("56") } }
}
