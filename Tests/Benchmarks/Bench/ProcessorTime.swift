import Foundation
import Glibc

/// The processor time of a process and its children, as the kernel counts it.
struct ProcessorTime {
    /// Microseconds that the process and the children it has now have used, in user space and in the kernel.
    ///
    /// - Throws: `BenchError` when the process is gone.
    static func microseconds(of process: pid_t) throws -> Double {
        let ticks =
            try self.ticks(of: process)
            + self.children(of: process).reduce(0) { $0 + ((try? self.ticks(of: $1)) ?? 0) }
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK))) * 1_000_000
    }

    private static func ticks(of process: pid_t) throws -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8), let end = text.lastIndex(of: ")") else {
            throw BenchError("process \(process) is gone")
        }
        // After the name: state is the first field, user and system time the twelfth and thirteenth (proc(5)).
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
            throw BenchError("/proc/\(process)/stat reads otherwise than proc(5) says")
        }
        return user + system
    }

    private static func children(of process: pid_t) -> [pid_t] {
        let text = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
        return text?.split(separator: " ").compactMap { pid_t($0) } ?? []
    }
}
