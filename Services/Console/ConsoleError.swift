/// The failure of a command, in one sentence for whoever typed it.
struct ConsoleError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
