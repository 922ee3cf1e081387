import Modeling

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Solves shops and projects as a user's own models, by `Model.solve` alone, and prints a line of JSON for each file.
struct Measurement {
  var seconds = 10.0
  var workers = 2
  var seed: UInt64 = 1
  var style = Style.alternative
  var logs = false
  var files: [String] = []

  static let usage = """
    study-shops [--seconds 10] [--workers 2] [--seed 1] [--style alternative|equations|copies] [--log] FILE...
    """

  /// nil where an option is unknown or lacks its value, or there is no file.
  init?(_ arguments: [String]) {
    var arguments = arguments[...]
    while let word = arguments.popFirst() {
      if word == "--log" {
        logs = true
      } else if word.hasPrefix("--") {
        guard let value = arguments.popFirst(), set(word, value) else { return nil }
      } else {
        files.append(word)
      }
    }
    if files.isEmpty { return nil }
  }

  private mutating func set(_ option: String, _ text: String) -> Bool {
    switch option {
    case "--seconds": return Double(text).map { seconds = $0 } != nil
    case "--workers": return Int(text).map { workers = $0 } != nil
    case "--seed": return UInt64(text).map { seed = $0 } != nil
    case "--style": return Style(rawValue: text).map { style = $0 } != nil
    default: return false
    }
  }

  func run() throws {
    for file in files {
      let begin = ContinuousClock.now
      let model = try Instance(path: file).model(style)
      var options = Model.Options(timeLimit: seconds)
      options.workers = workers
      options.seed = seed
      if logs { options.log = { print($0) } }
      let result = try model.solve(options)
      let elapsed = ContinuousClock.now - begin
      let milliseconds = elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000
      let name = file.split(separator: "/").suffix(2).joined(separator: "/")
      print(
        "{\"file\": \"\(name)\", \"status\": \"\(result.status)\", \"objective\": \(text(result.objective)), "
          + "\"bound\": \(text(result.bound)), \"seconds\": \(Double(milliseconds) / 1000)}")
    }
  }

  private func text(_ number: Int?) -> String { number.map(String.init) ?? "null" }
}

guard let measurement = Measurement(Array(CommandLine.arguments.dropFirst())) else {
  print(Measurement.usage)
  exit(64)
}
try measurement.run()
