/// What a script of ours tells from within the page: a value, or why there is none.
struct ScriptAnswer<Value: Decodable>: Decodable {
    let value: Value?
    let error: String?
}
