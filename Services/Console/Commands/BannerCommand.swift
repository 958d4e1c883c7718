import Accounts
import ArgumentParser
import Mortality

/// Shows a sentence on all pages, ends that, or tells which one is shown.
struct BannerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "banner", abstract: "Says something on all pages and in the application, or nothing any more; without either, shows what is said.",
        discussion: "Example: vigiectl banner \"Service ralenti : gardez vos déclarations, elles partiront plus tard.\"")

    @Argument(help: "At most 300 characters, on one line.") var text: String?
    @Flag(help: "Says nothing any more.") var clear = false
    @OptionGroup var database: DatabaseArguments

    func validate() throws {
        guard self.text == nil || !self.clear else { throw ConsoleError("say either a text or --clear") }
    }

    func run() async throws {
        print(try await self.database.withPool { try await self.answer(BannerStore(pool: $0)) })
    }

    private func answer(_ store: BannerStore) async throws -> String {
        if let text {
            try await store.set(text, by: ConsoleAuthor.current())
            return "All pages say: \(text)"
        }
        if self.clear { return try await store.clear(by: ConsoleAuthor.current()) ? "No page says anything any more." : "Nothing was said." }
        return try await store.current().map { "Since \($0.setAt.textInFull): \($0.text)" } ?? "Nothing is said."
    }
}
