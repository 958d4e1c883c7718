/// What went wrong, in one clear sentence for whoever typed the command.
struct ConsoleError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
