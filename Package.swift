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
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let serviceContext: Target.Dependency = .product(name: "ServiceContextModule", package: "swift-service-context")
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
    ],
    targets: [
        // C, and the threads it runs on.
        .systemLibrary(name: "CPostgreSQL", path: "Shared/CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", path: "Shared/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Threading", path: "Shared/Threading", swiftSettings: strict),

        // Formats that several read and write, each once.
        .target(name: "Formats", dependencies: ["CZlib"], path: "Shared/Formats", swiftSettings: strict),

        // The domain and its mathematics: no I/O.
        // Official files and the exercise land, read into places, shapes and past deaths.

        // The outside: broker, database, messages.
        .target(
            name: "Persistence", dependencies: ["CPostgreSQL", "Threading", log, crypto, deque], path: "Shared/Persistence",
            swiftSettings: strict),
        .target(
            name: "Schema", dependencies: ["Persistence"], path: "Shared/Schema",
            resources: [.embedInCode("Migrations")], swiftSettings: strict),

        // Who people are: accounts, roles, invitations, sessions, the audit. For Portal and Console; the clerk's token for Ingest too.

        // The door for people and programs: callers, limits, parameters, forms of an answer.

        // How seven days are judged: used by Alerting, and by whoever recomputes what it said.

        // What an alert was judged from: frozen, and computed again.

        // The services.

        // What the tests start: private brokers, databases, browsers.
        .target(name: "TestBench", path: "Tests/TestBench", swiftSettings: strict),

        // What `./vigie bench` runs.

        // What holds of all sources.
        .testTarget(
            name: "PersistenceTests", dependencies: ["Persistence", "Formats", "TestBench", log], path: "Tests/PersistenceTests",
            swiftSettings: strict),
        .testTarget(
            name: "SchemaTests", dependencies: ["Schema", "Persistence", "TestBench", log], path: "Tests/SchemaTests",
            swiftSettings: strict),
    ]
)
