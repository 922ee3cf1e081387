import Basics

/// A whole solution made of a warm start that says a part of one.
public struct CompletedStart<Solution: Sendable>: Sendable {
  /// What the checker passes.
  public let solution: Solution
  /// How many parts were taken from the file.
  public let used: Int
  /// How many parts a solution has.
  public let count: Int
  /// What parts are called in the plural, such as "activities".
  public let items: String
  /// Why the rest of what the file says was not taken, a line each.
  public let remarks: [String]

  /// A solution with what it was made of.
  public init(_ solution: Solution, used: Int, of count: Int, _ items: String, remarks: [String] = []) {
    self.solution = solution
    self.used = used
    self.count = count
    self.items = items
    self.remarks = remarks
  }

  /// What the user is told, such as "12 of 20 activities used".
  public var report: [String] { ["\(used) of \(count) \(items) used"] + Self.short(remarks) }

  private static func short(_ remarks: [String]) -> [String] {
    let limit = 5
    if remarks.count <= limit { return remarks }
    return remarks.prefix(limit - 1) + ["and \(remarks.count - limit + 1) more like these"]
  }
}

/// The forms that parts of solutions have in files, for problems that complete them.
package enum PartialSolution {
  /// A reader before the value of "solution".
  ///
  /// - Returns: nil where the text is no solution file, or one of another problem.
  package static func body(of source: SourceText, problem: String) -> JSONReader? {
    var json = JSONReader(source)
    var body: JSONReader?
    do {
      try json.beginObject()
      while let key = try json.nextKey() {
        if key == "solution" {
          body = json
          try json.skipValue()
        } else if key == "problem", json.nextByte() == UInt8(ascii: "\"") {
          guard try json.text() == problem else { return nil }
        } else {
          try json.skipValue()
        }
      }
      try json.expectEnd()
    } catch {
      return nil
    }
    return body
  }

  /// A list of numbers, of which some may be null.
  package static func integers(_ json: inout JSONReader, _ what: String) throws(InputError) -> [Int?] {
    var list: [Int?] = []
    try json.beginArray()
    while try json.nextElement() { list.append(json.takeNull() ? nil : try json.integer(what)) }
    return list
  }
}
