/// Why a dossier cannot be computed again.
package struct DossierError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
