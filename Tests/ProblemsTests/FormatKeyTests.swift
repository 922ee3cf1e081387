import Basics
import MemoryMapping
import Testing
import VirtualMachines

@Suite struct FormatKeyTests {
  @Test func keysThatAFormatDoesNotKnowAreNamed() {
    let buffers = "{\"buffers\": [\n{\"id\": 1, \"lower\": 0, \"upper\": 2, \"size\": 2.5}]}"
    let typo = "{\"buffers\": [{\"id\": 1, \"lower\": 0, \"upper\": 2, \"gaps\": null,\n\"size\": 2, \"aligment\": 4}]}"
    for (text, found) in [(buffers, "2.5"), (typo, "aligment")] {
      let error = #expect(throws: InputError.self) {
        try MemoryMapping.Allocation.parse(SourceText(name: "x.json", bytes: Array(text.utf8)))
      }
      #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("x.json:2:") && "\(error!)".contains("'\(found)'"))
    }
    let cluster =
      "{\"pms\": [{\"numas\": [{\"cpu\": 4, \"mem\": 4}]}],\n\"vms\": [{\"cpu\": 1.5, \"mem\": 1, \"pm\": 0}]}"
    let error = #expect(throws: InputError.self) {
      try VMRescheduling.parse(SourceText(name: "x.json", bytes: Array(cluster.utf8)))
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("'cpu', an integer, found '1.5'"))
  }
}
