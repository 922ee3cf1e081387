import Basics
import Modeling
import Race
import Solving

extension UserModel {
  /// The values of the file are hints: what they leave open is completed by inference where that is all it takes, else the
  /// engine looks for a solution near them.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    let places = Dictionary(uniqueKeysWithValues: instance.keys.enumerated().map { ($1, $0) })
    var given: [Int: Int] = [:]
    var remarks: [String] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "values" else {
        try json.skipValue()
        continue
      }
      try json.beginObject()
      while let name = try json.nextKey() {
        if json.takeNull() { continue }
        let value = try json.integer("a value")
        if let place = places[name] { given[place] = value } else { remarks.append("there is no variable \(name)") }
      }
    }
    // What is whole and breaks a constraint is no part of a solution.
    guard given.count < instance.keys.count else { return nil }
    var data = instance.data
    data.hints = given.sorted { $0.key < $1.key }.map { ModelData.Hint(variable: $0.key, value: $0.value) }
    guard let values = data.hintedAssignment() ?? searched(Instance(data, name: instance.name)) else { return nil }
    let used = given.count { values[$0.key] == $0.value }
    return CompletedStart(
      instance.solution(values), used: used, of: instance.keys.count, "variables", remarks: remarks)
  }

  /// The first solution of a short race.
  private static func searched(_ hinted: Instance) -> [Int]? {
    var run = ProblemSolve<UserModel>(hinted)
    run.gapLimit = .infinity
    let found = run.race(clock: RaceClock(timeLimit: patience)).best?.solution
    return found.flatMap { try? hinted.values(of: $0) }
  }

  /// Seconds for a search near the hints.
  private static let patience = 5.0
}
