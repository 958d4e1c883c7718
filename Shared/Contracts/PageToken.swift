import FoundationEssentials
public import Messages

extension Vigie_V1_CountsSnapshotRequest {
    /// Asks for the page that a token of the page before stands for.
    public mutating func setPageToken(_ token: [UInt8]) { self.pageToken = .init(token) }
    /// The token of the page that is asked for; empty for the first.
    public var token: [UInt8] { Array(self.pageToken) }
}

extension Vigie_V1_ContestedDeclarationsRequest {
    /// Asks for the page that a token of the page before stands for.
    public mutating func setPageToken(_ token: [UInt8]) { self.pageToken = .init(token) }
}

extension Vigie_V1_ContestedDeclarationsReply {
    /// The token of the next page; empty on the last.
    public var nextToken: [UInt8] { Array(self.nextPageToken) }
}

extension Vigie_V1_CountsSnapshotReply {
    /// The token of the next page; empty on the last.
    public var nextToken: [UInt8] { Array(self.nextPageToken) }
    /// Says where the next page begins.
    public mutating func setNextToken(_ token: [UInt8]) { self.nextPageToken = .init(token) }
}
