/// What several kinds of constraints would not be posted with.
extension ModelData {
  /// That an interval stands twice among some, in words; nil where each is there once.
  package func repetition(among members: [Int]) -> String? {
    var seen = Set<Int>()
    return members.first { !seen.insert($0).inserted }.map { "\(intervals[$0].name) twice" }
  }
}
