import Basics
import Testing

@testable import Pods

@Suite struct OpenTraceTests {
  static let nodes = "sn,cpu_milli,memory_mib,gpu,model\nn0,32000,1024,0,\nn1,64000,2048,2,T4\n"
  static let pods = """
    name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos
    a,1000,10,1,460,,LS
    b,2000,20,2,1000,T4|P100|T4,BE

    """

  static func snapshot(_ text: String) throws -> ClusterSnapshot {
    try PodPacking.snapshot(from: SourceText(name: "openb.csv", text: text))
  }

  @Test func bothListsAreOneCluster() throws {
    #expect(PodPacking.recognises(SourceText(name: "x", text: Self.nodes)))
    let snapshot = try Self.snapshot(Self.nodes + Self.pods)
    #expect(snapshot.nodes[1].allocatable == ["cpu": 64000, "memory": 2048 << 20, "gpu-milli": 2000])
    #expect(snapshot.pods.map { $0.requests["gpu-milli"] } == [460, 2000])
    #expect(snapshot.pods.map(\.priority) == [3, 0])
    let instance = try snapshot.compiled()
    #expect(!instance.allows(pod: 1, node: 0))
    #expect(instance.allows(pod: 1, node: 1))
  }

  @Test func tablesOfSpreadsheetsAreTheSame() throws {
    let text = (Self.nodes + Self.pods).replacing(",", with: ";").replacing("cpu_milli", with: "CPU (milli)_milli")
      .replacing("1000;10;1", with: "1000,0;10.0;1")
    let (snapshot, plain) = (try Self.snapshot(text), try Self.snapshot(Self.nodes + Self.pods))
    #expect(snapshot.nodes.map(\.allocatable) == plain.nodes.map(\.allocatable))
    #expect(snapshot.pods.map(\.requests) == plain.pods.map(\.requests))
    let error = #expect(throws: InputError.self) {
      try Self.snapshot(Self.nodes + Self.pods.replacing("a,1000", with: "a,3.5"))
    }
    #expect(error?.description.hasPrefix("openb.csv:5:") == true)
  }

  @Test(arguments: [
    (nodes, "0 pods"), (nodes + pods + "c,1,2\n", "7 values"), (nodes + pods + "c,x,2,0,0,,\n", "openb.csv:7"),
    (nodes + "n2,99999999999999999999,1,0,\n", "cpu_milli"),
  ])
  func mistakesAreNamed(text: String, mentions: String) {
    let error = #expect(throws: InputError.self) { try Self.snapshot(text) }
    #expect(error?.description.contains(mentions) == true, "\(String(describing: error))")
  }
}
