/// The role that a service connects as; what it may do stands in the `grants` migrations.
public enum ServiceRole: String, Sendable, CaseIterable {
    case ingest = "vigie_ingest"
    case aggregation = "vigie_aggregation"
    case alerting = "vigie_alerting"
    case mapRendering = "vigie_map_rendering"
    case portal = "vigie_portal"
}
