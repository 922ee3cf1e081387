import Basics
import Solving

extension MemoryMapping.Allocation: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("buffers", .integer(1...10_000_000, default: 100), "buffers"),
    .init("live", .integer(1...1_000_000, default: 20), "live at a time, on average"),
    .init("largest", .integer(1...1_000_000_000, default: 1000), "sizes are uniform up to this"),
    .init("alignment", .integer(1...1_000_000, default: 1), "each buffer is aligned to 1 or to this"),
    .init(
      "cut", .integer(0...1_000_000_000, default: 0),
      "cut the buffers out of a full rectangle of this height, in which they then fit; 0 for random ones"),
    .init("times", .integer(1...10_000_000, default: 60), "with --cut: the length of that rectangle"),
    .init("drop", .integer(0...99, default: 0), "with --cut: per cent of the buffers to leave out, which makes room"),
    MemoryMapping.seed,
  ]

  /// - Returns: buffers as CSV.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    MemoryMapping.BufferTable.text(of: try buffers(arguments))
  }

  /// Random buffers: one begins at each time on average, life times are uniform with the mean that keeps `live` of them
  /// alive, and sizes are uniform. With `cut`, buffers that fill a rectangle.
  static func buffers(_ arguments: Arguments) throws(GeneratorError) -> MemoryMapping.BufferSet {
    let count = arguments.integer("buffers")
    let (live, largest) = (arguments.integer("live"), arguments.integer("largest"))
    let alignment = arguments.integer("alignment")
    let seed = arguments.integer("seed")
    var random = RandomSource(seed: UInt64(seed))
    let cuts = arguments.integer("cut") > 0
    let strangers = cuts ? ["live", "largest", "alignment"] : ["times", "drop"]
    if let stray = arguments.given.first(where: strangers.contains) {
      throw GeneratorError("--\(stray) goes \(cuts ? "without" : "with") --cut")
    }
    if cuts {
      let (times, height) = (arguments.integer("times"), arguments.integer("cut"))
      guard count <= times * height else {
        throw GeneratorError("\(times) times and height \(height) are cut into \(times * height) buffers at most")
      }
      let buffers = cutBuffers(count, times: times, height: height, drop: arguments.integer("drop"), &random)
      return set("cut-\(count)-\(height)-\(seed)", buffers)
    }
    let buffers = (0..<count).map { index in
      let lower = random.below(count)
      return MemoryMapping.MemoryBuffer(
        id: "\(index)", lower: lower, upper: lower + random.within(1...(2 * live - 1)),
        size: random.within(1...largest), alignment: alignment > 1 && random.below(2) == 0 ? alignment : 1)
    }
    return set("random-\(count)-\(live)-\(seed)", buffers)
  }

  private static func set(_ name: String, _ buffers: [MemoryMapping.MemoryBuffer]) -> MemoryMapping.BufferSet {
    do {
      return try MemoryMapping.BufferSet(name: name, buffers: buffers)
    } catch {
      preconditionFailure("the ranges of the parameters keep every rule: \(error)")
    }
  }
}
