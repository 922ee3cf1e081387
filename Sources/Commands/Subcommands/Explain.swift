import ArgumentParser
import Pods
import Solving

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says of one pod of a cluster why it is pending, node by node, or why it stays where it is.",
    discussion: """
      With --solution, of the cluster after that plan; else of what runs now. Reasons are those of the scheduler's \
      filters: "Insufficient cpu", "node(s) had untolerated taint {key: value}".
      """)

  @Argument(help: "The cluster; - reads standard input.")
  var cluster: String

  @Argument(help: "The pod, as namespace/name or, where only one has it, by its name.")
  var pod: String

  @Option(help: "A solution file of the cluster.")
  var solution: String?

  @OptionGroup
  var asked: QuestionOptions

  mutating func run() throws {
    let question = try asked.question()
    let source = try InputFile.readInstance(cluster)
    let instance = try PodPacking.instance(from: source, asking: question)
    let plan = try solution.map { (path) throws(CommandFailure) in
      let content = try SolutionFile.content(PodPacking.self, InputFile.read(path), instance)
      do {
        _ = try PodPacking.check(content.solution, of: instance)
      } catch {
        throw CommandFailure(.infeasible, "\(path): invalid: \(error)")
      }
      return content.solution
    }
    do {
      for line in try PodPacking.explain(podNamed: pod, after: plan, in: instance) { StandardStream.output.line(line) }
    } catch {
      throw CommandFailure(.data, "\(source.name): \(error)")
    }
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
  }
}
