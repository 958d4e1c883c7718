/// Describes each of Vigie's metrics, as Prometheus shows it beside the name. swift-metrics has no place for it where a metric is made.
enum MetricHelp {
    static let texts: [String: String] = [
        "vigie_aggregation_batch_messages": "Messages that one transaction of the ledger took.",
        "vigie_aggregation_declarations_total": "Declarations taken into the ledger, by what became of them.",
        "vigie_aggregation_received_to_committed_seconds": "From a declaration's acceptance at the door to its place in the ledger.",
        "vigie_aggregation_transaction_seconds": "Duration of one transaction of the ledger.",
        "vigie_alerting_counted_to_judged_seconds": "From a count in the ledger to the judgement of its days.",
        "vigie_alerting_dead_total": "Messages that Alerting gave up, to the dead letters.",
        "vigie_alerting_failing_departments": "Departments that fail by an error of their own and are copied anew every minute.",
        "vigie_alerting_scan_failures_total": "Searches for clusters that failed.",
        "vigie_alerting_scan_seconds": "Duration of one search for clusters in a department.",
        "vigie_alerting_transaction_seconds": "Duration of one transaction of judgements.",
        "vigie_assessments_unreadable_total": "Changes of judgements that a live copy could not read.",
        "vigie_atlas_departments": "Departments that maps can be drawn of.",
        "vigie_copy_failures_total": "Snapshots of a department that could not be taken, by copy.",
        "vigie_counts_lag_seconds": "From a count in the ledger to its place in a live copy.",
        "vigie_counts_unreadable_total": "Changes of counts that a live copy could not read.",
        "vigie_http_answers_total": "Answers to HTTP requests, by route and status.",
        "vigie_http_seconds": "Time to an answer's beginning, by route.",
        "vigie_mail_given_up_total": "Mails that no server took on as long as they were worth sending, by kind.",
        "vigie_mail_put_off_total": "Tries to send a mail after which it waits for another, by cause.",
        "vigie_mail_refused_total": "Mails that the server will never take on, by kind.",
        "vigie_mail_sent_total": "Mails that the server took on, by kind.",
        "vigie_mail_waiting": "Mails that wait to be sent.",
        "vigie_map_drawing_seconds": "Duration of drawing one picture or cutting one tile, by form.",
        "vigie_reference_communes": "Communes and arrondissements of the reference list in force.",
        "vigie_rpc_seconds": "Time to an answer to another service, by method.",
        "vigie_tile_points_bytes": "Memory of the borders that tiles are cut from.",
    ]

    /// Returns the description of a metric; one that nobody described is described by its name.
    static func text(of name: String) -> String {
        let text = self.texts[name] ?? name.replacing("_", with: " ")
        return text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
}
