import Basics
import Problems
import Solving

/// An instance of some problem; never changes.
final class ProblemHandle: Sendable {
  let instance: any ReadInstance

  private init(_ instance: any ReadInstance) { self.instance = instance }

  private static let keys = ["problem", "questions", "instance"]

  /// - Parameters:
  ///   - file: what errors call the text.
  ///   - text: of the options, in JSON, or NULL.
  convenience init(_ file: String, _ bytes: [UInt8], _ text: UnsafePointer<CChar>?) throws(CallFailure) {
    let options = try OptionReader(text, known: Self.keys)
    let source = SourceText(name: file, bytes: bytes, selection: try options.integer("instance", 1...Int.max))
    let name: String? = try options.value("problem", "the name of a problem")
    let questions: [String: OptionWord]? = try options.value("questions", "an object of numbers, texts and true")
    let choice = ProblemChoice(ProblemRegistry.all) { "problem '\($0)'" }
    do {
      let words = OptionWord.words(questions ?? [:])
      let problems = try name.map { (name) throws(SolveFault) in try choice.named(name) } ?? ProblemRegistry.all
      let question = try Question(words, of: problems)
      let problem = try choice.problem(of: source, named: name, asking: question)
      self.init(try Self.read(problem, source, question))
    } catch {
      throw CallFailure(error)
    }
  }

  private static func read<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ question: Question
  ) throws(SolveFault) -> any ReadInstance {
    InstanceOf<P>(name: source.stem, instance: try ProblemSolve<P>(source, asking: question).instance)
  }
}

extension CallFailure {
  /// A mistake of whoever asked, by its kind.
  init(_ fault: SolveFault) { self.init(fault.kind == .data ? .invalidInput : .invalidArgument, fault.description) }
}

/// The value of a parameter in JSON: a number, a text, a list of texts, or true for a flag.
enum OptionWord: Decodable {
  case text(String)
  case flag(Bool)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .text("\(number)")
    } else if let number = try? container.decode(Double.self) {
      self = .text("\(number)")
    } else if let names = try? container.decode([String].self) {
      self = .text(names.joined(separator: ","))
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// As on the command line; names may be written as in the command line, with "_" for "-", or as in a query string.
  static func words(_ values: [String: OptionWord]) -> [String] {
    values.sorted { $0.key < $1.key }.compactMap { key, word in
      var name = ""
      for letter in key {
        if letter.isUppercase { name += "-" }
        name += letter == "_" ? "-" : letter.lowercased()
      }
      switch word {
      case .text(let text): return "--\(name)=\(text)"
      case .flag(let isSet): return isSet ? "--\(name)" : nil
      }
    }
  }
}
