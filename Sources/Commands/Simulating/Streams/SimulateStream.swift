import ArgumentParser
import Basics
import Solving
import Workflows

struct SimulateStream: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stream",
    abstract: "Plays a stream of task graphs on a heterogeneous platform: the latency of each policy.",
    discussion: """
      Files are job files of DS3 (with --platform) or instances of 'workflow' that have a platform. Which jobs come when is \
      said by --arrivals, a CSV of job,arrival, or drawn: --count jobs with exponential gaps of mean --gap, chosen by \
      --shares. Without either, each job comes at its release.

      Policies: etf, eft, met and stf as in DS3, which assign a task when it is ready; heft, upward ranks anew at each \
      event; plan, a search over plans of all open tasks at each event. No policy sees a job before it comes.

      --clock ticks is DS3's: what takes less than two units is noticed a unit late. With --noise X execution times are \
      the nominal ones times factors from 1 - X to 1 + X, the same for each policy; policies know the nominal ones.
      """)

  @Argument(help: "Job files, or one instance; - reads standard input.")
  var files: [String]

  @Option(help: "A file with the platform, where job files have none.")
  var platform: String?

  @Option(help: "When which job comes: a CSV with the columns job and arrival.")
  var arrivals: String?

  @Option(help: "The mean gap between arrivals that are drawn.")
  var gap: Double?

  @Option(help: "How many jobs are drawn. (default: 100)")
  var count: Int?

  @Option(help: "How often each file's job is drawn, such as 0.8,0.2; all alike unless said.")
  var shares: String?

  @Option(help: "etf, eft, met, stf, heft or plan; several times for more, all unless said.")
  var policy: [String] = []

  @Option(help: "exact, or ticks as in DS3.")
  var clock = "exact"

  @Option(help: "Relative noise of execution times, 0 to 0.9.")
  var noise = 0.0

  @Option(help: "Of all that is random.")
  var seed: UInt64 = 1

  @OptionGroup
  var results: SimulationResults

  @Option(help: "A picture of the last policy's run, as SVG.")
  var plot: String?

  mutating func run() throws {
    let isJSON = try results.isJSON()
    try PolicyNames.check(policy, among: Workflow.PolicyName.allCases.map(\.rawValue))
    let policies = try names(policy, Workflow.PolicyName.allCases, "--policy")
    let clock = try names([clock], Workflow.StreamClock.allCases, "--clock")[0]
    guard (0...0.9).contains(noise) else {
      throw CommandFailure(.usage, "--noise takes a number from 0 to 0.9, not \(noise)")
    }
    if gap == nil, let option = shares != nil ? "--shares" : count != nil ? "--count" : nil {
      throw CommandFailure(.usage, "\(option) is for arrivals that are drawn, with --gap")
    }
    if plot != nil, noise > 0 {
      throw CommandFailure(.usage, "--plot is for execution times without --noise")
    }
    var places = FilePlaces()
    for file in files { places.read(file, "a job file") }
    places.read(platform, "the platform")
    places.read(arrivals, "the arrivals")
    try places.write(results.output, "--output")
    try places.write(plot, "--plot")
    let target = try OutputFile(results.output)
    let picture = try plot.map { (path) throws(CommandFailure) in try OutputFile(path) }
    let instance = try stream()
    var rows: [StreamRow] = []
    for policy in policies {
      guard
        let result = Workflow.play(
          instance, policy, clock: clock, noise: noise, seed: seed, seconds: StreamRow.seconds)
      else { continue }
      rows.append(StreamRow(result, instance: instance))
      if policy == policies.last, let picture {
        try picture.write(Workflow.picture(of: result.solution, of: instance))
      }
    }
    try target.write(
      isJSON ? rows.map { $0.json.line + "\n" }.joined() : StreamRow.table(rows, instance))
  }

  private func names<Name: RawRepresentable & CaseIterable>(
    _ words: [String], _ all: [Name], _ option: String
  ) throws(CommandFailure) -> [Name] where Name.RawValue == String {
    if words.isEmpty { return all }
    var found: [Name] = []
    for word in words {
      guard let name = Name(rawValue: word) else {
        let known = all.map(\.rawValue).joined(separator: ", ")
        throw CommandFailure(.usage, "\(option) takes \(known), not '\(word)'")
      }
      if !found.contains(where: { $0.rawValue == word }) { found.append(name) }
    }
    return found
  }

  private func stream() throws(CommandFailure) -> Workflow.Instance {
    let sources = try files.map { (file) throws(CommandFailure) in try InputFile.read(file) }
    if sources.count == 1, platform == nil, arrivals == nil, gap == nil {
      return try asData { () throws(InputError) in try Workflow.parse(sources[0]) }
    }
    let given = try [platform].compactMap(\.self).map { (file) throws(CommandFailure) in try InputFile.read(file) }
    var graphs: [Workflow.ChipText.Graph] = []
    var chip: Workflow.ChipText?
    for source in sources + given {
      let text = try asData { () throws(InputError) in try Workflow.ChipText(source) }
      graphs += text.jobs
      if text.hasPlatform { chip = text }
    }
    guard let chip else { throw CommandFailure(.usage, "there is no platform: --platform FILE names one") }
    guard !graphs.isEmpty else { throw CommandFailure(.data, "\(files[0]): there are no jobs") }
    let list = try drawn(graphs.map(\.name))
    return try asData { () throws(InputError) in
      try Workflow.ChipText.instance(
        of: list.map { (graphs[$0.job], $0.time) }, named: sources[0].name, on: chip, file: files[0])
    }
  }

  private func drawn(_ names: [String]) throws(CommandFailure) -> [(job: Int, time: Int)] {
    if let arrivals {
      guard gap == nil else { throw CommandFailure(.usage, "--arrivals and --gap exclude each other") }
      let source = try InputFile.read(arrivals)
      return try asData { () throws(InputError) in try Workflow.Arrivals(source, names: names).list }
    }
    guard let gap else { return names.indices.map { ($0, 0) } }
    guard gap >= 0, gap <= 1e9 else { throw CommandFailure(.usage, "--gap takes a number from 0 to 1e9, not \(gap)") }
    let count = count ?? 100
    guard (1...10_000).contains(count) else {
      throw CommandFailure(.usage, "--count takes an integer from 1 to 10000, not \(count)")
    }
    let given = (shares?.split(separator: ",").map { Double($0) ?? -1 }) ?? names.map { _ in 1 }
    guard given.count == names.count, given.allSatisfy({ (0...1e9).contains($0) }), given.contains(where: { $0 > 0 })
    else { throw CommandFailure(.usage, "--shares takes a number for each of \(counted(names.count, "job"))") }
    return Workflow.Arrivals(count: count, gap: gap, shares: given, seed: seed).list
  }
}
