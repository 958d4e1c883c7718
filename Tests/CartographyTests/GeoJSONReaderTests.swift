import Formats
import Testing

@testable import Cartography

struct GeoJSONReaderTests {
    private static let ring = "[[2,46],[2.1,46],[2.1,46.1],[2,46]]"

    private static func feature(_ properties: String = #"{"code":"01001","nom":"L'Abergement-Clémenciat","pop":860}"#, _ geometry: String? = nil) -> String {
        #"{"type":"Feature","properties":\#(properties),"geometry":\#(geometry ?? #"{"type":"Polygon","coordinates":[\#(Self.ring)]}"#)}"#
    }

    private static func collection(_ features: String...) -> String {
        #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ",\n"))]}"#
    }

    private static func error(_ text: String) -> GeoJSONError? {
        do {
            _ = try GeoJSONReader.features(of: Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func aPolygonIsRead() throws {
        let features = try GeoJSONReader.features(of: Array(Self.collection(Self.feature()).utf8))
        let feature = try #require(features.first)
        #expect(features.count == 1)
        #expect(feature.text("code") == "01001")
        #expect(feature.text("nom") == "L'Abergement-Clémenciat")
        #expect(feature.integer("pop") == 860)
        #expect(feature.shape?.polygons.count == 1)
        #expect(feature.shape?.polygons[0].outside.vertices.count == 3)
        #expect(feature.shape?.polygons[0].outside.vertices[1] == Vertex(longitude: 2.1, latitude: 46))
    }

    @Test func polygonsWithHolesAreRead() throws {
        let hole = "[[2.05,46.01],[2.06,46.01],[2.06,46.02],[2.05,46.01]]"
        let text = Self.feature("null", #"{"coordinates":[[\#(Self.ring),\#(hole)],[\#(Self.ring)]],"type":"MultiPolygon"}"#)
        let features = try GeoJSONReader.features(of: Array(Self.collection(text).utf8))
        #expect(features[0].shape?.polygons.map(\.holes.count) == [1, 0])
        #expect(features[0].properties.isEmpty)
    }

    @Test func membersMayComeInAnyOrderAndUnknownOnesArePassedOver() throws {
        let text = """
            \u{FEFF}{ "bbox" : [1,2,3,4], "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},
              "features":[ {"geometry":null,"id":"x","properties":{"a":{"b":[1,{}]},"c":true,"d":null,"e":-1.5e1},"type":"Feature"} ],
              "type":"FeatureCollection", "other": [[],{}] }
            """
        let features = try GeoJSONReader.features(of: Array(text.utf8))
        #expect(features[0].shape == nil)
        #expect(features[0].properties == ["c": .bool(true), "d": .null, "e": .number(-15)])
    }

    @Test func namesKeepTheirAccentsHoweverTheyAreWritten() throws {
        let text = Self.collection(Self.feature(#"{"nom":"\u00c9taules \"\ud83d\ude00\"\/\n","code":1001}"#))
        let feature = try GeoJSONReader.features(of: Array(text.utf8))[0]
        #expect(feature.text("nom") == "Étaules \"😀\"/\n")
        #expect(feature.text("code") == nil, "a code written as a number has lost its zeros")
    }

    @Test func anEmptyCollectionHasNothing() throws {
        #expect(try GeoJSONReader.features(of: Array(Self.collection().utf8)).isEmpty)
    }

    @Test func heightsArePassedOver() throws {
        let text = Self.collection(Self.feature("{}", #"{"type":"Polygon","coordinates":[[[2,46,12.5],[2.1,46,1],[2.1,46.1,0],[2,46,12.5]]]}"#))
        #expect(try GeoJSONReader.features(of: Array(text.utf8))[0].shape?.vertexCount == 3)
    }

    @Test(arguments: [
        ("", GeoJSONError.Code.notJSON), ("[]", .notJSON), ("{}", .notContours), (#"{"type":"Feature"}"#, .notContours),
        (#"{"type":"FeatureCollection"}"#, .notContours), (#"{"features":[]}"#, .notContours),
        (#"{"type":"FeatureCollection","features":[]} x"#, .notJSON), (#"{"type":"FeatureCollection","features":[],"features":[]}"#, .notContours),
        (collection("{}"), .notContours), (collection(#"{"type":"Polygon"}"#), .notContours),
        (collection(feature("{}", #"{"type":"Point","coordinates":[2,46]}"#)), .notContours),
        (collection(feature("{}", #"{"type":"Polygon","coordinates":[2,46]}"#)), .notContours),
        (collection(feature("{}", #"{"type":"MultiPolygon","coordinates":[\#(ring)]}"#)), .notContours),
        (collection(feature("{}", #"{"type":"Polygon","coordinates":[[[2,46],[2.1,46],[2,46]]]}"#)), .notContours),
        (collection(feature("{}", #"{"type":"Polygon","coordinates":[[[2,46],[2.1,46],[2.1,46.1],[3,47]]]}"#)), .notContours),
        (collection(feature("{}", #"{"type":"Polygon","coordinates":[[[268016,6744465],[1,2],[3,4],[268016,6744465]]]}"#)), .notWGS84),
        (#"{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:2154"}},"features":[]}"#, .notWGS84),
        (collection(feature(#"{"a":01}"#)), .notJSON), (collection(feature(#"{"a":"\x"}"#)), .notJSON),
        (collection(feature(#"{"a":"\ud83d"}"#)), .notJSON), (collection(feature("{\"a\":\"\u{1}\"}")), .notJSON),
        (collection(feature(#"{"a":1.}"#)), .notJSON), (collection(feature(#"{"a":tru}"#)), .notJSON), (collection(feature(#"{"a" 1}"#)), .notJSON),
        (#"{"a":"# + String(repeating: "[", count: 100_000), .notJSON),
    ])
    func whatIsNotContoursIsRefused(text: String, code: GeoJSONError.Code) {
        #expect(Self.error(text)?.code == code, "\(text.prefix(80))")
    }

    @Test func anErrorSaysWhere() throws {
        let text = Self.collection(Self.feature(), #"{"type":"Feature","properties":{"nom":oops}}"#)
        let error = try #require(Self.error(text))
        let place = try #require(text.utf8.firstRange(of: "oops".utf8))
        #expect(error.offset == text.utf8.distance(from: text.utf8.startIndex, to: place.lowerBound))
        #expect("\(error)".contains("expected a number"))
    }

    @Test func noDamageToAFileTrapsTheReader() throws {
        let hole = "[[2.05,46.01],[2.06,46.01],[2.06,46.02],[2.05,46.01]]"
        let whole = Array(
            Self.collection(
                Self.feature(), Self.feature(#"{"nom":"\u00c9tréchy \ud83d\ude00","x":[1e5,-0.25,null,true]}"#),
                Self.feature("{}", #"{"type":"MultiPolygon","coordinates":[[\#(Self.ring),\#(hole)]]}"#)
            ).utf8)
        let alphabet = Array(#"{}[]",:\-+.eE0123456789ntu "#.utf8) + [0, 0x80, 0xC3, 0xFF]
        var generator = SeededGenerator(seed: 1)
        for length in 0..<whole.count { #expect(throws: GeoJSONError.self) { try GeoJSONReader.features(of: Array(whole.prefix(length))) } }
        for _ in 0..<4_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = alphabet.randomElement(using: &generator) ?? 0
                case 1: bytes.remove(at: index)
                default: bytes.insert(alphabet.randomElement(using: &generator) ?? 0, at: index)
                }
            }
            _ = try? GeoJSONReader.features(of: bytes)
        }
    }

    @Test(arguments: ["0", "-0", "12", "-1.5", "0.000001", "123456789012345678901234567890", "1e400", "-1E-400", "4.9093600000000001e0", "2E+2"])
    func numbersAreThoseOfTheStandardLibrary(text: String) throws {
        var scanner = JSONScanner(bytes: Array(text.utf8))
        let value = try scanner.number()
        let expected = try #require(Double(text))
        #expect(value == expected || (value - expected).magnitude <= expected.magnitude * 1e-14)
        #expect(scanner.peek() == nil)
    }
}
