import Basics
import Solving
import Testing

@testable import MemoryMapping

@Suite struct LayerFormatTests {
  static let document = """
    {
      "name": "two convolutions",
      "memories": [
        {"name": "scratch", "capacity": 65536, "cost": 0.25},
        {"name": "main", "cost": 2}
      ],
      "alignment": 64,
      "bandwidth": 4,
      "instructions": [
        {"name": "conv1", "time": 30000, "supply": 20000},
        {"name": "conv2", "time": 25000}
      ],
      "tensors": [
        {"name": "image", "size": 12544, "uses": [0]},
        {"name": "weight", "size": 4096, "uses": [0, 1], "benefits": [9000, 6000], "copyDemand": 2048},
        {"name": "hidden", "size": 25088, "definition": 0, "uses": [1], "alias": "a"},
        {"name": "output", "size": 25088, "definition": 1, "uses": [], "alias": "a", "endsInSlowMemory": true}
      ]
    }
    """

  static let list = """
    # two convolutions
    capacity=65536
    alignment=64
    bandwidth=4
    fast-cost=0.25
    slow-cost=2
    name,inputs,outputs,sizes,cost
    inputs,,image weight1 weight2,12544 4096 8190,
    conv1,image weight1,hidden,25088,30000
    conv2,hidden weight2 hidden,output,25088,25000
    """

  func parse(_ text: String) throws -> LayerProgram {
    let source = SourceText(name: "dir/net.json", text: text)
    #expect(MemoryMapping.Layers.recognises(source))
    let program = try MemoryMapping.Layers.parse(source)
    return program
  }

  func message(_ text: String) -> String {
    do {
      _ = try MemoryMapping.Layers.parse(SourceText(name: "net", text: text))
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func theDocumentedExampleIsRead() throws {
    let program = try parse(Self.document)
    #expect(program.name == "two convolutions" && program.capacity == 65536 && program.alignment == 64)
    #expect(program.instructions.map(\.supply) == [20000, 25000])
    let (image, weight, hidden, output) = (
      program.tensors[0], program.tensors[1], program.tensors[2], program.tensors[3]
    )
    // 12544 · (2 - 0.25) and 12544 / 4.
    #expect(image.isInput && image.benefits == [21952] && image.copyDemand == 3136 && image.definitionBenefit == 0)
    #expect(weight.benefits == [9000, 6000] && weight.copyDemand == 2048)
    #expect(hidden.definitionBenefit == 43904 && hidden.benefits == [43904] && hidden.aliasGroup == output.aliasGroup)
    #expect(output.endsInSlowMemory && output.uses == [] && !hidden.endsInSlowMemory)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    for program in [
      try parse(Self.document), LayerSamples.network(.convolution, 40), LayerSamples.network(.transformer, 40),
    ] {
      #expect(try parse(LayerDocument.text(of: program)) == program)
    }
  }

  @Test func namesMayHoldAnything() throws {
    let program = try LayerProgram(
      name: "a \"b\" },{ é\n", capacity: 1, instructions: [.init(name: "x},{y", baseTime: 1, supply: 1)], tensors: [])
    #expect(try parse(LayerDocument.text(of: program)) == program)
  }

  @Test func anOperatorListBecomesAProgram() throws {
    let program = try parse(Self.list)
    #expect(program.name == "net" && program.capacity == 65536)
    #expect(program.instructions.map(\.name) == ["conv1", "conv2"])
    #expect(program.instructions.map(\.supply) == [30000, 25000])
    #expect(program.tensors.map(\.name) == ["image", "weight1", "weight2", "hidden", "output"])
    #expect(program.tensors.map(\.size) == [12544, 4096, 8192, 25088, 25088])
    #expect(program.tensors.map(\.definition) == [-1, -1, -1, 0, 1])
    #expect(program.tensors.map(\.uses) == [[0], [0], [1], [1], []])
    #expect(program.tensors[3].benefits == [43904] && program.tensors[3].definitionBenefit == 43904)
    #expect(program.tensors.map(\.endsInSlowMemory) == [false, false, false, false, true])
  }

  /// 12545 bytes take 12608 at an alignment of 64; what they cost is of the bytes themselves: 12545 * 1.75, 12545 / 4.
  @Test func emptyTensorsAndRepeatedUsesAreTaken() throws {
    let text = """
      {"memories": [{"capacity": 64, "cost": 1}, {"cost": 3}], "alignment": 16, "bandwidth": 4,
       "instructions": [{"time": 100}, {"time": 100}],
       "tensors": [{"size": 0, "definition": 0, "uses": [1, 1]}, {"size": 8, "definition": 0, "uses": [1, 1]},
                   {"size": 8, "uses": [0, 0, 1], "benefits": [2, 3, 4]}, {"size": 8, "uses": []}]}
      """
    let program = try parse(text)
    #expect(program.tensors.map(\.uses) == [[1], [1], [0, 1], []])
    // Two units of time are saved for each of 8 bytes.
    #expect(program.tensors.map(\.benefits) == [[0], [16], [5, 4], []])
    #expect(program.tensors.map(\.size) == [16, 16, 16, 16])
  }

  /// The same of an operator list: 9 bytes at two units saved each, in 16; what is empty saves nothing.
  @Test func anOperatorListTakesEmptyTensorsAndSquares() throws {
    let text = """
      capacity=64
      alignment=16
      bandwidth=4
      fast-cost=1
      slow-cost=3
      name,inputs,outputs,sizes,cost
      in,,a b,0 9,
      square,b b a,c,0,100
      """
    let program = try parse(text)
    #expect(program.tensors.map(\.uses) == [[0], [0], []])
    #expect(program.tensors.map(\.benefits) == [[0], [18], []])
    #expect(program.tensors.map(\.size) == [16, 16, 16])
    #expect(program.tensors.map(\.copyDemand) == [0, 3, 0])
  }

  @Test func sizesAreRoundedUpToTheAlignment() throws {
    let text = Self.document.replacing("12544", with: "12545")
    let program = try MemoryMapping.Layers.parse(SourceText(name: "net", text: text))
    #expect(program.tensors[0].size == 12608 && program.tensors[1].size == 4096)
    #expect(program.tensors[0].benefits == [21953] && program.tensors[0].copyDemand == 3137)
  }

  @Test(arguments: [
    ("{\"capacity\": 65536", "{\"capacity\": -1", "capacity -1"),
    ("\"capacity\": 65536, ", "", "net: expected exactly one fast memory, which has a capacity, found 0"),
    ("\"main\", \"cost\": 2", "\"main\", \"cost\": 2, \"capacity\": 9", "found 2"),
    ("\"cost\": 2}", "\"cost\": 0.1}", "exceeds"),
    ("\"cost\": 2}", "\"cost\": -2}", "at least 0"),
    (", \"cost\": 2}", "}", "net:14: tensor 0 has no benefits"),
    ("\"bandwidth\": 4,", "", "net:14: tensor 0 has no copy demand"),
    ("\"bandwidth\": 4,", "\"bandwidth\": 0,", "above 0"),
    ("\"bandwidth\": 4,", "\"bandwidth\": 1e-300,", "beyond 2^60"),
    ("12544", "-1", "net:14: tensor 0 (image) has the size -1, which is no positive multiple of the alignment"),
    ("4096", "0", "net:15: tensor 1 has the size 0 and benefits"),
    ("12544", "-64", "multiple of the alignment"),
    ("12544", "1e400", "net:14: expected 'size', an integer, found '1e400'"),
    ("\"uses\": [0, 1]", "\"uses\": [1, 0]", "net:15: tensor 1 (weight) is used by instruction 0: uses ascend"),
    ("\"uses\": [0, 1]", "\"uses\": [0, 2]", "below 2"),
    ("\"uses\": [0, 1]", "\"uses\": [0]", "net:15: tensor 1 (weight) has 1 use and 2 benefits"),
    ("[9000, 6000]", "[9000, -1]", "net:15: tensor 1 has the negative benefit -1"),
    ("[9000, 6000]", "[9000, 1152921504606846976]", "exceeds 2^60"),
    ("\"definition\": 0", "\"definition\": 7", "does not exist"),
    ("\"time\": 25000", "\"time\": \"long\"", "net:11: expected 'time', a number, found '\"long\"'"),
    ("\"time\": 25000", "\"tame\": 25000", "net:11: expected one of the keys name, time, supply, found 'tame'"),
    ("\"time\": 25000", "\"time\": -25000", "net:11: instruction 1 has the negative base time -25000"),
    ("\"uses\": [],", "", "net:17: expected the key 'uses', found none"),
    ("\"tensors\": [", "\"tensors\": [[[", "net:13: expected a tensor, an object, found '[['"),
    ("\"memories\":", "\"memory\":", "found 'memory'"),
  ])
  func aMistakeInADocumentIsOneClearError(what: String, with wrong: String, says: String) {
    let text = Self.document.split(separator: what, omittingEmptySubsequences: false).joined(separator: wrong)
    #expect(text != Self.document || what == "{\"capacity\": 65536")
    let message = message(what == "{\"capacity\": 65536" ? Self.document.replacing("65536", with: "-1") : text)
    #expect(message.contains(says), "\(message)")
  }

  @Test(arguments: [
    ("capacity=65536\n", "", "capacity=BYTES"),
    ("capacity=65536", "capacity=many", "net:2: expected a number from 0 to 2^60 for capacity, found 'many'"),
    ("capacity=65536", "capacity=1.5", "integer for capacity"),
    ("capacity=65536", "capacity=1\ncapacity=2", "net:3: expected capacity once"),
    ("alignment=64", "alignment=0", "alignment 0"),
    ("alignment=64", "shape=64", "net:3:"),
    ("slow-cost=2\n", "", "net: expected a line slow-cost=TIME, found none"),
    (
      "conv1,image weight1,hidden", "conv1,image weight3,hidden", "net:9: expected a tensor that is an output of a line"
    ),
    ("hidden,25088,30000", "hidden,25088 1,30000", "net:9: expected a size for each of 1 output, found 2 sizes"),
    ("hidden,25088,30000", "hidden,-1,30000", "net:9: expected the size of hidden from 0"),
    ("hidden,25088,30000", "hidden,25088,", "net:9: expected the cost of 'conv1', found an empty cell"),
    ("hidden,25088,30000", "hidden,25088,fast", "net:9: expected a cost (an integer), found 'fast'"),
    ("hidden,25088,30000", "image,25088,30000", "net:9: expected each tensor once"),
    ("hidden,25088,30000", "hidden,25088", "net:9: expected 5 cells, found 4"),
  ])
  func aMistakeInAnOperatorListIsOneClearErrorWithItsLine(what: String, with wrong: String, says: String) {
    let text = Self.list.split(separator: what, omittingEmptySubsequences: false).joined(separator: wrong)
    let message = message(text)
    #expect(message.contains(says), "\(message)")
  }

  @Test func truncatedFilesNeverCrash() {
    for text in [Self.document, Self.list] {
      for length in stride(from: 0, to: text.utf8.count, by: 7) {
        let source = SourceText(name: "net", bytes: Array(text.utf8.prefix(length)))
        _ = try? MemoryMapping.Layers.parse(source)
      }
    }
  }

  @Test func aCapacityCanBeAskedFor() throws {
    let arguments = try Arguments(["--capacity", "1024"], for: MemoryMapping.Layers.questions)
    let program = try MemoryMapping.Layers.asking(arguments, of: LayerSamples.threeUses)
    #expect(program.capacity == 1024 && program.tensors == LayerSamples.threeUses.tensors)
  }
}
