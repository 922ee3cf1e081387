import Basics
import Solving
import Testing

@testable import Pods

@Suite struct PlainClusterTests {
  static func parse(_ text: String) throws -> PodPacking.Instance {
    try PodPacking.parse(SourceText(name: "folder/tiny.json", text: text))
  }

  @Test func readsNodesPodsAndPlaces() throws {
    let instance = try Self.parse(
      """
      {"nodes":[{"name":"a","cpu":1000,"mem":500},{"name":"b","cpu":2000,"mem":700}],
       "pods":[{"name":"x","cpu":100,"mem":10,"priority":1,"node":null},
               {"name":"y","cpu":200.5,"mem":20,"priority":4,"node":"b"}]}
      """)
    #expect(instance.name == "tiny")
    #expect(instance.resourceNames == ["cpu", "memory"])
    #expect(instance.capacity == [1000, 500, 2000, 700])
    #expect(instance.request == [100, 10, 201, 20])
    #expect(instance.priorities == [4, 1])
    #expect(instance.priorityLevel == [1, 0])
    #expect(instance.currentNode == [-1, 1])
  }

  @Test func keysThatTheFormatLacksAreTold() throws {
    let instance = try Self.parse(
      """
      {"nodes":[{"name":"a","cpu":1,"mem":1,"gpu":2}],"cores":1,
       "pods":[{"name":"x","cpu":1,"mem":1,"priorty":3},{"name":"y","cpu":1,"mem":1,"priorty":4,"gpu":null}]}
      """)
    #expect(
      PodPacking.warnings(of: instance) == [
        "the key 'cores' is not known here and not looked at: the cluster",
        "the key 'gpu' is not known here and not looked at: a",
        "the key 'priorty' is not known here and not looked at: x, y",
      ])
  }

  static let broken: [(text: String, mentions: String)] = [
    ("{\"nodes\":[],\"pods\":[]}", "at least one node"),
    ("{\"nodes\":[{\"name\":\"a\",\"cpu\":1,\"mem\":1}]}", "'pods' is missing"),
    ("{\"nodes\":[{\"name\":\"a\",\"cpu\":-1,\"mem\":1}],\"pods\":[]}", "nodes.0.cpu"),
    ("{\"nodes\":[{\"name\":\"a\",\"cpu\":1e30,\"mem\":1}],\"pods\":[]}", "nodes.0.cpu"),
    (
      "{\"nodes\":[{\"name\":\"a\",\"cpu\":1,\"mem\":1},{\"name\":\"a\",\"cpu\":1,\"mem\":1}],\"pods\":[]}",
      "two nodes 'a'"
    ),
    (
      "{\"nodes\":[{\"name\":\"a\",\"cpu\":1,\"mem\":1}],\"pods\":[{\"name\":\"p\",\"cpu\":1,\"mem\":1,\"node\":\"z\"}]}",
      "node 'z'"
    ),
    ("{\"nodes\":[\n{\"name\":}],\"pods\":[]}", "tiny.json:2"),
  ]

  @Test(arguments: broken)
  func mistakesAreNamed(text: String, mentions: String) {
    let error = #expect(throws: InputError.self) { try Self.parse(text) }
    #expect(error.map { $0.description.contains(mentions) } == true, "\(String(describing: error))")
  }

  @Test func hugeAmountsNeitherOverflowNorFit() throws {
    let instance = try Self.parse(
      """
      {"nodes":[{"name":"a","cpu":1000,"mem":4611686018427387904}],
       "pods":[{"name":"x","cpu":9223372036854775807,"mem":1},{"name":"y","cpu":1,"mem":4611686018427387903}]}
      """)
    #expect(instance.request == [1001, 1, 1, 4_611_686_018_427_387_903])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let text = try PodPacking.generate(Arguments(["--nodes", "3"], for: PodPacking.generatorParameters))
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "x.json", text: text))
    #expect(PodPacking.text(of: PlainCluster(snapshot)) == text)
  }

  @Test func aPendingPodIsWrittenWithNull() throws {
    let words = ["--nodes", "3", "--usage", "1.05"]
    let text = try PodPacking.generate(Arguments(words, for: PodPacking.generatorParameters))
    #expect(text.contains("\"node\":null"))
  }
}
