import Basics
import Solving

/// The Standard Task Graph Set (`.stg`): the number of tasks without the two dummies, then for each task, the dummies among
/// them, `id time n predecessor...`; comments begin with `#`. Data takes no time.
///
/// - Source: Tobita, Kasahara 2002, "A standard task graph set for fair evaluation of multiprocessor scheduling algorithms".
enum GraphReader {
  /// From the count and the first lines, each of which says how many numbers it has.
  static func recognises(_ source: SourceText) -> Bool {
    var lines = LineReader(source)
    guard let first = lines.next()?.tokens, first.count == 1, let count = Int(first[0]), count > 0 else { return false }
    for number in 0...min(count + 1, 8) {
      guard let numbers = lines.next()?.tokens.map({ Int($0) }), numbers.count >= 3, numbers[0] == number,
        let predecessors = numbers[2], numbers.count == 3 + predecessors,
        numbers.dropFirst(3).allSatisfy({ ($0 ?? number) < number })
      else { return false }
    }
    return true
  }

  static func read(_ source: SourceText, on platform: Workflow.Platform) throws(InputError) -> Workflow.Instance {
    var lines = LineReader(source)
    let limit = Workflow.Instance.taskLimit - 2
    let count = try lines.integer(lines.next()?.tokens.first, "the number of tasks", in: 1...limit)
    var tasks: [Workflow.Task] = []
    var arcs: [Workflow.Arc] = []
    var places: [LinePlace] = []
    for number in 0..<count + 2 {
      guard let tokens = lines.next()?.tokens else { throw lines.missing("task \(number) of \(count + 2)") }
      _ = try lines.integer(tokens[0], "the number of the task", in: number...number)
      func at(_ place: Int) -> String? { place < tokens.count ? tokens[place] : nil }
      let time = try lines.integer(at(1), "a processing time", in: 0...Workflow.Instance.horizonLimit)
      let predecessors = try lines.integer(at(2), "the number of predecessors", in: 0...(count + 1))
      for place in 0..<predecessors {
        arcs.append(.init(from: try lines.integer(at(3 + place), "a predecessor", in: 0...(count + 1)), to: number))
      }
      if let more = at(3 + predecessors) {
        throw lines.error(expected: "the end of the line", found: TokenReader.shown(more))
      }
      tasks.append(.init(name: "\(number)", durations: [time]))
      places.append(lines.place)
    }
    if let more = lines.next() {
      throw lines.error(expected: "the end of the file", found: TokenReader.shown(more.text))
    }
    do {
      return try .init(
        name: source.stem, platform: platform, jobs: [.init(name: source.stem)], tasks: tasks, arcs: arcs)
    } catch {
      if case .item(let task) = error.place { throw places[task].error(error.description) }
      throw InputError(file: source.name, error.description)
    }
  }
}
