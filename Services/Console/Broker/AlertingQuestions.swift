import Contracts
import Judging
import Logging
import Messaging
import Mortality
import Runtime

/// Asks Alerting, over the broker, what the commands about alerts print, and sets what they set.
struct AlertingQuestions: Sendable {
    /// How long a connection, and each answer, is waited for.
    static let patience = Duration.seconds(10)

    private let client: RPCClient
    private let address: BrokerAddress
    private let patience: Duration

    /// Runs `body` while there is a connection to the virtual host of questions.
    ///
    /// - Throws: `ConsoleError` when the broker does not let vigiectl in; whatever `body` throws.
    static func open<Result: Sendable>(
        _ address: BrokerAddress, patience: Duration = Self.patience, _ body: (AlertingQuestions) async throws -> Result
    ) async throws -> Result {
        // What it tells of its connection stands in the error, once.
        var logger = ConsoleLog.logger
        logger.logLevel = .error
        let client = RPCClient(address: address, name: "vigiectl", logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await client.run() }
            defer { group.cancelAll() }
            let end = ContinuousClock.now + patience
            while let absence = client.absence {
                guard ContinuousClock.now < end else {
                    throw ConsoleError(
                        """
                        RabbitMQ does not let vigiectl in at \(address): \(absence). Look whether it runs (vigiectl queues), and whether \
                        --amqp-url or VIGIE_AMQP_URL names its address and the user vigiectl
                        """)
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            return try await body(AlertingQuestions(client: client, address: address, patience: patience))
        }
    }

    // MARK: Questions

    /// Returns up to `limit` alerts, the open ones first and then the newest.
    ///
    /// - Parameter department: Whose alerts; `nil` for all departments'.
    func alerts(of department: DepartmentCode?, limit: Int) async throws -> [DepartmentAlert] {
        var question = Vigie_V1_AlertsRequest()
        question.department = department?.text ?? ""
        var alerts: [DepartmentAlert] = []
        repeat {
            question.limit = UInt32(clamping: limit - alerts.count)
            let page = try await self.ask(AlertingMethods.alerts, question)
            alerts += try page.alerts.map { try DepartmentAlert($0) }
            question.pageToken = page.nextPageToken
        } while !question.pageToken.isEmpty && alerts.count < limit
        return Array(alerts.prefix(limit))
    }

    /// Returns an alert's dossier by its number; 0 means the last one.
    ///
    /// - Parameter alert: The alert's identifier, a UUID.
    func dossier(of alert: String, number: Int) async throws -> Vigie_V1_AlertDossier {
        guard let id = try? AlertID(alert) else { throw ConsoleError("\(alert) is no identifier of an alert: see vigiectl alert list") }
        let missing = "alert \(alert) has no \(number == 0 ? "dossier" : "dossier \(number)"): see vigiectl alert list"
        var question = Vigie_V1_DossierRequest()
        question.alert = .init(id.bytes)
        guard let wanted = UInt32(exactly: number) else { throw ConsoleError(missing) }
        question.number = wanted
        return try await self.ask(AlertingMethods.dossier, question, orElse: missing).dossier
    }

    /// Returns the false-alarm budgets that were set, by department.
    func budgets() async throws -> [Vigie_V1_FalseAlarmBudget] {
        try await self.ask(AlertingMethods.falseAlarmBudgets, Vigie_V1_FalseAlarmBudgetsRequest()).budgets
    }

    /// Sets a department's false-alarm budget.
    func set(_ budget: FalseAlarmBudget, of department: DepartmentCode) async throws {
        var question = Vigie_V1_SetFalseAlarmBudgetRequest()
        question.budget.department = department.text
        question.budget.orangeYears = budget.orangeYears
        question.budget.redYears = budget.redYears
        _ = try await self.ask(AlertingMethods.setFalseAlarmBudget, question)
    }

    // MARK: Asking

    /// Asks, for all departments.
    ///
    /// - Parameter missing: What is said when Alerting knows nothing of what was asked.
    private func ask<Question, Reply>(
        _ method: RPCMethod<Question, Reply>, _ question: Question, orElse missing: String? = nil
    ) async throws -> Reply {
        do {
            return try await self.client.call(method, question, scope: .all, timeout: self.patience)
        } catch {
            throw Self.explained(error, method.name, at: self.address, orElse: missing)
        }
    }

    /// Says what failed, where, and what to do about it.
    private static func explained(_ failure: RPCFailure, _ method: String, at address: BrokerAddress, orElse missing: String?) -> ConsoleError {
        if failure.status == .notFound, let missing { return ConsoleError(missing) }
        let place = "\(address), queue \(Names.Queue.rpc(AlertingMethods.service))"
        return switch failure.status {
        case .denied:
            ConsoleError(
                "Alerting does not answer this user (\(place)): \(failure.reason). Let --amqp-url or VIGIE_AMQP_URL name the broker's user vigiectl")
        case .invalid where failure.reason.hasPrefix("no method"):
            ConsoleError(
                """
                Alerting (\(place)) does not know \(method): it is of a version before this vigiectl's. Bring it to this version, then run \
                the command again
                """)
        case .unavailable:
            ConsoleError(
                """
                Alerting did not answer (\(place)): \(failure.reason). Look whether it runs and is ready (vigiectl queues lists \
                \(Names.Queue.rpc(AlertingMethods.service)) while it does; its /readyz says what it waits for), then run the command again
                """)
        default: ConsoleError("Alerting (\(place)) refused: \(failure.reason)")
        }
    }
}
