/// The browser or its driver did not do what was asked.
struct BrowserError: Error, CustomStringConvertible {
    let description: String
}
