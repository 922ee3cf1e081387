import Foundation
import Testing

@testable import CDovetail

/// The interface as a caller of another language uses it.
enum Caller {
  /// Rows with their lengths put in.
  static func words(_ rows: [[Int64]]) -> [Int64] { rows.flatMap { [$0[0], Int64($0.count - 1)] + $0.dropFirst() } }

  /// A text that a call gave, freed.
  static func take(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    defer { free(text: text) }
    return text.map { String(cString: $0) }
  }

  static func append(_ model: OpaquePointer?, _ rows: [[Int64]]) -> (status: Int32, row: Int64, message: String?) {
    var row: Int64 = -7
    var message: UnsafeMutablePointer<CChar>?
    let words = words(rows)
    let status = appendRows(model, words, words.count, &row, &message)
    return (status, row, take(message))
  }

  /// A job, or the status and message of its refusal.
  static func solve(_ model: OpaquePointer?, _ options: String?) -> (
    status: Int32, job: OpaquePointer?, message: String?
  ) {
    var job: OpaquePointer?
    var message: UnsafeMutablePointer<CChar>?
    let status = solveModel(model, options, &job, &message)
    return (status, job, take(message))
  }

  static func object(_ text: String?) throws -> [String: Any] {
    let text = try #require(text)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  static func result(_ job: OpaquePointer?) throws -> [String: Any] {
    var json: UnsafeMutablePointer<CChar>?
    let status = takeResult(job, &json)
    #expect(status == 0)
    return try object(take(json))
  }

  /// All events until the end, with the values after each solution.
  static func events(_ job: OpaquePointer?, values count: Int = 0) throws -> [(event: [String: Any], values: [Int64])] {
    var events: [(event: [String: Any], values: [Int64])] = []
    while true {
      var state: Int32 = -7
      #expect(waitForJob(job, 0.1, &state) == 0)
      if state == 2 { return events }
      guard state == 1 else { continue }
      var json: UnsafeMutablePointer<CChar>?
      #expect(takeEvent(job, &json) == 0)
      let event = try object(take(json))
      var values = [Int64](repeating: 0, count: count)
      if event["event"] as? String == "solution", count > 0 { #expect(copyValues(job, &values, count) == 0) }
      events.append((event, values))
    }
  }

  /// A model that takes longer than any test: a knapsack of twenty rows, with a solution at once.
  static func longModel() -> OpaquePointer? {
    let model = createModel()
    let items = 0..<60 as Range<Int64>
    var rows: [[Int64]] = [[1, 60] + items.map { _ in 0 } + items.map { _ in 1 }]
    for row in 0..<20 as Range<Int64> {
      var words: [Int64] = [16, 60, -15_000]
      for item in items {
        let mixed: Int64 = row * 37 + item * item * 13 + item * row * 7
        words += [item, 100 + mixed % 900]
      }
      rows.append(words + [0, 0])
    }
    var objective: [Int64] = [4, 1, 60, 0]
    for item in items {
      let mixed: Int64 = item * item * 17
      objective += [item, 300 + mixed % 211]
    }
    rows.append(objective)
    #expect(append(model, rows).status == 0)
    return model
  }
}
