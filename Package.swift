// swift-tools-version: 6.3
import PackageDescription

/// Every target of ours is held to these; generated code alone is exempt from the last.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let serviceContext: Target.Dependency = .product(name: "ServiceContextModule", package: "swift-service-context")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "Vigie",
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-service-context", from: "1.2.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // C, and the threads it runs on.
        .systemLibrary(
            name: "CRabbitMQ", path: "Shared/CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),
        .systemLibrary(name: "CPostgreSQL", path: "Shared/CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCairo", path: "Shared/CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CZlib", path: "Shared/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CArgon2", path: "Shared/CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CQRencode", path: "Shared/CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CCurl", path: "Shared/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Threading", path: "Shared/Threading", swiftSettings: strict),

        // Formats that several read and write, each once.
        .target(name: "Formats", dependencies: ["CZlib"], path: "Shared/Formats", swiftSettings: strict),

        // The domain and its mathematics: no I/O.
        .target(name: "Mortality", path: "Shared/Mortality", swiftSettings: strict),
        .target(name: "French", dependencies: ["Mortality"], path: "Shared/French", swiftSettings: strict),
        .target(name: "Surveillance", dependencies: ["Mortality"], path: "Shared/Surveillance", swiftSettings: strict),
        .target(name: "Cartography", dependencies: ["CCairo", "Formats", "French", "Mortality"], path: "Shared/Cartography", swiftSettings: strict),
        // Official files and the exercise land, read into places, shapes and past deaths.
        .target(name: "Reference", dependencies: ["Cartography", "Formats", "Mortality"], path: "Shared/Reference", swiftSettings: strict),

        // The outside: broker, database, messages.
        .target(
            name: "Messages", dependencies: [protobuf], path: "Shared/Contracts/Messages",
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(
            name: "Contracts", dependencies: ["Messages", "Mortality", protobuf], path: "Shared/Contracts",
            exclude: ["Messages", "vigie", "README.md"], swiftSettings: strict),
        .target(
            name: "Messaging", dependencies: ["CRabbitMQ", "Formats", "Threading", log, deque], path: "Shared/Messaging",
            swiftSettings: strict),
        .target(
            name: "Persistence", dependencies: ["CPostgreSQL", "Formats", "Threading", log, crypto, deque], path: "Shared/Persistence",
            swiftSettings: strict),
        .target(
            name: "Schema", dependencies: ["Persistence"], path: "Shared/Schema",
            resources: [.embedInCode("Migrations")], swiftSettings: strict),
        .target(
            name: "Runtime",
            dependencies: [
                "Formats", "Messaging", "Contracts", "Persistence", "Mortality", "Threading",
                log, metrics, lifecycle, hummingbird, configuration, protobuf, httpTypes, nio, nioPosix, nioHTTP, serviceContext,
            ],
            path: "Shared/Runtime", swiftSettings: strict),

        // A service's own copy of counts and judgements, bound before it is taken. For MapRendering and Portal.
        .target(
            name: "LiveCopies", dependencies: ["Contracts", "Messaging", "Mortality", "Runtime", "Threading", lifecycle, log, metrics],
            path: "Shared/LiveCopies", swiftSettings: strict),

        // Who people are: accounts, roles, invitations, sessions, the audit. For Portal and Console; the clerk's token for Ingest too.
        .target(
            name: "Accounts", dependencies: ["CArgon2", "CQRencode", "Formats", "French", "Mortality", "Persistence", "Threading", log, crypto, deque],
            path: "Shared/Accounts", exclude: ["Passwords/SOURCES.md"], resources: [.embedInCode("Passwords/frequent.txt.gz")],
            swiftSettings: strict),

        // Mail by any SMTP server: what a mail is, and how it is sent.
        .target(name: "Mail", dependencies: ["CCurl", "Threading"], path: "Shared/Mail", swiftSettings: strict),

        // Asking others over HTTP, with bounds and deadlines.
        .target(name: "OutgoingHTTP", dependencies: [httpClient, nio, nioHTTP], path: "Shared/OutgoingHTTP", swiftSettings: strict),

        // What a department is opened with: letters to town halls, and a list to mail them from.
        .target(
            name: "Letters", dependencies: ["Accounts", "Cartography", "Formats", "French", "Mortality"], path: "Shared/Letters", swiftSettings: strict),
        // Signing in by an identity provider (OpenID Connect): what its tokens are held to, and asking it. For Portal; jwt-kit is nowhere else.
        .target(
            name: "OIDC", dependencies: ["Formats", "OutgoingHTTP", "Threading", httpClient, nio, nioHTTP, crypto, jwt], path: "Shared/OIDC",
            swiftSettings: strict),

        // The door for people and programs: callers, limits, parameters, forms of an answer.
        .target(
            name: "Web",
            dependencies: [
                "Accounts", "Contracts", "Formats", "French", "Mortality", "Persistence", "Runtime", "Threading",
                hummingbird, lifecycle, httpTypes, nio, crypto, log, metrics,
            ],
            path: "Shared/Web", swiftSettings: strict),

        // How seven days are judged: used by Alerting, and by whoever recomputes what it said.
        .target(
            name: "Judging", dependencies: ["Formats", "Mortality", "Surveillance", "Threading"], path: "Shared/Judging",
            swiftSettings: strict),

        // Identity, revisions, the plan of a batch, and the SQL of what derives from the ledger. For Aggregation and Console.
        .target(name: "Ledger", dependencies: ["Mortality", crypto], path: "Shared/Ledger", swiftSettings: strict),

        // What an alert was judged from: frozen, and computed again.
        .target(
            name: "Dossiers", dependencies: ["Contracts", "Judging", "Mortality", "Surveillance"], path: "Shared/Dossiers",
            swiftSettings: strict),

        // The services.
        .executableTarget(
            name: "Ingest",
            dependencies: [
                "Accounts", "Formats", "French", "Runtime", "Web", "Contracts", "Messaging", "Persistence", "Mortality", "Threading", hummingbird, lifecycle,
                log, crypto, httpTypes, nio,
            ],
            path: "Services/Ingest", swiftSettings: strict),
        .executableTarget(
            name: "Aggregation",
            dependencies: ["Formats", "Ledger", "Runtime", "Contracts", "Messaging", "Persistence", "Mortality", lifecycle, log, metrics, crypto],
            path: "Services/Aggregation", swiftSettings: strict),
        .executableTarget(
            name: "Alerting",
            dependencies: [
                "Formats", "French", "Judging", "Dossiers", "Runtime", "Contracts", "Messaging", "Persistence", "Mortality", "Surveillance", "Threading",
                lifecycle, log,
                metrics,
            ],
            path: "Services/Alerting", swiftSettings: strict),
        .executableTarget(
            name: "MapRendering",
            dependencies: [
                "Formats", "French", "LiveCopies", "Runtime", "Contracts", "Messaging", "Persistence", "Mortality", "Cartography", "Threading", lifecycle,
                log, metrics, crypto,
            ],
            path: "Services/MapRendering", swiftSettings: strict),
        .executableTarget(
            name: "Portal",
            dependencies: [
                "Accounts", "Formats", "French", "Letters", "LiveCopies", "Mail", "OIDC", "OutgoingHTTP", "Runtime", "Web", "Threading", "Contracts",
                "Messaging", "Persistence", "Mortality", hummingbird, lifecycle, log, metrics, httpTypes, httpClient, nio, nioHTTP, crypto, mustache,
            ],
            path: "Services/Portal",
            resources: [.embedInCode("Assets"), .embedInCode("Pages/Templates"), .embedInCode("Pages/Modules"), .embedInCode("Pages/Styles")],
            swiftSettings: strict),
        .executableTarget(
            name: "vigiectl",
            dependencies: [
                "Accounts", "Runtime", "Dossiers", "Formats", "Judging", "Ledger", "Letters", "Reference", "Schema", "Contracts", "Messaging", "Persistence",
                "Threading",
                "Mortality", "Cartography", "Surveillance", arguments, httpClient, nio, log,
            ],
            path: "Services/Console", swiftSettings: strict),

        // What the tests start: private brokers, databases, browsers.
        .target(name: "TestBench", dependencies: ["Mortality", "Persistence", log], path: "Tests/TestBench", swiftSettings: strict),
        // Other services, answering in place of themselves.
        .target(
            name: "Answering", dependencies: ["Runtime", "Messaging", "Contracts", "Mortality", "Threading", log], path: "Tests/Answering",
            swiftSettings: strict),
        .target(name: "Openings", dependencies: ["Judging", "Mortality", "Surveillance"], path: "Tests/Openings", swiftSettings: strict),
        // Who may what where, by hand, and every case that follows: a second opinion, which uses nothing of ours.
        .target(name: "AccessMatrix", path: "Tests/AccessMatrix", swiftSettings: strict),
        .target(name: "Browser", dependencies: ["TestBench", httpClient, nio, nioPosix, nioHTTP], path: "Tests/Browser", swiftSettings: strict),

        // What `./vigie bench` runs.
        .executableTarget(name: "load", path: "Tests/Benchmarks/Load"),
        .executableTarget(name: "limits", dependencies: ["CRabbitMQ", "CPostgreSQL"], path: "Tests/Benchmarks/Limits"),
        .executableTarget(
            name: "bench", dependencies: ["TestBench", "Browser", "Persistence", "Contracts", "Messages", arguments, httpClient, nio, nioHTTP, log],
            path: "Tests/Benchmarks/Bench", swiftSettings: strict),
        .executableTarget(
            name: "CartographyBench", dependencies: ["Cartography", "Formats", "French", "Mortality"], path: "Tests/Benchmarks/Cartography",
            swiftSettings: strict),
        .executableTarget(
            name: "StatisticsBench", dependencies: ["Judging", "Openings", "Mortality", "Reference", "Surveillance"], path: "Tests/Benchmarks/Statistics",
            swiftSettings: strict),

        .testTarget(name: "ThreadingTests", dependencies: ["Threading"], path: "Tests/ThreadingTests", swiftSettings: strict),
        .testTarget(name: "MortalityTests", dependencies: ["Mortality", "Formats"], path: "Tests/MortalityTests", swiftSettings: strict),
        .testTarget(name: "FormatsTests", dependencies: ["Formats", "TestBench"], path: "Tests/FormatsTests", swiftSettings: strict),
        .testTarget(name: "FrenchTests", dependencies: ["French", "Mortality"], path: "Tests/FrenchTests", swiftSettings: strict),
        .testTarget(
            name: "SurveillanceTests", dependencies: ["Mortality", "Surveillance"], path: "Tests/SurveillanceTests", swiftSettings: strict),
        .testTarget(
            name: "CartographyTests", dependencies: ["Cartography", "Formats", "French", "Mortality"], path: "Tests/CartographyTests", exclude: ["Goldens"],
            swiftSettings: strict),
        .testTarget(
            name: "ReferenceTests", dependencies: ["Reference", "Cartography", "Formats", "Mortality"], path: "Tests/ReferenceTests",
            swiftSettings: strict),
        // What holds of all sources.
        .testTarget(name: "SourceTests", path: "Tests/SourceTests", swiftSettings: strict),
        .testTarget(
            name: "JudgingTests", dependencies: ["Judging", "Formats", "Openings", "Mortality", "Surveillance"], path: "Tests/JudgingTests",
            swiftSettings: strict),
        .testTarget(
            name: "DossiersTests", dependencies: ["Dossiers", "Contracts", "Judging", "Mortality", "Surveillance"], path: "Tests/DossiersTests",
            exclude: ["Frozen"],
            swiftSettings: strict),
        .testTarget(
            name: "ContractsTests", dependencies: ["Contracts", "Formats", "Messages", "Mortality", "TestBench", protobuf], path: "Tests/ContractsTests",
            swiftSettings: strict),
        .testTarget(
            name: "MessagingTests", dependencies: ["Messaging", "Formats", "Threading", "TestBench", log], path: "Tests/MessagingTests",
            swiftSettings: strict),
        .testTarget(
            name: "PersistenceTests", dependencies: ["Persistence", "Formats", "TestBench", log], path: "Tests/PersistenceTests",
            swiftSettings: strict),
        .testTarget(
            name: "SchemaTests", dependencies: ["Schema", "Persistence", "TestBench", log], path: "Tests/SchemaTests",
            swiftSettings: strict),
        .testTarget(
            name: "RuntimeTests",
            dependencies: [
                "Runtime", "Formats", "Messaging", "Persistence", "Contracts", "Mortality", "Threading", "TestBench", hummingbird, hummingbirdTesting,
                lifecycle,
                log, metrics,
                httpTypes, nio, serviceContext,
            ],
            path: "Tests/RuntimeTests", swiftSettings: strict),
        .testTarget(
            name: "LiveCopiesTests",
            dependencies: ["LiveCopies", "Runtime", "Formats", "Messaging", "Contracts", "Mortality", "Threading", "TestBench", lifecycle, log],
            path: "Tests/LiveCopiesTests", swiftSettings: strict),
        .testTarget(
            name: "AccountsTests", dependencies: ["Accounts", "Formats", "Mortality", "Persistence", "Schema", "TestBench", "Threading", log, crypto],
            path: "Tests/AccountsTests", swiftSettings: strict),
        .testTarget(
            name: "LettersTests", dependencies: ["Letters", "Accounts", "Formats", "Mortality"], path: "Tests/LettersTests", swiftSettings: strict),
        .testTarget(
            name: "OIDCTests", dependencies: ["OIDC", "Formats", "Threading", crypto, jwt], path: "Tests/OIDCTests", swiftSettings: strict),
        .testTarget(
            name: "MailTests", dependencies: ["Mail", "Threading", "TestBench"], path: "Tests/MailTests", exclude: ["Programs"], swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Accounts", "Contracts", "French", "Runtime", "Threading", "Formats", "Mortality", "Persistence", "Schema", "TestBench", hummingbird,
                hummingbirdTesting, crypto, log, httpTypes, nio,
            ],
            path: "Tests/WebTests", swiftSettings: strict),
        .testTarget(
            name: "IngestTests",
            dependencies: [
                "Ingest", "AccessMatrix", "Answering", "Aggregation", "Accounts", "Persistence", "Schema", "Formats", "French", "Web", "Runtime", "Contracts",
                "Messaging",
                "Mortality", "Threading", "TestBench", lifecycle, hummingbird, hummingbirdTesting, log, httpTypes, nio,
            ],
            path: "Tests/IngestTests", swiftSettings: strict),
        .testTarget(
            name: "AggregationTests",
            dependencies: [
                "Aggregation", "vigiectl", "Formats", "Ledger", "Schema", "Runtime", "Contracts", "Persistence", "Messaging", "Mortality", "Threading",
                "TestBench", log,
            ],
            path: "Tests/AggregationTests", swiftSettings: strict),
        .testTarget(
            name: "AlertingTests",
            dependencies: [
                "Alerting", "Formats", "French", "Judging", "Dossiers", "Schema", "Runtime", "Contracts", "Messaging", "Persistence", "Mortality",
                "Surveillance", "Threading", "TestBench", lifecycle, log,
            ],
            path: "Tests/AlertingTests", swiftSettings: strict),
        .testTarget(
            name: "MapRenderingTests",
            dependencies: [
                "MapRendering", "Formats", "LiveCopies", "Runtime", "Schema", "Messaging", "Persistence", "Contracts", "Mortality", "Cartography", "TestBench",
                lifecycle,
                log,
            ],
            path: "Tests/MapRenderingTests", swiftSettings: strict),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Portal", "AccessMatrix", "Answering", "Browser", "Accounts", "French", "Formats", "LiveCopies", "Mail", "OIDC", "Web", "Runtime", "Messaging",
                "Contracts",
                "Persistence",
                "Mortality", "Threading", "TestBench", hummingbird, hummingbirdTesting, httpClient, log, httpTypes, nio, nioPosix, nioHTTP, crypto,
                cryptoExtras, jwt,
            ],
            path: "Tests/PortalTests", exclude: ["Programs"], swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "vigiectl", "CRabbitMQ", "Accounts", "Formats", "Reference", "Runtime", "Schema", "Contracts", "Messages", "Messaging", "Persistence",
                "Mortality", "Cartography", "TestBench", "Threading", "Web", arguments, lifecycle, log,
            ],
            path: "Tests/ConsoleTests", swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests", dependencies: ["AccessMatrix", "TestBench", "Browser", "Formats", hummingbird, httpClient, httpTypes, nio, nioHTTP],
            path: "Tests/EndToEnd", exclude: ["Programs"], swiftSettings: strict),
        .testTarget(
            name: "ReliabilityTests", dependencies: ["TestBench", "Formats", "Persistence", httpClient, nio, nioHTTP, log], path: "Tests/Reliability",
            swiftSettings: strict),
    ]
)

// `./vigie up` builds what a house runs, in one go: SwiftPM builds either one product or all that the manifest has. What only tests and
// benchmarks need stands under Tests.
if Context.environment["VIGIE_HOUSE"] != nil {
    package.targets.removeAll { $0.path?.hasPrefix("Tests/") == true }
}

// `./vigie test --sanitize` builds what threads meet in, and what it stands on; the rest would only take time.
if Context.environment["VIGIE_SANITIZE"] != nil {
    let watched: Set = ["ThreadingTests", "MessagingTests", "PersistenceTests", "WebTests"]
    package.targets.removeAll { $0.type == .executable || $0.type == .test && !watched.contains($0.name) }
}
