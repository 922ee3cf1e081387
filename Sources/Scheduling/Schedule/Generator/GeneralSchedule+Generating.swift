import Solving

extension GeneralSchedule: Generating {
  private static var kinds: String { Generator.Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  public static let generatorParameters = [
    Parameter("kind", .name, "\(kinds); job unless given"),
    Parameter("jobs", .integer(1...10_000, default: 10), "jobs; activities of a project, at most 2000"),
    Parameter("machines", .integer(1...1000, default: 5), "machines or stages; resources of a project"),
    Parameter(
      "choices", .integer(1...100, default: 2), "machines of an operation or a stage, factories, or modes"),
    Parameter("shortest", .integer(0...100_000, default: 1), "the shortest duration; projects begin at 1"),
    Parameter("longest", .integer(0...100_000, default: 99), "the longest duration; of projects at most 1000"),
    Parameter("level", .integer(0...100_000), "precedences of a constrained project; as many as tasks unless given"),
    Parameter(
      "phase", .integer(1...2, default: 2),
      "1 for a constrained project of precedences and resources, 2 for one with downtimes, windows and pairs too"),
    Parameter(
      "tighten", .integer(0...1000, default: 0), "by how much due dates of a constrained project are too early"),
    Parameter("seed", .integer(0...Int.max, default: 1), "seed"),
  ]

  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    let word = arguments.name("kind") ?? Generator.Kind.job.rawValue
    guard let kind = Generator.Kind(rawValue: word) else {
      throw GeneratorError("--kind takes one of \(kinds), not '\(word)'")
    }
    let (shortest, longest) = (arguments.integer("shortest"), arguments.integer("longest"))
    guard shortest <= longest else {
      throw GeneratorError("--shortest \(shortest) is above --longest \(longest)")
    }
    var generator = Generator()
    generator.jobs = arguments.integer("jobs")
    generator.machines = arguments.integer("machines")
    generator.choices = arguments.integer("choices")
    generator.durations = shortest...longest
    generator.level = arguments.givenInteger("level")
    generator.phase = arguments.integer("phase")
    generator.tightening = arguments.integer("tighten")
    generator.seed = UInt64(arguments.integer("seed"))
    let hasChoices = [.flexible, .hybrid, .distributed, .multiMode].contains(kind)
    guard generator.jobs * generator.machines * (hasChoices ? generator.choices : 1) <= Instance.countLimit else {
      throw GeneratorError("jobs x machines x choices exceeds \(Instance.countLimit)")
    }
    guard generator.jobs * generator.machines * longest <= JobShop.Instance.totalLimit else {
      throw GeneratorError("jobs x machines x the longest duration exceeds \(JobShop.Instance.totalLimit)")
    }
    do {
      return text(of: try generator.instance(kind))
    } catch {
      throw GeneratorError(error.description)
    }
  }
}
