import Contracts
import LiveCopies
import Logging
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// One instance of MapRendering, put together: its copies in memory, what draws, and what answers.
struct Assembly: Sendable {
    let pool: DatabasePool
    let atlas: AtlasFeed
    let client: RPCClient
    let counts: LiveCounts
    let assessments: LiveAssessments
    let board: DrawingBoard
    let tiles: TileBoard
    let server: RPCServer
    let router: RPCRouter
    private let logger: Logger

    init(broker: BrokerAddresses, database: DatabaseAddress, window: CopyWindow, instance: String, logger: Logger) throws {
        let pool = DatabasePool(address: database, size: 2, name: instance, logger: logger)
        let atlas = AtlasFeed(store: PlacesStore(pool: pool, logger: logger), logger: logger)
        let client = RPCClient(address: broker.rpc, name: "\(instance).ask", logger: logger)
        let departments = { @Sendable in atlas.current.map { $0.territories.keys.sorted() } }
        let counts = LiveCounts(
            address: broker.main, client: client, name: instance, window: window, logger: logger, departments: departments)
        let assessments = LiveAssessments(
            address: broker.main, client: client, name: instance, window: window, logger: logger, departments: departments)
        let situations = Situations(figures: LiveFigures(counts: counts, assessments: assessments))
        let board = try DrawingBoard()
        let tiles = try TileBoard()
        let answers = MapAnswers(
            atlas: { atlas.current }, situations: { try await situations.of($0, for: $1) }, board: board, tiles: tiles)
        self.pool = pool
        self.atlas = atlas
        self.client = client
        self.counts = counts
        self.assessments = assessments
        self.board = board
        self.tiles = tiles
        self.server = RPCServer(
            address: broker.rpc, queue: Names.Queue.rpc(MapRenderingMethods.service), name: "\(instance).rpc", logger: logger)
        self.router = answers.router(logger: logger)
        self.logger = logger
    }

    /// The services that run. They stop in the opposite order: requests first, and what answers are made of last.
    var services: [any Service] {
        [
            Background.untilStop { await self.pool.run() },
            self.atlas,
            Background(stop: self.client.stop) { await self.client.run() },
            self.counts,
            self.assessments,
            Background.untilStop { await self.tiles.keepReady({ self.atlas.current }, logger: self.logger) },
            Background(stop: self.server.stop) { await self.server.run { await self.router.answer($0) } },
        ]
    }
}
