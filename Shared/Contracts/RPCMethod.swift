public import SwiftProtobuf

/// A question that one service answers others. Both sides use this one description of it.
public struct RPCMethod<Request: Message & Sendable, Reply: Message & Sendable>: Sendable {
    /// The service that answers, as in `vigie.rpc.<service>`.
    public let service: String
    /// The method's name, carried as the AMQP property `type`.
    public let name: String

    /// The users who may ask it.
    public let callers: Set<BrokerUser>

    /// The queue that requests go to.
    public var queue: String { Names.Queue.rpc(self.service) }

    init(service: String, name: String, callers: Set<BrokerUser>) {
        self.service = service
        self.name = name
        self.callers = callers
    }
}

/// The questions that Aggregation answers.
public enum AggregationMethods {
    /// The name that its queue of questions ends in.
    public static let service = "aggregation"
    /// The counts and reports of a department, in pages.
    public static let countsSnapshot = RPCMethod<Vigie_V1_CountsSnapshotRequest, Vigie_V1_CountsSnapshotReply>(
        service: Self.service, name: "CountsSnapshot", callers: [.alerting, .mapRendering, .portal])
    /// What the ledger says of a declaration.
    public static let declarationStatus = RPCMethod<Vigie_V1_DeclarationStatusRequest, Vigie_V1_DeclarationStatusReply>(
        service: Self.service, name: "DeclarationStatus", callers: [.ingest])
    /// What was received and does not count, the newest first, in pages.
    public static let contestedDeclarations = RPCMethod<Vigie_V1_ContestedDeclarationsRequest, Vigie_V1_ContestedDeclarationsReply>(
        service: Self.service, name: "ContestedDeclarations", callers: [.ingest])
    /// The last declarations of a department.
    public static let recentDeclarations = RPCMethod<Vigie_V1_RecentDeclarationsRequest, Vigie_V1_RecentDeclarationsReply>(
        service: Self.service, name: "RecentDeclarations", callers: [.portal])
    /// The last declarations of a commune, with all that came of them.
    public static let communeDeclarations = RPCMethod<Vigie_V1_CommuneDeclarationsRequest, Vigie_V1_CommuneDeclarationsReply>(
        service: Self.service, name: "CommuneDeclarations", callers: [.portal])
    /// How long after a death it is declared, as the ledger tells it.
    public static let reportingTriangle = RPCMethod<Vigie_V1_ReportingTriangleRequest, Vigie_V1_ReportingTriangleReply>(
        service: Self.service, name: "ReportingTriangle", callers: [.alerting])
}

/// The questions that Alerting answers.
public enum AlertingMethods {
    /// The name that its queue of questions ends in.
    public static let service = "alerting"
    /// How the days of a department were judged.
    public static let assessments = RPCMethod<Vigie_V1_AssessmentsRequest, Vigie_V1_AssessmentsReply>(
        service: Self.service, name: "Assessments", callers: [.mapRendering, .portal])
    /// Alerts, the open ones first and then the newest, in pages.
    public static let alerts = RPCMethod<Vigie_V1_AlertsRequest, Vigie_V1_AlertsReply>(
        service: Self.service, name: "Alerts", callers: [.portal, .vigiectl])
    /// One alert, everything that happened to it, and its last dossier.
    public static let alertDetail = RPCMethod<Vigie_V1_AlertDetailRequest, Vigie_V1_AlertDetailReply>(
        service: Self.service, name: "AlertDetail", callers: [.portal])
    /// What an alert was judged from.
    public static let dossier = RPCMethod<Vigie_V1_DossierRequest, Vigie_V1_DossierReply>(
        service: Self.service, name: "Dossier", callers: [.portal, .vigiectl])
    /// Applies the action that a person chose to an alert.
    public static let alertAction = RPCMethod<Vigie_V1_AlertActionRequest, Vigie_V1_AlertActionReply>(
        service: Self.service, name: "AlertAction", callers: [.portal])
    /// The most surprising clusters of a department, by day.
    public static let clusters = RPCMethod<Vigie_V1_ClustersRequest, Vigie_V1_ClustersReply>(
        service: Self.service, name: "Clusters", callers: [.portal])
    /// How a department is watched: ground, thresholds, false alarms, delay.
    public static let watch = RPCMethod<Vigie_V1_WatchRequest, Vigie_V1_WatchReply>(
        service: Self.service, name: "Watch", callers: [.portal])
    /// The false-alarm budgets that were set.
    public static let falseAlarmBudgets = RPCMethod<Vigie_V1_FalseAlarmBudgetsRequest, Vigie_V1_FalseAlarmBudgetsReply>(
        service: Self.service, name: "FalseAlarmBudgets", callers: [.vigiectl])
    /// Sets how many false alarms a department allows for.
    public static let setFalseAlarmBudget = RPCMethod<Vigie_V1_SetFalseAlarmBudgetRequest, Vigie_V1_SetFalseAlarmBudgetReply>(
        service: Self.service, name: "SetFalseAlarmBudget", callers: [.vigiectl])
}

/// The questions that MapRendering answers.
public enum MapRenderingMethods {
    /// The name that its queue of questions ends in.
    public static let service = "map-rendering"
    /// One picture of a map.
    public static let renderMap = RPCMethod<Vigie_V1_RenderMapRequest, Vigie_V1_RenderMapReply>(
        service: Self.service, name: "RenderMap", callers: [.portal])
    /// One vector tile: geometry, codes and names, the same for everybody.
    public static let tile = RPCMethod<Vigie_V1_TileRequest, Vigie_V1_TileReply>(service: Self.service, name: "Tile", callers: [.portal])
}
