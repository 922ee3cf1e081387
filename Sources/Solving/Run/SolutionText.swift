import Basics

/// A solution file where an instance is asked for.
enum SolutionText {
  /// What a text is and what to do with it; nil where it is no solution file.
  static func remark(on source: SourceText) -> String? {
    // Instances may be large; solution files say at once what they are of.
    let beginning = SourceText(name: source.name, bytes: Array(source.bytes.prefix(1 << 12)))
    guard beginning.contains("\"problem\""), beginning.contains("\"solution\"") || beginning.contains("\"status\"")
    else {
      return nil
    }
    var json = JSONReader(source)
    var texts: [String: String] = [:]
    var isSolution = false
    do {
      try json.beginObject()
      while let key = try json.nextKey() {
        if key == "problem" || key == "instance", json.nextByte() == UInt8(ascii: "\"") {
          texts[key] = try json.text()
        } else {
          if key == "solution" { isSolution = json.nextByte() == UInt8(ascii: "{") }
          try json.skipValue()
        }
      }
    } catch {
      return nil
    }
    guard isSolution, let problem = texts["problem"] else { return nil }
    let name = source.name
    let instance = texts["instance"].map { " for the instance '\($0)'" } ?? ""
    return "a solution of \(problem)\(instance), and not an instance; 'dovetail check INSTANCE \(name)' checks it, "
      + "'dovetail plot INSTANCE \(name)' draws it, and 'dovetail solve INSTANCE --warm-start \(name)' begins with it"
  }
}
