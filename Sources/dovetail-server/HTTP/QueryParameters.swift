import Hummingbird
import Solving

/// The options of a call, from its query string; each is taken once, and what is left over is a mistake.
struct QueryParameters {
  private var values: [String: String] = [:]

  /// - Throws: `Fault` for one that is given twice.
  init(_ request: Request) throws(Fault) {
    for (key, value) in request.uri.queryParameters {
      guard values.updateValue(String(value), forKey: String(key)) == nil else {
        throw Fault(.badRequest, "parameter", "'\(key)' is given twice")
      }
    }
  }

  mutating func text(_ name: String) -> String? { values.removeValue(forKey: name) }

  mutating func integer(_ name: String, _ range: ClosedRange<Int>) throws(Fault) -> Int? {
    guard let text = text(name) else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw Fault(
        .badRequest, "parameter",
        "'\(name)' is an integer from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return value
  }

  /// - Parameter limit: the largest value; the smallest is above 0.
  mutating func seconds(_ name: String, atMost limit: Double) throws(Fault) -> Double? {
    guard let text = text(name) else { return nil }
    guard let value = Double(text), value > 0, value <= limit else {
      throw Fault(
        .badRequest, "parameter", "'\(name)' is a number of seconds above 0 and at most \(limit), not '\(text)'")
    }
    return value
  }

  mutating func ratio(_ name: String) throws(Fault) -> Double? {
    guard let text = text(name) else { return nil }
    guard let value = Double(text), value >= 0, value.isFinite else {
      throw Fault(.badRequest, "parameter", "'\(name)' is a number from 0 on, not '\(text)'")
    }
    return value
  }

  mutating func flag(_ name: String) throws(Fault) -> Bool? {
    guard let text = text(name) else { return nil }
    guard let value = Bool(text) else {
      throw Fault(.badRequest, "parameter", "'\(name)' is true or false, not '\(text)'")
    }
    return value
  }

  /// What these problems can be asked: a flag is true or false, all else as on the command line.
  mutating func question(of problems: [any Problem.Type]) throws(Fault) -> Question {
    var words: [String] = []
    for parameter in Question.parameters(of: problems) {
      if case .flag = parameter.kind {
        if try flag(parameter.key) == true { words.append(parameter.option) }
      } else if let value = text(parameter.key) {
        words.append("\(parameter.option)=\(value)")
      }
    }
    do {
      return try Question(words, of: problems)
    } catch {
      throw Fault(error)
    }
  }

  /// - Throws: `Fault` for a parameter that nobody has taken.
  func end() throws(Fault) {
    if let name = values.keys.min() { throw Fault(.badRequest, "parameter", "there is no parameter '\(name)' here") }
  }
}
