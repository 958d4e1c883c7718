/// A column of an answer; what could not be told is null.
enum StatisticsOutput: Encodable {
    case numbers([Double?])
    case flags([Bool?])
    case texts([String?])
    case places([[Int]])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .numbers(let numbers): try container.encode(numbers)
        case .flags(let flags): try container.encode(flags)
        case .texts(let texts): try container.encode(texts)
        case .places(let places): try container.encode(places)
        }
    }
}
