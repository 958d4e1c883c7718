import Accounts
import HTTPTypes
public import Mortality
public import Runtime

/// How codes of the past are taken in declarations.
extension ReferenceSnapshot {
    /// The declaration for the commune that its code stands for on its day. Before a commune went, its code is its own.
    public func leadingOn(_ declaration: Declaration) -> Declaration {
        guard let standing = self.commune(declaration.commune, on: declaration.day), standing.code != declaration.commune else { return declaration }
        return declaration.leading(to: standing.code)
    }

    /// Why nothing can be declared for a code on a day, for whoever tried.
    public func absence(of code: CommuneCode) -> String {
        guard let closedOn = self.commune(code)?.closedOn else { return "there is no commune \(code) in the reference list" }
        return "commune \(code) is no more since \(closedOn), and the reference list does not say which one it is part of"
    }

    /// Why a department takes no declarations now; nothing where it does. What people are told is the word of whoever paused or
    /// closed it.
    public func refusal(of department: DepartmentCode) -> Problem? {
        guard let life = self.lives[department], !life.takesDeclarations else { return nil }
        let isPaused = life.state == .paused
        let usual = isPaused ? "declarations of department \(department) are paused" : "department \(department) is closed"
        return Problem(
            isPaused ? "department-paused" : "department-closed", .conflict, title: "The department takes no declarations now", detail: life.word ?? usual)
    }
}
