import ArgumentParser
import Basics
import FlowTime

struct SimulateFlowTime: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow-time",
    abstract: "Jobs on one machine whose operations are known one by one: total flow time beside the optimum.",
    discussion: """
      dovetail simulate flow-time morning.json
      dovetail simulate flow-time --jobs 50 --load 0.9 --operations 5 --lengths pareto --seed 1

      A file is {"jobs": [{"release": 0, "operations": [3, 1, 4]}, ...]}, in integer units of time. The length of an \
      operation is known when the one before it is done, of the first when the job arrives. Every schedule is checked.

      Policies:
      \(FlowTimeContender.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))
      """)

  @Argument(help: "Instances; - reads standard input. Without any, one is made.")
  var files: [String] = []

  @Option(help: ArgumentHelp("A policy; several times for more. All of them unless said.", valueName: "name"))
  var policy: [String] = []

  @Option(help: "Units of time of a turn, for las and round-robin.")
  var quantum = 1

  @Option(
    help: ArgumentHelp(
      "Plays so many times more with the future changed, and fails where the past changes with it.", valueName: "times")
  )
  var audit = 0

  @OptionGroup
  var results: SimulationResults

  @Option(help: "Who had the machine when, as JSON, a policy a line; - is standard output.")
  var trace: String?

  @Option(help: "The schedule as SVG, of one policy job by job, of several policy by policy; - is standard output.")
  var plot: String?

  @OptionGroup(title: "Instances that are made")
  var made: FlowTimeGeneration

  mutating func run() throws {
    let isJSON = try results.isJSON()
    _ = try IntegerRange.checked(1...FlowInstance.timeLimit, quantum, "--quantum")
    _ = try IntegerRange.checked(0...100_000, audit, "--audit")
    let contenders = try FlowTimeContender.named(policy)
    if plot != nil, files.count > 1 { throw CommandFailure(.usage, "--plot draws one instance, not \(files.count)") }
    if plot == "-", trace == "-" || made.instance == "-" || isJSON {
      throw CommandFailure(.usage, "--plot - takes standard output for itself")
    }
    var places = FilePlaces()
    for file in files { places.read(file, "the instance") }
    for (path, option) in [
      (results.output, "--output"), (trace, "--trace"), (plot, "--plot"), (made.instance, "--instance"),
    ] {
      try places.write(path, option)
    }
    let target = try OutputFile(results.output)
    let record = try trace.map { (path) throws(CommandFailure) in try OutputFile(path) }
    let picture = try plot.map { (path) throws(CommandFailure) in try OutputFile(path) }
    let instances = try instances()

    var (text, lines) = ("", "")
    for instance in instances {
      var run = FlowTimeRun(instance, quantum: quantum, audit: audit, keeps: trace != nil || plot != nil)
      try run.play(contenders)
      text += isJSON ? run.json : run.text
      if trace != nil { lines += run.trace }
      try picture?.write(FlowTimePicture(instance).svg(of: run.plays))
    }
    // A picture on standard output is alone there.
    if plot != "-" || results.output != "-" { try target.write(text) }
    try record?.write(lines)
  }

  private func instances() throws(CommandFailure) -> [FlowInstance] {
    if files.isEmpty { return [try made.make()] }
    if let option = made.given {
      throw CommandFailure(.usage, "\(option) is for instances that are made, and \(files[0]) is one already")
    }
    var instances: [FlowInstance] = []
    for file in files {
      let source = try InputFile.read(file)
      instances.append(try asData { () throws(InputError) in try FlowInstance(source) })
    }
    return instances
  }
}
