import Solving

extension JobShop: Generating {
  public static let generatorParameters = [
    Parameter("taillard", .name, "a published instance of Taillard 1993, ta01 to ta80"),
    Parameter("jobs", .integer(1...10_000, default: 10), "jobs"),
    Parameter("machines", .integer(1...1000, default: 10), "machines; every job visits each once"),
    Parameter("shortest", .integer(0...100_000, default: 1), "the shortest duration"),
    Parameter("longest", .integer(0...100_000, default: 99), "the longest duration"),
    Parameter("seed", .integer(0...Int.max, default: 1), "seed"),
  ]

  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    if let name = arguments.name("taillard") {
      guard arguments.given.count == 1 else {
        throw GeneratorError("--taillard names a published instance and goes with no other generator option")
      }
      guard let instance = Generator.taillard(named: name) else {
        throw GeneratorError("--taillard takes ta01 to ta80, not '\(name)'")
      }
      return text(of: instance)
    }
    let (shortest, longest) = (arguments.integer("shortest"), arguments.integer("longest"))
    guard shortest <= longest else {
      throw GeneratorError("--shortest \(shortest) is above --longest \(longest)")
    }
    let (jobs, machines) = (arguments.integer("jobs"), arguments.integer("machines"))
    guard jobs * machines * longest <= Instance.totalLimit else {
      throw GeneratorError("jobs x machines x the longest duration exceeds \(Instance.totalLimit)")
    }
    return text(
      of: Generator.random(
        jobs: jobs, machines: machines, seed: UInt64(arguments.integer("seed")), durations: shortest...longest))
  }
}
