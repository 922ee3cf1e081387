/// Which of the names that there are somebody may have meant.
public enum Spelling {
  /// The nearest of `names`, where it is near enough to be a slip: one letter in three wrong, left out, too many or
  /// changed with its neighbour; or the only one that begins with `word`. Case counts for nothing.
  public static func nearest(to word: String, among names: [String]) -> String? {
    let letters = Array(word.lowercased())
    guard !letters.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(letters, Array(name.lowercased()))
      if distance <= min(letters.count, name.count) / 3, distance < best?.distance ?? .max {
        best = (name, distance)
      }
    }
    if let best { return best.name }
    let beginnings = letters.count < 3 ? [] : names.filter { $0.lowercased().hasPrefix(word.lowercased()) }
    return beginnings.count == 1 ? beginnings[0] : nil
  }

  /// "; did you mean 'flow'?" for the end of an error; empty where no name is near.
  public static func hint(for word: String, among names: [String]) -> String {
    nearest(to: word, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// How many letters are to be replaced, put in, taken out or changed with their neighbours.
  /// - Source: the optimal string alignment of Damerau 1964, "A technique for computer detection and correction of
  ///   spelling errors".
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var least = min(row[j] + (a[i] == b[j] ? 0 : 1), min(row[j + 1], next[j]) + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[b.count]
  }
}
