import Basics
import Solving
import Testing

@testable import VirtualMachines

@Suite struct VMFormatTests {
  static let simple = """
    {"x": 16, "mnl": 3, "pms": [{"numas": [{"cpu": 44, "mem": 100}, {"cpu": 44, "mem": 100}], "rack": "a"},
      {"numas": [{"cpu": 20, "mem": 50}, {"cpu": 20, "mem": 50}]}],
     "vms": [{"cpu": 8, "mem": 16, "numas": 1, "pm": 1, "numa": 1, "fixed": true},
      {"cpu": 8, "mem": 16, "numas": 2, "pm": 0, "numa": -1}],
     "antiAffinity": [[0, 1]], "rackAntiAffinity": [[1, 0]]}
    """

  static let native = """
    {"cluster_list": [{"cluster_name": "c", "host_info": [
       {"node_id": "h0", "status": "OUTAGE", "numa": [], "rack_id": 2},
       {"node_id": "h1", "status": "ACTIVE", "numa": [
         {"node": 1, "total_cpu": 20, "free_cpu": 0, "memory_huge_total_mb": 50.0, "memory_huge_free_mb": 0},
         {"node": 0, "total_cpu": 44.0, "free_cpu": 0, "memory_huge_total_mb": 100, "memory_huge_free_mb": 0}],
        "rack_id": 2}],
      "vm_instance": [
       {"instance_id": "a", "instance_type": "t", "host_id": "h1", "numa": [{"node": 1, "cpu": 8.0, "mem_mb": 16.0}],
        "allow_migration": 0},
       {"instance_id": "gone", "instance_type": "t", "host_id": "h0", "numa": [{"node": 1, "cpu": 8, "mem_mb": 16}]},
       {"instance_id": "b", "instance_type": "t", "host_id": "h1",
        "numa": [{"node": 0, "cpu": 4, "mem_mb": 8}, {"node": 1, "cpu": 4, "mem_mb": 8}], "allow_migration": true}],
      "other_requirement": {"deployment_set": [{"granularity": "host", "data": ["a", "gone", "nobody"]}]}}]}
    """

  static let csv = """
    pm,cpu0,mem0,cpu1,mem1,rack
    east,44,100,44,100,a
    west,20,50,20,50,

    vm,cpu,mem,numas,pm,numa,fixed,groups,rackGroups
    web,8,16,1,west,1,1,g;h,r
    db,8,16,2,east,-1,0,g,r
    """

  func parse(_ text: String, name: String = "case.json") throws -> VMRescheduling.Instance {
    try VMRescheduling.parse(SourceText(name: name, text: text))
  }

  @Test func theSimpleFormatIsReadWhole() throws {
    let instance = try parse(Self.simple)
    #expect(instance.name == "case" && instance.migrationLimit == 3 && instance.measure.plainBlock == 16)
    #expect(instance.machines.map(\.rack) == ["a", nil])
    #expect(instance.machines[1].nodes == [.init(cpu: 20, memory: 50), .init(cpu: 20, memory: 50)])
    let (first, second) = (instance.virtualMachines[0], instance.virtualMachines[1])
    #expect(first.isFixed && first.home == .init(machine: 1, node: 1) && first.share == .init(cpu: 8, memory: 16))
    #expect(
      !second.isFixed && second.home == .init(machine: 0, nodes: [0, 1]) && second.share == .init(cpu: 4, memory: 8))
    #expect(instance.antiAffinity == [[0, 1]] && instance.rackAntiAffinity == [[1, 0]])
  }

  @Test func theNativeFormatKeepsActiveMachinesOnly() throws {
    let instance = try parse(Self.native)
    #expect(instance.machines.map(\.name) == ["h1"])
    #expect(instance.machines[0].nodes == [.init(cpu: 44, memory: 100), .init(cpu: 20, memory: 50)])
    #expect(
      instance.virtualMachines.map(\.name) == ["a", "b"] && instance.virtualMachines.map(\.isFixed) == [true, false])
    #expect(instance.virtualMachines[1].size == .init(cpu: 8, memory: 16))
    #expect(instance.antiAffinity == [])
  }

  @Test func aPairOfTablesSaysTheSameAsJSON() throws {
    let instance = try parse(Self.csv, name: "case.csv")
    let json = try parse(Self.simple)
    #expect(instance.machines.map(\.nodes) == json.machines.map(\.nodes))
    #expect(instance.virtualMachines.map(\.home) == json.virtualMachines.map(\.home))
    #expect(instance.virtualMachines.map(\.isFixed) == [true, false])
    #expect(instance.antiAffinity == [[0, 1]] && instance.rackAntiAffinity == [[0, 1]])
  }

  @Test func formatsAreToldFromThoseOfOtherProblems() {
    for text in [Self.simple, Self.native, Self.csv] {
      #expect(VMRescheduling.recognises(SourceText(name: "x", text: text)))
    }
    for text in ["", "3 2\n0 1 1 1", "{\"nodes\": [], \"pods\": []}", "{", "id,size\n1,2", "[1]"] {
      #expect(!VMRescheduling.recognises(SourceText(name: "x", text: text)), "\(text)")
    }
  }

  static let badInputs: [(text: String, message: String)] = {
    var cases: [(text: String, message: String)] = []
    func add(_ text: String, _ message: String) { cases.append((text, message)) }
    add("{\"pms\": [], \"vms\": []}", "there must be at least one machine")
    add("{\"pms\": [{}], \"vms\": []}", "'pms.[0].numas'")
    add(simple.replacing("\"cpu\": 8,", with: "\"cpu\": 80,"), "has not enough cores from VM 0 on")
    add(simple.replacing("\"mem\": 16,", with: "\"mem\": 160,"), "has not enough memory from VM 0 on")
    add(simple.replacing("\"pm\": 1", with: "\"pm\": 2"), "VM 0 is on machine 2; there are 0 to 1")
    add(simple.replacing("\"numa\": 1", with: "\"numa\": 2"), "VM 0 is on NUMA node 2")
    add(simple.replacing("\"numas\": 2", with: "\"numas\": 3"), "VM 1 is on 3 NUMA nodes")
    add(
      simple.replacing("\"cpu\": 8, \"mem\": 16, \"numas\": 2", with: "\"cpu\": 7, \"mem\": 16, \"numas\": 2"),
      "split evenly"
    )
    add(simple.replacing("[[0, 1]]", with: "[[0, 2]]"), "names VM 2, which does not exist")
    add(simple.replacing("[[0, 1]]", with: "[[0, 0]]"), "names VM 0 twice")
    add(simple.replacing("\"mnl\": 3", with: "\"mnl\": -1"), "migration limit -1")
    add(simple.replacing("\"x\": 16", with: "\"x\": 0"), "block size 0")
    add(simple.replacing("\"cpu\": 44", with: "\"cpu\": 9223372036854775807"), "both are 0 to 2^40")
    add(simple.replacing("}],", with: "}]"), "JSON")
    add(native.replacing("\"cpu\": 8.0", with: "\"cpu\": 8.5"), "8.5 is no whole number")
    add(native.replacing("\"host_id\": \"h1\"", with: "\"host_id\": \"h9\""), "'h9', which is not in the file")
    add(csv.replacing("west,20", with: "west,2x"), "x:3: expected an integer in column 2, found '2x'")
    add(csv.replacing("1,west", with: "1,north"), "x:6: expected a machine of the other table, found 'north'")
    add(csv.replacing(",g;h,r", with: ",g;h"), "x:6: expected 9 values as in the header, found 8")
    add("pm,cpu0,mem0,cpu1,mem1\n", "expected both tables")
    add(simple.replacing("\"mnl\": 3", with: "\"mnl\": 3, \"mnl\": 4"), "the key 'mnl' is there twice")
    add(native.replacing("\"node\": 0,", with: "\"node\": 0, \"node\": 0,"), "the key 'node' is there twice")
    add(simple.replacing("\"mnl\"", with: "\"mln\""), "found 'mln'; did you mean 'mnl'?")
    return cases
  }()

  /// Semicolons, names as people write them, whole numbers with a point, empty cells at the end.
  @Test func tablesOfSpreadsheetsAreTheSame() throws {
    let text = Self.csv.replacing(";", with: "|").replacing(",", with: ";").replacing("g|h", with: "\"g;h\"")
      .replacing("44;100;44", with: "44,0;100;44.0").replacing("cpu1;mem1", with: "CPU1;\"Mem1 (GiB)\"")
      .replacing("rackGroups", with: "Rack Groups;;").replacing("numas;pm", with: "NUMAs;PM")
    #expect(text != Self.csv)
    let (instance, plain) = (try parse(text), try parse(Self.csv))
    #expect(instance.machines == plain.machines && instance.virtualMachines == plain.virtualMachines)
    #expect(instance.antiAffinity == plain.antiAffinity)
    let further = try parse(
      Self.csv.replacing(",rackGroups", with: ",rackGroups,Colour").replacing(",r\n", with: ",r,red\n") + ",red")
    #expect(further.virtualMachines == plain.virtualMachines)
    let warnings = ["the column 'Colour' is not looked at"] + VMRescheduling.warnings(of: plain)
    #expect(VMRescheduling.warnings(of: further) == warnings)
    let misspelt = #expect(throws: InputError.self) { try parse(Self.csv.replacing(",fixed", with: ",fixd")) }
    #expect(misspelt?.description.contains(":5: expected the column 'fixed', found 'fixd'") == true)
    let error = #expect(throws: InputError.self) { try parse(Self.csv.replacing("west,20", with: "west,20.5")) }
    #expect(error?.description.contains(":3: expected an integer in column 2, found '20.5'") == true)
  }

  @Test(arguments: badInputs)
  func badInputIsOneClearError(text: String, message: String) {
    do {
      _ = try parse(text, name: "x")
      Issue.record("read without an error")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  @Test func optionsChangeTheQuestion() throws {
    let instance = try parse(Self.simple)
    let arguments = try Arguments(["--mnl", "7", "--fragment=32"], for: VMRescheduling.questions)
    let asked = try VMRescheduling.asking(arguments, of: instance)
    #expect(asked.migrationLimit == 7 && asked.measure.plainBlock == 32)
    #expect(throws: ParameterError.self) { try Arguments(["--capacity", "5"], for: VMRescheduling.questions) }
  }

  @Test func aNumberThatMustBeWholeIsNamed() throws {
    let text = "{\"pms\": [{\"numas\": [{\"cpu\": 4, \"mem\": 4}]}],\n\"vms\": [{\"cpu\": 1.5, \"mem\": 1, \"pm\": 0}]}"
    let error = #expect(throws: InputError.self) { try VMRescheduling.parse(SourceText(name: "x.json", text: text)) }
    #expect(try #require(error).description.contains("'cpu', an integer, found '1.5'"))
  }

  /// Of the simple format, whose files are written by hand.
  @Test func mistakesHaveTheirLine() throws {
    let text = """
      {
       "pms": [
        {"numas": [{"cpu": 4, "mem": 4}, {"cpu": 4, "mem": 4}]},
        {"numas": [{"cpu": 4, "mem": 4}, {"cpu": 4, "mem": 4}]}
       ],
       "vms": [
        {"cpu": 2, "mem": 1, "pm": 0},
        {"cpu": 1,
         "mem": 1, "pm": 1}
       ]
      }
      """
    #expect(try parse(text, name: "x").virtualMachines.count == 2)
    for (what, wrong, says) in [
      ("\"pm\": 1", "\"pm\": 2", "x:8: VM 1 is on machine 2"), ("\"cpu\": 1", "\"cpu\": 9", "x:8: NUMA node 0 of"),
      ("\"pm\": 0", "\"pm\": \"a\"", "x:7: "), ("{\"cpu\": 1,", "{", "x:8: expected 'vms.[1].cpu'"),
      ("\"mem\": 1, \"pm\": 1", "\"mem\": 1, \"pm\": 1, \"fixed\": 7", "x:9: expected Bool as 'vms.[1].fixed'"),
    ] {
      let error = #expect(throws: InputError.self) { try parse(text.replacing(what, with: wrong), name: "x") }
      let message = try #require(error).description
      #expect(message.hasPrefix(says), "\(message)")
    }
  }

  @Test func tablesInTwoFilesAreReadWithTheOtherAsCompanion() throws {
    let tables = Self.csv.split(separator: "\n\n").map(String.init)
    #expect(VMRescheduling.companions(of: "set/a-pms.csv") == ["set/a-vms.csv"])
    #expect(VMRescheduling.companions(of: "set/a-vms.csv") == ["set/a-pms.csv"])
    let machines = SourceText(name: "set/a-pms.csv", text: tables[0])
    let vms = SourceText(name: "set/a-vms.csv", text: tables[1])
    let whole = try parse(Self.csv)
    for (source, companion) in [(machines, vms), (vms, machines)] {
      let pair = SourceText(name: source.name, bytes: source.bytes, companions: [companion])
      #expect(VMRescheduling.recognises(pair))
      let instance = try VMRescheduling.parse(pair)
      #expect(instance.machines == whole.machines && instance.virtualMachines == whole.virtualMachines)
    }
    // No file is opened: what is not handed over is not there.
    let error = #expect(throws: InputError.self) { try VMRescheduling.parse(machines) }
    let message = "set/a-pms.csv: its other table is to be in set/a-vms.csv, which cannot be read"
    #expect(try #require(error).description == message)
  }
}
