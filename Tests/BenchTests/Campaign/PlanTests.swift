import Testing

@testable import Bench

@Suite struct VariantTests {
  @Test func aVariantIsAnEngineWithOptions() throws {
    let variant = try Variant("native:workers=2,seed=7,paranoid")
    #expect(variant.name == "native:workers=2,seed=7,paranoid" && variant.engine == "native")
    #expect(variant.workers == 2 && variant.seed == 7)
    #expect(
      variant.arguments(seed: 1) == ["--engine", "native", "--workers", "2", "--seed", "7", "--paranoid"])
    #expect(try Variant(variant.definition).options == variant.options)
  }

  @Test func aNameStandsBeforeTheEngine() throws {
    let variant = try Variant("base=glpk:gap=0.01")
    #expect(variant.name == "base" && variant.engine == "glpk" && variant.definition == "glpk:gap=0.01")
    #expect(variant.arguments(seed: 4) == ["--engine", "glpk", "--workers", "1", "--seed", "4", "--gap", "0.01"])
  }

  @Test(arguments: ["", ":workers=1", "native:", "native:=3", "native:log=json", "native:seed=1,seed=2", "a b"])
  func aMalformedVariantIsTold(_ text: String) {
    #expect(throws: BenchError.self) { try Variant(text) }
  }

  @Test func seedsAreNumbersAndRanges() throws {
    #expect(try SeedList.parse("1,5..7,9") == [1, 5, 6, 7, 9])
    for text in ["", "a", "5..1", "1,1", "1...3,", "1.5"] {
      #expect(throws: BenchError.self) { try SeedList.parse(text) }
    }
  }
}

@Suite struct InstanceSelectionTests {
  @Test func foldersGlobsListsAndNumbersSelect() throws {
    let scratch = Scratch()
    for name in ["set/a/x10.txt", "set/a/x9.txt", "set/b/y.sm", "set/README.md", "set/bounds.csv", "set/.git/z.txt"] {
      scratch.write("1", to: name)
    }
    let at = { (names: [String]) in names.map { scratch["set/" + $0] } }
    #expect(try InstanceSelection.paths([scratch["set"]]) == at(["a/x9.txt", "a/x10.txt", "b/y.sm"]))
    #expect(try InstanceSelection.paths([scratch["set"]], matching: "*.sm") == at(["b/y.sm"]))
    #expect(try InstanceSelection.paths([scratch["set/a/*.txt"]]) == at(["a/x9.txt", "a/x10.txt"]))
    #expect(
      try InstanceSelection.paths([scratch["set/b/y.sm#2..3"], scratch["set/b/y.sm#2"]])
        == at(["b/y.sm#2", "b/y.sm#3"]))
    let list = scratch.write("# tuning\na/x9.txt\n\nb/y.sm#4\n", to: "set/list.txt")
    #expect(try InstanceSelection.paths(["@" + list]) == at(["a/x9.txt", "b/y.sm#4"]))
    #expect(throws: BenchError.self) { try InstanceSelection.paths([scratch["set/none"]]) }
    #expect(throws: BenchError.self) { try InstanceSelection.paths([scratch["set/*.rcp"]]) }
  }

  @Test func nameFamilyAndHash() throws {
    let scratch = Scratch()
    let file = try InstanceFile(at: scratch.write("abc", to: "j30/A.1048576.csv"))
    #expect(file.name == "A.1048576" && file.family == "j30" && file.size == 3)
    // The example of FIPS 180-4.
    #expect(file.hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let several = try InstanceFile(at: scratch.write("abc", to: "or/wt40.txt") + "#3")
    #expect(several.name == "wt40#3" && several.family == "wt40" && several.path == scratch["or/wt40.txt"] + "#3")
    #expect(try InstanceFile(at: scratch.write("", to: "all/ta01.txt"), family: .letters).family == "ta")
  }

  @Test func hashesOfTheStandard() {
    #expect(ContentHash.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(
      ContentHash.sha256(Array(two.utf8)) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      ContentHash.sha256([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
