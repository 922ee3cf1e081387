import Basics
import Solving
import Testing

@testable import MemoryMapping

@Suite struct AllocationFormatTests {
  private func parse(_ text: String, name: String = "set.csv") throws(InputError) -> MemoryMapping.BufferSet {
    try MemoryMapping.Allocation.parse(SourceText(name: name, text: text))
  }

  private func failure(_ text: String) -> String {
    do throws(InputError) {
      _ = try parse(text)
      return "valid"
    } catch {
      return error.description
    }
  }

  @Test func columnsComeInAnyOrderAndSomeMayBeMissing() throws {
    let set = try parse("size,id,upper,lower,alignment,hint,gaps\n4,x,9,0,2,-1,\n6,\"y,\"\"z\",8,-3,,12,4-5 0-2\n")
    #expect(
      set.buffers == [
        .init(id: "x", lower: 0, upper: 9, size: 4, alignment: 2),
        .init(
          id: "y,\"z", lower: -3, upper: 8, size: 6, gaps: [.init(lower: 0, upper: 2), .init(lower: 4, upper: 5)],
          hint: 12),
      ])
    #expect(set.name == "set" && set.capacity == nil)
  }

  @Test func tablesOfSpreadsheetsAreTheSame() throws {
    let plain = try parse("id,lower,upper,size,in_place_of\na,0,3,7,\nb,3,5,7,a\n")
    for text in [
      "Buffer ID;Lower Time;Upper;Size (bytes);In Place Of\na;0;3,0;7;\nb;3;5.0;7;a\n",
      "Buffer_ID\tLOWER\tupper\tsize\tinPlaceOf\na\t0\t3\t7.0\t\nb\t3\t5\t7\ta\n",
    ] {
      #expect(try parse(text).buffers == plain.buffers, "\(text)")
    }
    let error = #expect(throws: InputError.self) { try parse("id,lower,upper,size\na,0,3.5,7\n") }
    #expect(error?.description.contains(":2: ") == true)
  }

  @Test func anEndIsInclusiveAlsoInsideGaps() throws {
    let set = try parse("buffer_id,begin,end,size,gaps\r\n7,0,9,3,4-5\r\n")
    #expect(set.buffers == [.init(id: "7", lower: 0, upper: 10, size: 3, gaps: [.init(lower: 4, upper: 6)])])
  }

  @Test func anOffsetFixesAndReadingStopsAtAnEmptyLine() throws {
    let set = try parse("id,start,upper,size,offset\na,0,1,2,6\nb,0,1,2,\n\nnot read\n")
    #expect(set.buffers.map(\.fixedOffset) == [6, nil])
  }

  @Test(arguments: [
    ("id,lower,upper\n", "set.csv:1: the header line needs"), ("id,lower,upper,size,end\n", "one of upper and end"),
    ("id,lower,upper,size,aligment\n", "expected the column 'alignment', found 'aligment'"),
    ("id,id,lower,upper,size\n", "found 'id'"),
    ("id,lower,upper,size\na,0,1\n", "set.csv:2: expected 4 values, as in the header, found 3"),
    ("id,lower,upper,size\na,0,1,two\n", "set.csv:2: expected the size (an integer of 64 bits), found 'two'"),
    ("id,lower,upper,size\na,0,1,99999999999999999999\n", "found '99999999999999999999'"),
    ("id,lower,upper,size\na,0,1,1\nb,5,4,1\n", "set.csv:3: a life time that ends before it begins"),
    ("id,lower,upper,size\na,0,1,-1\n", "set.csv:2: the size -1"),
    ("id,lower,upper,size\na,0,1,-9223372036854775808\n", "the size -9223372036854775808"),
    ("id,lower,upper,size\na,0,9223372036854775807,1\n", "a life time beyond 2^60"),
    ("id,lower,end,size\na,0,9223372036854775807,1\n", "expected an end below 2^63 - 1"),
    ("id,lower,upper,size\na,0,1,1152921504606846976\nb,0,1,1\n", "set.csv:3: the sizes and alignments of all"),
    ("id,lower,upper,size\na,0,1,1\na,0,1,1\n", "set.csv:3: a second buffer 'a'"),
    ("id,lower,upper,size,alignment\na,0,1,1,0\n", "the alignment 0"),
    ("id,lower,upper,size,alignment,offset\na,0,1,1,4,6\n", "the offset 6, not a multiple of its alignment 4"),
    ("id,lower,upper,size,gaps\na,0,9,1,3\n", "expected gaps such as '3-5 8-9@0:2'"),
    ("id,lower,upper,size,gaps\na,0,9,1,3-5@1:2\n", "the window [1, 2) of a gap, outside the buffer's [0, 1)"),
    ("id,lower,upper,size,gaps\na,0,9,4,3-5@2\n", "found '3-5@2'"),
    ("id,lower,upper,size,gaps\na,0,9,1,0-10\n", "the gap [0, 10), not inside"),
    ("id,lower,upper,size,hint\na,0,9,1,-2\n", "expected a hint from -1 on"),
    ("id,lower,upper,size\n\"a,0,9,1\n", "set.csv:2: a quote is not closed"),
  ])
  func aMistakeIsNamedWithItsLine(text: String, message: String) {
    #expect(failure(text).contains(message), "\(failure(text))")
  }

  @Test func jsonSaysTheSame() throws {
    let text = """
      {"capacity": 12, "buffers": [{"id": "x", "lower": 0, "upper": 9, "size": 4, "alignment": 2},
       {"id": 2, "lower": 3, "upper": 8, "size": 6, "gaps": [[4, 5]], "hint": 4, "offset": 6}]}
      """
    let set = try parse(text, name: "folder/set.json")
    #expect(set.capacity == 12 && set.name == "set")
    #expect(
      set.buffers == [
        .init(id: "x", lower: 0, upper: 9, size: 4, alignment: 2),
        .init(
          id: "2", lower: 3, upper: 8, size: 6, gaps: [.init(lower: 4, upper: 5)], fixedOffset: 6, hint: 4),
      ])
  }

  @Test(arguments: [
    (#"{"buffers": [{"id": 1}]}"#, "expected the key 'lower', found none"),
    (#"{"buffers": 3}"#, "expected 'buffers', an array, found '3'"),
    (#"{"name": "buffers"}"#, "expected the key 'buffers', found none"),
    (#"{"buffers": [], "capacity": -1}"#, "a capacity from 0 on"), (#"{"buffers": ["#, "the end of the text"),
    (#"{"buffers": [{"id": 1, "lower": 2, "upper": 1, "size": 1}]}"#, "set.csv:1: buffer '1': a life time that ends"),
    (#"{"buffers": [{"id": 1, "aligment": 4}]}"#, "found 'aligment'; did you mean 'alignment'?"),
    (
      #"{"pools": [{"name": "sram"}], "buffers": [{"id": 1, "lower": 0, "upper": 1, "size": 1, "pools": ["srm"]}]}"#,
      "did you mean 'sram'?"
    ),
    (#"{"buffers": [{"id": 1, "lower": 0, "upper": 1, "size": 1, "inPlaceOf": 2}]}"#, "found '2'"),
    (#"{"buffers": [{"id": 1, "lower": 2, "upper": 5, "size": 1, "gaps": [[3]]}]}"#, "gaps as pairs of times"),
  ])
  func aMistakeInJSONIsNamed(text: String, message: String) {
    #expect(failure(text).contains(message), "\(failure(text))")
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func whatIsWrittenIsReadBack(seed: UInt64) throws {
    let set = AllocationSamples.random(
      8, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, fixed: seed % 4 == 0)
    #expect(try parse(MemoryMapping.BufferTable.text(of: set), name: "sample.csv") == set)
    let placement = MemoryMapping.Placement((0..<8).map { 8 * $0 }, of: set)
    let solved = try parse(MemoryMapping.BufferTable.text(of: set, placement))
    #expect(solved.buffers.map(\.fixedOffset) == placement.offsets)
  }

  @Test func otherTablesAreNotTaken() {
    #expect(!MemoryMapping.Allocation.recognises(SourceText(name: "t.csv", text: "p,d\n1,2\n")))
    #expect(!MemoryMapping.Allocation.recognises(SourceText(name: "t.json", text: #"{"pods": []}"#)))
    #expect(MemoryMapping.Allocation.recognises(SourceText(name: "t.csv", text: "id,lower,upper,size\n")))
  }

  @Test func theCapacityOfTheCommandLineIsTheQuestion() throws {
    let arguments = try Arguments(["--capacity", "7"], for: MemoryMapping.Allocation.questions)
    #expect(try MemoryMapping.Allocation.asking(arguments, of: AllocationSamples.exact).capacity == 7)
    #expect(throws: ParameterError.self) { try Arguments(["--mnl", "3"], for: MemoryMapping.Allocation.questions) }
  }

  @Test(arguments: [
    ("{\"buffers\": [\n{\"id\": 1, \"lower\": 0, \"upper\": 2, \"size\": 2.5}]}", "2.5"),
    (
      "{\"buffers\": [{\"id\": 1, \"lower\": 0, \"upper\": 2, \"gaps\": null,\n\"size\": 2, \"aligment\": 4}]}",
      "aligment"
    ),
  ])
  func whatTheJSONFormatDoesNotKnowIsNamedWithItsLine(text: String, found: String) throws {
    let error = #expect(throws: InputError.self) {
      try MemoryMapping.Allocation.parse(SourceText(name: "x.json", text: text))
    }
    let message = try #require(error).description
    #expect(message.hasPrefix("x.json:2:") && message.contains("'\(found)'"), "\(message)")
  }
}
