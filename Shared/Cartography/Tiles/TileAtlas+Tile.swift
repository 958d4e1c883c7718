public import Formats

extension TileAtlas {
    /// Cuts a vector tile and compresses it with gzip (content type `application/vnd.mapbox-vector-tile`, content encoding `gzip`). It has the
    /// layers `communes` (from zoom 5 on) and `departments`, each feature with its INSEE `code`, its `name` and, as its number, the code read
    /// in base 36 (name and number of communes from zoom 7 on). It is empty when nothing lies in the tile.
    ///
    /// - Throws: `GzipError` when there is no memory left.
    public func tile(_ id: TileID) throws(GzipError) -> [UInt8] {
        var cutter = TileCutter(self, id)
        let bytes = cutter.cut()
        return bytes.isEmpty ? [] : try Gzip.compress(bytes)
    }
}
