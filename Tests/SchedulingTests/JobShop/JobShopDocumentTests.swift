import Basics
import Testing

@testable import Scheduling

@Suite struct JobShopDocumentTests {
  func parse(_ text: String) throws -> JobShop.Instance {
    try JobShop.parse(SourceText(name: "shop.json", text: text))
  }

  /// Two jobs on two machines, the second from machine 1 to machine 0.
  static let jobs: [[JobShop.Operation]] = [
    [.init(machine: 0, duration: 3), .init(machine: 1, duration: 2)],
    [.init(machine: 1, duration: 4), .init(machine: 0, duration: 1)],
  ]

  static let forms = [
    """
    {"instance": "tiny", "family": "own", "year": "1984", "machines": 2, "jobs": 2, "data": [
      {"job": 0, "operation": 0, "machine": 0, "duration": 3}, {"job": 0, "operation": 1, "machine": 1, "duration": 2},
      {"job": 1, "operation": 0, "machine": 1, "duration": 4}, {"job": 1, "operation": 1, "machine": 0, "duration": 1}]}
    """,
    """
    {"data": [{"duration": 1, "machine": 0, "operation": 1, "job": 1}, {"job": 0, "operation": 1, "machine": 1,
      "duration": 2.0}, {"job": 1, "operation": 0, "machine": 1, "duration": 4}, {"job": 0, "operation": 0,
      "machine": 0, "duration": 3}], "jobs": 2, "machines": 2, "name": "tiny"}
    """,
    """
    {"instance": "tiny", "machines": 2, "jobs": 2, "data": [
      {"job": 1, "operation": 1, "machine": 1, "duration": 3}, {"job": 1, "operation": 2, "machine": 2, "duration": 2},
      {"job": 2, "operation": 1, "machine": 2, "duration": 4}, {"job": 2, "operation": 2, "machine": 1, "duration": 1}]}
    """,
    """
    {"name": "tiny", "duration_matrix": [[3, 2], [4, 1]], "machines_matrix": [[0, 1], [1, 0]],
     "metadata": {"optimum": 6, "upper_bound": 6, "lower_bound": 6, "reference": "by hand"}}
    """,
    """
    {"name": "tiny", "machines_matrix": [[[0], [1]], [[1], [0]]], "duration_matrix": [[3, 2], [4, 1]],
     "release_dates_matrix": null, "deadlines_matrix": []}
    """,
  ]

  @Test(arguments: forms)
  func bothFormsGiveTheSameShop(_ text: String) throws {
    let instance = try parse(text)
    #expect(instance.name == "tiny" && instance.machineCount == 2 && instance.jobs == Self.jobs)
    #expect(JobShop.recognises(SourceText(name: "file", text: text)))
  }

  static let malformed: [(text: String, line: Int?, mentions: String)] = [
    (
      "{\"data\": [{\"job\": 0,\n\"operation\": 0, \"machine\": 0, \"duration\": 2.5}]}", 2,
      "a duration, an integer, found '2.5'"
    ),
    ("{\"data\": [{\"job\": 0, \"operation\": 0, \"machine\": 0}]}", 1, "the key 'duration'"),
    (
      "{\"jobs\": 2, \"data\": [\n{\"job\": 0, \"operation\": 0, \"machine\": 0, \"duration\": 1}]}", nil,
      "none of job 1"
    ),
    (
      "{\"jobs\": 1, \"data\": [\n{\"job\": 1, \"operation\": 0, \"machine\": 0, \"duration\": 1},"
        + "\n{\"job\": 0, \"operation\": 0, \"machine\": 0, \"duration\": 1}]}", 2, "a job from 0 to 0, found '1'"
    ),
    (
      "{\"data\": [\n{\"job\": 0, \"operation\": 0, \"machine\": 0, \"duration\": 1},"
        + "\n{\"job\": 0, \"operation\": 0, \"machine\": 0, \"duration\": 1}]}", 3, "each once"
    ),
    (
      "{\"machines\": 1, \"data\": [{\"job\": 0, \"operation\": 0, \"machine\": 0, \"duration\": 1},"
        + "{\"job\": 0, \"operation\": 1, \"machine\": 1, \"duration\": 1}]}", nil, "machines from 0 to 0"
    ),
    ("{\"duration_matrix\": [[3, 2]], \"machines_matrix\": [[0]]}", nil, "rows of different lengths"),
    ("{\"duration_matrix\": [[3, 2]], \"machines_matrix\": [[0, [1, 2]]]}", 1, "a flexible job shop"),
    (
      "{\"duration_matrix\": [[3]], \"machines_matrix\": [[0]], \"release_dates_matrix\": [[4]]}", 1,
      "'release_dates_matrix'"
    ),
    ("{\"duration_matrix\": [[-3]], \"machines_matrix\": [[0]]}", 1, "a duration from 0 on"),
    ("{\"duration_matrix\": [[3]]}", 1, "the key 'machines_matrix'"),
    ("{\"duration_matrix\": [[3", 1, "the end of the text"),
  ]

  @Test(arguments: malformed)
  func malformedInputGivesOneError(text: String, line: Int?, mentions: String) {
    let error = #expect(throws: InputError.self) { try parse(text) }
    #expect(error?.line == line, "\(String(describing: error))")
    #expect(error?.message.contains(mentions) ?? false, "\(String(describing: error))")
  }
}
