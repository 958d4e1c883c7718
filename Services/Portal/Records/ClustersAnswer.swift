/// The answer to `GET /v1/departments/{code}/clusters`.
struct ClustersAnswer: Encodable, Sendable {
    let department: String
    let date: String
    /// Null where none was looked for on the day, or none was there.
    @Nullable var cluster: ClusterAnswer?
}
