import Basics

/// How to tell a table of bounds or results of job shops, which lies beside the instances of every library, from an
/// instance.
enum ResultsText {
  private static let names: Set<Substring> = ["instance", "name", "problem"]
  private static let words: Set<Substring> = [
    "lb", "ub", "bks", "opt", "optimum", "makespan", "lower_bound", "upper_bound", "best",
  ]

  /// What it is, in words; nil where it does not show itself as one.
  static func kind(of source: SourceText) -> String? {
    switch source.firstByte {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard !ShopDocument.recognises(source), source.contains("\"instance\"") else { return nil }
      let bounds = [("\"lb\"", "\"ub\""), ("\"lower_bound\"", "\"upper_bound\"")]
      return bounds.contains { source.contains($0.0) && source.contains($0.1) } ? "a table of bounds" : nil
    default:
      var lines = LineReader(source)
      guard source.isText(upTo: 4096), let first = lines.next()?.text.lowercased() else { return nil }
      let columns = first.split { $0 == "," || $0 == ";" || $0.isWhitespace }
      guard let name = columns.first, names.contains(name) else { return nil }
      return columns.dropFirst().contains(where: words.contains) ? "a table of bounds" : nil
    }
  }
}
