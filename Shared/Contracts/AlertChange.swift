public import Messages
public import Mortality

/// What a transaction of Alerting changed in one department.
public struct AlertChange: Hashable, Sendable {
    /// The department whose judgements and alerts changed.
    public let department: DepartmentCode
    /// The days that were judged, or judged anew.
    public let assessments: [DepartmentAssessment]
    /// The alerts that were raised or changed, each as it is now.
    public let alerts: [DepartmentAlert]
    /// What happened to the alerts, in order.
    public let events: [AlertEvent]
    /// The clusters that were looked for anew.
    public let clusters: [DeathCluster]
    /// When the transaction was committed.
    public let committedAt: Instant

    /// Makes a change of what was judged and committed.
    public init(
        department: DepartmentCode, assessments: [DepartmentAssessment], alerts: [DepartmentAlert], events: [AlertEvent] = [],
        clusters: [DeathCluster] = [], committedAt: Instant
    ) {
        self.department = department
        self.assessments = assessments
        self.alerts = alerts
        self.events = events
        self.clusters = clusters
        self.committedAt = committedAt
    }

    /// Reads a change out of its message.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_AlertChanged) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_AlertChanged.protoMessageName)
        self.department = try reader.department("department", message.department)
        self.assessments = try message.assessments.map { one throws(ContractError) in try DepartmentAssessment(one) }
        self.alerts = try message.alerts.map { one throws(ContractError) in try DepartmentAlert(one) }
        self.events = try message.events.map { one throws(ContractError) in try AlertEvent(one) }
        self.clusters = try message.clusters.map { one throws(ContractError) in try DeathCluster(one) }
        self.committedAt = try reader.instant("committed_at_us", message.committedAtUs)
    }

    /// The protobuf message that carries the change.
    public var message: Vigie_V1_AlertChanged {
        var message = Vigie_V1_AlertChanged()
        message.department = self.department.text
        message.assessments = self.assessments.map(\.message)
        message.alerts = self.alerts.map(\.message)
        message.events = self.events.map(\.message)
        message.clusters = self.clusters.map(\.message)
        message.committedAtUs = self.committedAt.microseconds
        return message
    }
}
