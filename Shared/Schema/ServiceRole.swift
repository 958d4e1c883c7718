/// A role that a service connects as; the migrations say what it may do. A reader's role answers questions: it writes nothing, and sees the
/// rows of those departments that its transaction names.
public enum ServiceRole: String, Sendable, CaseIterable {
    case ingest = "vigie_ingest"
    case aggregation = "vigie_aggregation"
    case aggregationReader = "vigie_aggregation_reader"
    case alerting = "vigie_alerting"
    case alertingReader = "vigie_alerting_reader"
    case mapRendering = "vigie_map_rendering"
    case portal = "vigie_portal"
}
