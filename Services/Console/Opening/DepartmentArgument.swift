import ArgumentParser
import Mortality

/// The command-line argument that names the department a command is about.
struct DepartmentArgument: ParsableArguments {
    @Argument(help: "Its code, such as 22, 2A or 976.")
    var department: String

    var code: DepartmentCode {
        get throws {
            guard let code = try? DepartmentCode(self.department) else { throw ConsoleError("\"\(self.department)\" is no department's code") }
            return code
        }
    }

    func validate() throws { _ = try self.code }
}
