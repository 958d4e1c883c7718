public import Persistence

/// The tables of every service, as numbered steps that are applied once and never edited.
public enum Schema {
    /// The steps in the order in which they apply. A new step goes at the end of its service's.
    public static var migrations: [Migration] {
        get throws(DatabaseError) {
            var migrations: [Migration] = []
            for (name, bytes) in self.files {
                guard let sql = String(validating: bytes, as: UTF8.self) else {
                    throw DatabaseError(.migrationRefused, "\(name) is not UTF-8")
                }
                migrations.append(try Migration(fileName: name, sql: sql))
            }
            return migrations
        }
    }

    /// The files of the folder `Migrations`, which are compiled in.
    static var files: [(name: String, bytes: [UInt8])] {
        [
            ("reference_0001_places", PackageResources.reference_0001_places_sql),
            ("reference_0002_keys", PackageResources.reference_0002_keys_sql),
            ("reference_0003_grants", PackageResources.reference_0003_grants_sql),
            ("reference_0004_outlines", PackageResources.reference_0004_outlines_sql),
            ("reference_0005_alert_keys", PackageResources.reference_0005_alert_keys_sql),
            ("reference_0006_closed_communes", PackageResources.reference_0006_closed_communes_sql),
            ("reference_0007_successors", PackageResources.reference_0007_successors_sql),
            ("reference_0008_usual_deaths", PackageResources.reference_0008_usual_deaths_sql),
            ("reference_0009_tokens", PackageResources.reference_0009_tokens_sql),
            ("reference_0010_contacts", PackageResources.reference_0010_contacts_sql),
            ("reference_0011_past_for_portal", PackageResources.reference_0011_past_for_portal_sql),
            ("reference_0012_instances", PackageResources.reference_0012_instances_sql),
            ("aggregation_0001_ledger", PackageResources.aggregation_0001_ledger_sql),
            ("aggregation_0002_grants", PackageResources.aggregation_0002_grants_sql),
            ("aggregation_0003_warnings", PackageResources.aggregation_0003_warnings_sql),
            ("aggregation_0004_accounts", PackageResources.aggregation_0004_accounts_sql),
            ("aggregation_0005_isolation", PackageResources.aggregation_0005_isolation_sql),
            ("aggregation_0006_typed_by", PackageResources.aggregation_0006_typed_by_sql),
            ("aggregation_0007_estimates", PackageResources.aggregation_0007_estimates_sql),
            ("alerting_0001_alerts", PackageResources.alerting_0001_alerts_sql),
            ("alerting_0002_grants", PackageResources.alerting_0002_grants_sql),
            ("alerting_0003_alert_life", PackageResources.alerting_0003_alert_life_sql),
            ("alerting_0004_panel", PackageResources.alerting_0004_panel_sql),
            ("alerting_0005_isolation", PackageResources.alerting_0005_isolation_sql),
            ("alerting_0006_study", PackageResources.alerting_0006_study_sql),
            ("alerting_0007_console", PackageResources.alerting_0007_console_sql),
            ("portal_0001_accounts", PackageResources.portal_0001_accounts_sql),
            ("portal_0002_audit", PackageResources.portal_0002_audit_sql),
            ("portal_0003_banner", PackageResources.portal_0003_banner_sql),
            ("portal_0004_grants", PackageResources.portal_0004_grants_sql),
            ("portal_0005_isolation", PackageResources.portal_0005_isolation_sql),
            ("portal_0006_identities", PackageResources.portal_0006_identities_sql),
            ("portal_0007_calls", PackageResources.portal_0007_calls_sql),
            ("portal_0008_mail", PackageResources.portal_0008_mail_sql),
        ]
    }
}

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
