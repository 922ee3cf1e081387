import Basics
import Testing

@testable import FlowTime

@Suite struct FlowFormatTests {
  func parse(_ text: String) throws -> FlowInstance {
    try FlowInstance(SourceText(name: "folder/morning.json", text: text))
  }

  @Test func jobsWithAndWithoutNames() throws {
    let instance = try parse(
      "{\"jobs\": [{\"name\": \"a\", \"release\": 0, \"operations\": [3, 1, 4]}, {\"operations\": [5], \"release\": 2}]}"
    )
    #expect(instance.name == "morning" && instance.totalWork == 13 && instance.mostOperations == 3)
    #expect(
      instance.jobs == [
        FlowJob(name: "a", release: 0, operations: [3, 1, 4]), FlowJob(release: 2, operations: [5]),
      ])
    #expect(instance.title(of: 0) == "a" && instance.title(of: 1) == "2")
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let jobs = [
      FlowJob(name: "quoted \"\\\n", release: 9, operations: [1 << 30]), FlowJob(release: 0, operations: [1, 2]),
    ]
    let instance = try FlowInstance(name: "ein Name", jobs: jobs)
    #expect(try parse(instance.json) == instance)
    for lengths in FlowGenerator.Lengths.allCases {
      var generator = FlowGenerator()
      generator.lengths = lengths
      if lengths == .tests { generator.operations = 2 }
      let made = try generator.instance()
      #expect(try parse(made.json) == made)
    }
  }

  static let job = "{\"release\": 0, \"operations\": [1]}"

  static let malformed: [(String, String)] = [
    ("", "morning.json:1: expected jobs with their operations, an object, found the end of the text"),
    ("[]", ":1: expected jobs with their operations, an object, found '['"),
    ("{}", ":1: expected the key 'jobs', found none"),
    ("{\"jobs\": []}", "there is no job"),
    ("{\"jobs\": 3}", ":1: expected 'jobs', an array, found '3'"),
    ("{\"jobs\": [\(job)]} x", ":1: expected the end of the text, found 'x'"),
    ("{\"jobs\": [\(job)", "found the end of the text"),
    ("{\"jobs\":\n[\n3]}", ":3: expected a job, an object, found '3'"),
    ("{\"jobs\":\n[\n{\"release\": 0}]}", ":3: expected the key 'operations', found none"),
    ("{\"jobs\":\n[\n{\"operations\": [1]}]}", ":3: expected the key 'release', found none"),
    ("{\"jobs\":\n[\n{\"release\": -1, \"operations\": [1]}]}", ":3: expected a release from 0 to 2^40, found '-1'"),
    ("{\"jobs\":\n[{\"release\": 0,\n\"operations\": [1, 0]}]}", ":3: expected an operation's length from 1 to 2^40"),
    ("{\"jobs\": [{\"release\": 0, \"operations\": [1.5]}]}", ":1: expected an operation's length, an integer, found"),
    ("{\"jobs\": [{\"release\": 0, \"operations\": [\"1\"]}]}", "expected an operation's length, a number"),
    ("{\"jobs\": [{\"release\": 1e30, \"operations\": [1]}]}", "expected a release, an integer, found '1e30'"),
    ("{\"jobs\":\n[\(job),\n{\"release\": 0, \"operations\": []}]}", ":3: job 2: it has no operation"),
    ("{\"jobs\":\n[{\"relaese\": 0}]}", ":2: expected one of the keys name, operations, release, found 'relaese'"),
    ("{\"jobs\": [], \"machines\": 1}", "expected one of the keys jobs, name, found 'machines'"),
    ("{\"jobs\": [], \"jobs\": []}", "the key 'jobs' is there twice"),
    ("{\"jobs\": [{\"release\": 0, \"release\": 0}]}", "the key 'release' is there twice"),
    (
      "{\"jobs\": [\n{\"name\": \"a\", \"release\": 0, \"operations\": [1]},\n"
        + "{\"name\": \"a\", \"release\": 0, \"operations\": [1]}]}", ":3: job 'a': a second job of this name"
    ),
    (
      "{\"jobs\": [\n\(job),\n{\"release\": 1099511627776, \"operations\": [1]}]}",
      ":3: job 2: with it, the last release and all work exceed 2^40"
    ),
  ]

  @Test(arguments: malformed.indices)
  func malformedTextsAreRefusedWithTheirLine(_ index: Int) {
    let (text, words) = Self.malformed[index]
    let error = #expect(throws: InputError.self) { try parse(text) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "none")")
  }

  @Test func truncatedTextsNeverCrash() throws {
    let whole = Array(try FlowGenerator().instance().json.utf8)
    for count in stride(from: 0, to: whole.count - 2, by: 7) {
      #expect(throws: InputError.self) {
        try FlowInstance(SourceText(name: "cut", bytes: Array(whole.prefix(count))))
      }
    }
  }

  @Test func limitsAreChecked() throws {
    let jobs = Array(repeating: FlowJob(release: 0, operations: [1]), count: FlowInstance.jobLimit + 1)
    #expect(throws: InvalidFlowInstance.self) { try FlowInstance(name: "", jobs: jobs) }
    let long = FlowJob(release: 0, operations: Array(repeating: 1, count: FlowInstance.operationLimit))
    _ = try FlowInstance(name: "", jobs: [long])
    #expect(throws: InvalidFlowInstance.self) { try FlowInstance(name: "", jobs: [jobs[0], long]) }
    let huge = FlowJob(release: 0, operations: Array(repeating: 1 << 40, count: 1000))
    #expect(throws: InvalidFlowInstance.self) { try FlowInstance(name: "", jobs: [huge]) }
  }
}
