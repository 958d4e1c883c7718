import Glibc

/// Makes a null-terminated array of C strings that lives for the length of a call.
enum CStringArray {
    static func with<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result?) -> Result? {
        var copies: [UnsafePointer<CChar>?] = strings.map { UnsafePointer(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutableRawPointer(mutating: copy)) } }
        guard !copies.contains(nil) else { return nil }
        copies.append(nil)
        return copies.withUnsafeBufferPointer { $0.baseAddress.flatMap(body) }
    }
}
