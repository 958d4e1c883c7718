/// What the driver answers to a command.
struct DriverAnswer<Value: Decodable>: Decodable {
    let value: Value
}
