import Contracts
import Judging
import Mortality
import Surveillance
import Threading

/// Computes what holds a processor for tenths of a second, one computation after the other, on a thread of its own.
actor StatisticsThread {
    private let thread: ConnectionThread

    init() throws(ThreadingError) { self.thread = try ConnectionThread(name: "statistics") }

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    deinit { self.thread.stop() }

    /// Returns the day's most likely cluster.
    func find(_ input: ClusterInput) throws -> ClusterSearch.Finding? { try ClusterSearch.find(input) }

    /// Returns how late deaths are declared in each department. Departments with few deaths are drawn towards what holds for all.
    func delays(_ triangles: [DepartmentCode: DelayTriangle]) -> [DepartmentCode: DelayNowcast] {
        let ordered = triangles.sorted { $0.key < $1.key }
        let all = ordered.count > 1 ? try? DelayNowcast(stratum: ordered.map(\.value)) : nil
        return ordered.reduce(into: [:]) { models, one in
            if let model = try? DelayNowcast(one.value, wider: all) { models[one.key] = model }
        }
    }
}
