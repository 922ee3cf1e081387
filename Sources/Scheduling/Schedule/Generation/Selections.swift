import Basics

extension GeneralSchedule.Instance {
  /// Which tasks take place: those that must, and of each choice one, of the least work or any.
  ///
  /// - Returns: nil where the choices do not go together.
  func presences(_ random: inout RandomSource, isRandom: Bool) -> [Bool]? {
    var isPresent = tasks.map { !$0.isOptional || $0.frozen != nil }
    var isStable = false
    while !isStable {
      isStable = true
      func add(_ task: Int) {
        if isPresent[task] { return }
        isPresent[task] = true
        isStable = false
      }
      for constraint in constraints {
        switch constraint {
        case .selectAllOrNone(let members, let condition):
          let isAsked = condition.map { isPresent[$0] } ?? false
          if isAsked || members.contains(where: { isPresent[$0] }) { members.forEach(add) }
        case .selectAtLeastOne(let members, let condition), .selectExactlyOne(let members, let condition):
          guard condition.map({ isPresent[$0] }) ?? true, !members.contains(where: { isPresent[$0] }), !members.isEmpty
          else { continue }
          let least = members.min { work($0) < work($1) } ?? members[0]
          add(isRandom ? members[random.below(members.count)] : least)
        default: continue
        }
      }
    }
    for case .selectExactlyOne(let members, let condition) in constraints {
      let count = members.count { isPresent[$0] }
      if count > 1 || (count == 1 && !(condition.map { isPresent[$0] } ?? true)) { return nil }
    }
    return isPresent
  }

  private func work(_ task: Int) -> Int { tasks[task].modes.reduce(Int.max) { min($0, $1.duration) } }
}
