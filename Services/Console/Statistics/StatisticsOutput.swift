import Surveillance

/// A column of an answer; a value that could not be computed is null.
enum StatisticsOutput: Encodable {
    case numbers([Double?])
    case flags([Bool?])
    case texts([String?])
    case places([[Int]])
    /// The column holds numbers of days, or texts such as “more than 3650” where only a lower bound is known.
    case intervals([ScanCluster.Recurrence?])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .numbers(let numbers): try container.encode(numbers)
        case .flags(let flags): try container.encode(flags)
        case .texts(let texts): try container.encode(texts)
        case .places(let places): try container.encode(places)
        case .intervals(let intervals): try container.encode(intervals.map(Interval.init))
        }
    }

    private struct Interval: Encodable {
        let recurrence: ScanCluster.Recurrence?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self.recurrence {
            case .days(let days): try container.encode(days)
            case .moreThan(let days): try container.encode("more than \(Int(days))")
            case nil: try container.encodeNil()
            }
        }
    }
}
