/// Thrown when a batch would take commune-days beyond ``CommuneDayTotal``; nothing of it was written.
struct CrowdedDays: Error, Hashable {
    let days: Set<ReportKey>
}
