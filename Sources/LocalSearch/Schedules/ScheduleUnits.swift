import Basics

/// What a schedule is built of: start variables with the intervals that they carry, and the literals of which one says
/// how an activity is done.
struct ScheduleUnits {
  struct Member {
    var resource: Int
    var member: Int
  }

  /// A way of doing a unit: a literal that makes it so; its variable is -1 where there is one way only.
  struct Choice {
    var presence: Int
    var holdsAt: Int
    var starts: [Int]
  }

  struct Unit {
    var starts: [Int] = []
    var choices: [Choice] = []
    /// Whether some row asks for one of the choices.
    var isRequired = false
  }

  private(set) var units: [Unit] = []
  /// By variable, its unit; -1 where it is no start.
  private(set) var unitOfStart: [Int]
  /// By variable, the members of resources whose interval starts there.
  private(set) var members: [Int: [Member]] = [:]
  /// By resource and member, the start variable; -1 where there is none.
  private(set) var startOfMember: [[Int]] = []

  /// nil where no resource is over time.
  init?(_ state: JumpState) {
    let resources = state.resources
    let model = state.model
    unitOfStart = [Int](repeating: -1, count: model.variableCount)
    var startsOfPresence: [Int: Set<Int>] = [:]
    var polarity: [Int: Int] = [:]
    for number in 0..<resources.count {
      let resource = resources.resources[number]
      guard resources.isOnTime(resource.kind) else {
        startOfMember.append([])
        continue
      }
      var starts = [Int](repeating: -1, count: Int(resource.count))
      for member in 0..<Int(resource.count) {
        let first = Int(resource.first) + (resource.kind == .cumulative ? 1 + 4 * member : 3 * member)
        let terms = resources.formTerms.range(of: Int(resources.operands[first]))
        guard terms.count == 1, resources.formTerms[terms.lowerBound].coefficient == 1 else { continue }
        let start = Int(resources.formTerms[terms.lowerBound].variable)
        starts[member] = start
        members[start, default: []].append(Member(resource: number, member: member))
        let presence = resources.formTerms.range(of: Int(resources.operands[first + 2]))
        for place in presence {
          let term = resources.formTerms[place]
          startsOfPresence[Int(term.variable), default: []].insert(start)
          polarity[Int(term.variable)] = term.coefficient > 0 ? 1 : 0
        }
      }
      startOfMember.append(starts)
    }
    if members.isEmpty { return nil }
    makeUnits(model, startsOfPresence.filter { $0.value.count == 1 }.mapValues { $0.first ?? -1 }, polarity)
  }

  /// One unit a start; starts whose literals share a row of at most one are one unit.
  private mutating func makeUnits(_ model: JumpModel, _ owners: [Int: Int], _ polarity: [Int: Int]) {
    var parent: [Int: Int] = [:]
    func root(_ start: Int) -> Int {
      var start = start
      while let next = parent[start] { start = next }
      return start
    }
    var required = Set<Int>()
    for row in 0..<model.rows.count where !model.rows[row].hasGuards && model.rows[row].high == 1 {
      let range = model.terms.range(of: row)
      guard range.allSatisfy({ model.terms[$0].coefficient == 1 && owners[Int(model.terms[$0].variable)] != nil })
      else { continue }
      let starts = range.compactMap { owners[Int(model.terms[$0].variable)] }
      for start in starts.dropFirst() where root(start) != root(starts[0]) { parent[root(start)] = root(starts[0]) }
    }
    for row in 0..<model.rows.count where !model.rows[row].hasGuards && model.rows[row].low == 1 {
      for place in model.terms.range(of: row) where model.terms[place].coefficient == 1 {
        required.insert(Int(model.terms[place].variable))
      }
    }
    var unitOfRoot: [Int: Int] = [:]
    for start in members.keys.sorted() {
      let root = root(start)
      if unitOfRoot[root] == nil {
        unitOfRoot[root] = units.count
        units.append(Unit())
      }
      guard let unit = unitOfRoot[root] else { continue }
      units[unit].starts.append(start)
      unitOfStart[start] = unit
    }
    for (presence, start) in owners.sorted(by: { $0.key < $1.key }) {
      let choice = Choice(presence: presence, holdsAt: polarity[presence] ?? 1, starts: [start])
      units[unitOfStart[start]].choices.append(choice)
      if required.contains(presence) { units[unitOfStart[start]].isRequired = true }
    }
  }
}
