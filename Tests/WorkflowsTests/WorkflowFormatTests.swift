import Basics
import Solving
import Testing

@testable import Workflows

@Suite struct WorkflowFormatTests {
  private static let job = """
    # a comment
    job_name radio
    add_new_tasks 3
    in 0
    in HEAD
    in earliest_start 0 deadline 5 input_vol 0 output_vol 0
    fft 1 0
    fft earliest_start 0 deadline 5 input_vol 0 output_vol 0
    out 2 0 1
    out TAIL
    out earliest_start 0 deadline 5 input_vol 0 output_vol 0

    comm_vol 0 1 95
    comm_vol 1 2 40
    """
  private static let chip = """
    add_new_resource resource_type BIG resource_name core resource_ID 0 capacity 2 num_supported_functionalities 3 DVFS_mode none
    opp 600 900
    in 0
    fft 118
    out 3
    add_new_resource resoruce_type ACC resource_name FFT resource_ID 1 capacity 1 num_supported_functionalities 2 DVFS_mode none
    fft 16 16
    fft 99
    add_new_resource resource_type MEM resource_name memory resource_ID 2 capacity 1 num_supported_functionalities 1 DVFS_mode none
    None 0
    comm_band_self 10000
    comm_band 0 0 100
    comm_band 0 1 10
    comm_band 0 2 0
    """

  private func read(_ text: String, _ words: [String] = []) throws -> Workflow.Instance {
    try Workflow.read(
      SourceText(name: "file", text: text), try Arguments(words, for: Workflow.questions))
  }

  private func failure(_ text: String, _ words: [String] = []) -> String? {
    do {
      _ = try read(text, words)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func jobsAndPlatformOfTheSimulator() throws {
    let text = Self.job + "# no line end\n" + Self.chip
    #expect(Workflow.recognises(SourceText(name: "file", text: text)))
    let instance = try read(text)
    #expect(instance.tasks.map(\.name) == ["in", "fft", "out"])
    #expect(instance.tasks.map(\.durations) == [[0, nil], [118, 16], [3, nil]])
    #expect(instance.arcs.map(\.volume) == [95, 0, 40])
    #expect(instance.platform.clusters == [.init(name: "core", size: 2), .init(name: "FFT", size: 1)])
    // 95 / 10 rounded down, 40 / 10, 95 / 10000 on one element; a pair without a line has the bandwidth 1.
    #expect(instance.transfer(0, from: 0, to: 2) == 9)
    #expect(instance.transfer(0, from: 0, to: 0) == 0)
    #expect(instance.transfer(2, from: 2, to: 1) == 4)
    #expect(instance.platform.transfers.bandwidth[1][1] == 1)
    // 0 + 9 + 16 + 4 + 3 by hand.
    #expect(Workflow.lowerBound(of: instance) == 32)
  }

  @Test func linesThatAreWrong() {
    let whole = Self.job + "\n" + Self.chip
    #expect(failure(Self.job)?.contains("jobs without a platform") == true)
    #expect(failure(Self.chip)?.contains("a platform without jobs") == true)
    let changes = [
      ("fft 1 0", "fft 7 0", "file:7: expected the number of task 'fft'"),
      ("fft 1 0", "fft 2 0", "file:7: expected task number 1, found 2"),
      ("out 2 0 1", "out 2 0 9", "file:9: expected a predecessor"),
      ("comm_vol 1 2 40", "comm_vol 2 1 40", "file:14: expected a volume between"),
      ("comm_vol 1 2 40", "comm_vol 1 2 x", "file:14: expected a volume (an integer), found 'x'"),
      ("comm_vol 1 2 40", "comm_volume", "file:14: expected job_name"),
      ("fft 118", "fft", "file:18: expected the time of 'fft'"),
      ("in 0\nfft 118", "on 0\nfft 118", "file:4: expected a task that an element"),
      ("comm_band 0 1 10", "comm_band 0 1 0", "file:27: expected a bandwidth above 0"),
      ("resource_ID 1", "resource_ID 0", "file:20: expected each resource once"),
      ("out 2 0 1", "out 2 0 1 2", "file:9: the arc from task 2 to task 2"),
    ]
    for (old, new, expected) in changes {
      let text = whole.replacing(old, with: new)
      #expect(failure(text)?.hasPrefix(expected) == true, "\(expected): \(failure(text) ?? "no failure")")
    }
    #expect(failure("job_name a\nadd_new_tasks 2\nx 0\n")?.contains("expected task 1 of 2, found the end") == true)
    #expect(failure(whole, ["--processors", "2"])?.contains("without a platform") == true)
  }

  @Test func ownDocumentRoundTrip() throws {
    let instance = WorkflowSamples.random(seed: 5, tasks: 6)
    let again = try read(Workflow.text(of: instance))
    #expect(again.tasks == instance.tasks)
    #expect(
      Set(again.arcs.map { [$0.from, $0.to, $0.volume] }) == Set(instance.arcs.map { [$0.from, $0.to, $0.volume] }))
    #expect(again.jobs == instance.jobs)
    #expect(again.platform == instance.platform)
  }

  @Test func documentsThatAreWrong() {
    let good = """
      {"clusters": [{"name": "a"}],
       "jobs": [
        {"tasks": [{"times": [1]},
          {"times": [2]}],
         "arcs": [[0, 1, 5]]}]}
      """
    #expect(failure(good) == nil)
    for (old, new, expected) in [
      ("[0, 1, 5]", "[0, 1, 5, 6]", "file:5: expected an arc"), ("[0, 1, 5]", "[0, 7]", "an arc names task 7"),
      ("[0, 1, 5]", "[0, 1], [1, 0]", "in a circle"), ("[2]", "[null]", "file:4: no element can run"),
      ("[2]", "[2, 3]", "file:4: task task 1 has times for 2 of 1"), ("\"times\": [2]", "\"time\": [2]", "file:4: "),
      ("[2]", "[-2]", "file:4: task task 1 takes -2"), ("\"a\"}", "\"a\", \"elements\": 0}", "expected 1 to"),
      ("\"jobs\": [", "\"bandwidth\": -1, \"jobs\": [", "above 0"),
    ] {
      let found = failure(good.replacing(old, with: new))
      #expect(found?.contains(expected) == true, "\(expected): \(found ?? "no failure")")
    }
  }

  @Test func taskGraphs() throws {
    let text = "2\n0 0 0\n1 5 1 0\n2 7 1 0\n3 0 2 1 2\n# Standard Task Graph Set\n"
    #expect(Workflow.recognises(SourceText(name: "file", text: text)))
    let instance = try read(text, ["--processors", "2"])
    #expect(instance.tasks.map(\.durations) == [[0], [5], [7], [0]])
    #expect(instance.arcs.count == 4)
    #expect(WorkflowSamples.optimum(of: instance) == 7)
    #expect(WorkflowSamples.optimum(of: try read(text, ["--processors", "1"])) == 12)
    #expect(Workflow.warnings(of: try read(text)).first?.contains("--processors") == true)
    #expect(try read(text).platform.elementCount == 4)
    #expect(failure("2\n0 0 0\n1 5 1 0\n2 7 1 0\n", ["--processors", "2"])?.contains("expected task 3 of 4") == true)
  }

  /// The file of the first task that the second one reads has 2000 bytes: 20 ms at 100 bytes a millisecond.
  @Test func tracesOfWorkflows() throws {
    let text = """
      {"name": "run", "schemaVersion": "1.5",
       "workflow": {"specification": {
         "tasks": [{"id": "a", "parents": [], "children": ["b"], "inputFiles": [], "outputFiles": ["f", "g"]},
                   {"id": "b", "parents": ["a"], "children": [], "inputFiles": ["f"], "outputFiles": []}],
         "files": [{"id": "f", "sizeInBytes": 2000}, {"id": "g", "sizeInBytes": 9}]},
        "execution": {"tasks": [{"id": "a", "runtimeInSeconds": 1.2344, "coreCount": 1}, {"id": "b", "runtimeInSeconds": 3}]}}}
      """
    #expect(Workflow.recognises(SourceText(name: "file", text: text)))
    let instance = try read(text, ["--processors", "2", "--bandwidth", "100"])
    #expect(instance.name == "run")
    #expect(instance.tasks.map(\.durations) == [[1234], [3000]])
    #expect(instance.arcs == [.init(from: 0, to: 1, volume: 2000)])
    #expect(instance.transfer(0, from: 0, to: 1) == 20)
    #expect(instance.transfer(0, from: 1, to: 1) == 0)
    for (old, new, expected) in [
      ("[\"a\"]", "[\"c\"]", "file:4: expected the id of a task, found 'c'"),
      (
        "{\"id\": \"b\", \"runtimeInSeconds\": 3}", "{\"id\": \"c\", \"runtimeInSeconds\": 3}",
        "file:4: expected a run time"
      ),
      ("2000", "-1", "file:5: expected a size"),
    ] {
      let found = failure(text.replacing(old, with: new), ["--processors", "2"])
      #expect(found?.hasPrefix(expected) == true, "\(expected): \(found ?? "no failure")")
    }
  }

  @Test func objectives() throws {
    let instance = WorkflowSamples.classic
    let asked = try Workflow.asking(try Arguments(["--objective", "latency"], for: Workflow.questions), of: instance)
    #expect(asked.aim == .latency)
    #expect(throws: SolveOptionError.self) {
      try Workflow.asking(try Arguments(["--objective", "cost"], for: Workflow.questions), of: instance)
    }
  }

  @Test func generatedInstances() throws {
    let words = ["--tasks", "30", "--jobs", "2", "--gap", "9", "--unfit", "30", "--seed", "4"]
    let text = try Workflow.generate(try Arguments(words, for: Workflow.generatorParameters))
    #expect(text == (try Workflow.generate(try Arguments(words, for: Workflow.generatorParameters))))
    let instance = try read(text)
    #expect(instance.tasks.count == 60)
    #expect(instance.jobs.count == 2)
    #expect(try WorkflowSamples.objective(of: "heft", instance) != nil)
    let picture = Workflow.picture(of: try #require(Workflow.ListRule.heft.solution(of: instance)), of: instance)
    #expect(picture.contains("C1 1") && picture.contains("60 tasks on 6 elements"))
  }

  /// By hand: 33 / 1.1 is 30, 3 / 0.1 is 30, (7 * 2^40 - 1) / 7 is just below 2^40, which a floating point number rounds up to.
  @Test func transfersAreRoundedDownExactly() {
    for (volume, rate, time) in [
      (33, 1.1, 30), (3, 0.1, 30), (32, 1.1, 29), (0, 2.5, 0), (5, 2.5, 2), (7 << 40 - 1, 7, 1 << 40 - 1),
      (1, 1e-3, 1000),
    ] {
      #expect(Workflow.Transfers.quotient(volume, rate) == time, "\(volume) / \(rate)")
    }
  }
}
