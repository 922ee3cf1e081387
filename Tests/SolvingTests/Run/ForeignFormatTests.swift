import Basics
import Testing

@testable import Solving

/// The beginnings are those of the formats' own descriptions.
@Suite struct ForeignFormatTests {
  @Test(arguments: [
    ([0x1F, 0x8B, 8, 0], "gunzip -c FILE"), ([0x42, 0x5A, 0x68, 0x39], "bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
    ([0x50, 0x4B, 3, 4, 20, 0], "a zip archive; unpack it first"),
    ([0x50, 0x4B, 3, 4, 20, 0] + Array("xl/workbook.xml".utf8), "Excel"),
    (Array("%PDF-1.7\n".utf8), "PDF"), (Array("SQLite format 3\0".utf8), "SQLite"),
    ([0x89, 0x50, 0x4E, 0x47, 13, 10], "PNG"), ([0xFF, 0xD8, 0xFF, 0xE0], "JPEG"),
    ([0x80, 4, 0x95, 0, 0, 0x2E], "pickle"), ([0xFF, 0xFE, 0x32, 0, 0x20, 0], "UTF-16"),
    ([0x32, 0, 0x20, 0, 0x32, 0, 10, 0], "UTF-16"), ([0, 0x32, 0, 0x20, 0, 0x32], "UTF-16"),
    ([0x7F, 0x45, 0x4C, 0x46], "program"),
  ])
  func whatIsNoTextIsNamed(bytes: [UInt8], mention: String) {
    let name = ForeignFormat.binary(bytes)
    #expect(name?.contains(mention) ?? false, "\(name ?? "nothing")")
  }

  @Test func textIsNotBinary() {
    for text in ["2 2\n0 3 1 2\n", "BZ", "", "P", "\u{80}a.", "2 \u{0}2"] {
      #expect(ForeignFormat.binary(Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("a", "<!DOCTYPE html>\n<html><body>404</body></html>", "HTML"),
    ("a", "<html>\n<head>", "HTML"), ("a", "<?xml version=\"1.0\"?>\n<project>", "XML"),
    ("a", "<instance format=\"XCSP3\" type=\"COP\">\n", "XCSP3"),
    ("a", "c a comment\np cnf 3 2\n1 -2 0\n2 3 0\n", "CNF"), ("a", "p wcnf 3 2 10\n10 1 -2 0\n", "WCNF"),
    ("a", "p edge 3 2\ne 1 2\n", "graph"), ("a.wcnf", "h 1 -2 0\n", "WCNF"),
    ("a", "g3 1 1 0\t# problem diet\n 2 2 1 0 0\n", ".nl"),
    ("a", "NAME : a280\nTYPE : TSP\nDIMENSION: 280\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n", "TSPLIB"),
    ("a", "NAME : A-n32-k5\nTYPE : CVRP\nDIMENSION : 32\nCAPACITY : 100\n", "CVRPLIB"),
    ("a", "(define (problem p) (:domain d))", "PDDL"), ("a", "(set-logic QF_LIA)\n", "SMT-LIB"),
    ("a", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS"),
    ("a.mzn", "int: n;\n", "MiniZinc"), ("b.DZN", "n = 3;\n", "MiniZinc"), ("c.gms", "Sets i;\n", "GAMS"),
  ])
  func aMarkedTextIsNamed(name: String, text: String, mention: String) {
    let found = ForeignFormat.marked(SourceText(name: name, text: text))
    #expect(found?.contains(mention) ?? false, "\(found ?? "nothing")")
  }

  @Test(arguments: [
    ("var 1..3: x;\nconstraint x > 1;\nsolve minimize x;\n", "MiniZinc"),
    ("% data\nn = 3;\nd = [1, 2, 3];\n", "MiniZinc"),
    ("Sets i / a, b /;\nModel m / all /;\nSolve m using lp minimizing z;\n", "GAMS"),
    ("set I;\nparam c {I};\nvar x {I} >= 0;\nminimize cost: sum {i in I} c[i] * x[i];\n", "AMPL"),
    ("import random\nprint(random.random())\n", "program"), ("404: Not Found", "server"),
    ("variables {\n  name: \"x\"\n  domain: [0, 3]\n}\n", "CP-SAT"),
  ])
  func aLikelyTextIsNamed(text: String, mention: String) {
    let source = SourceText(name: "a", text: text)
    #expect(ForeignFormat.marked(source) == nil)
    let found = ForeignFormat.likely(source)
    #expect(found?.contains(mention) ?? false, "\(found ?? "nothing")")
  }

  /// What formats here look like.
  @Test(arguments: [
    "2 2\n0 3 1 2\n1 4 0 1\n", "NAME          TEST\nROWS\n N  COST\n",
    "Minimize\n obj: x\nSubject To\n c1: x >= 1\nEnd\n",
    "* #variable= 2 #constraint= 1\nmin: 1 x1;\n", "{\"nodes\": []}", "apiVersion: v1\nkind: Pod\n",
    "id,lower,upper,size\na,0,1,2\n", "dovetail-model 1\n", "instance ft06\n+++\n6 6\n", "3\n1 2\n3 4\n5 6\n",
  ])
  func ownFormatsAreNotForeign(text: String) {
    #expect(ForeignFormat.marked(SourceText(name: "a.txt", text: text)) == nil)
  }
}
