/// The answer to `GET /v1/france`: the departments that Vigie watches, without the exercise department, and their sum.
struct FranceAnswer: Encodable, Sendable {
    let date: String
    let deaths: Int
    let deaths7: Int
    let departments: [DepartmentAnswer]
}
