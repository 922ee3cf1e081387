import ArgumentParser
import Bench
import Foundation

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes what a campaign found out.",
    discussion: """
      html is one page that needs no network: a summary by family, performance profiles, cactus plots, gaps over \
      time, and a table of all runs that sorts and filters. csv and json hold all runs, markdown the summary and all \
      runs, latex the summary.
      """)

  @Argument(help: "The campaign's file.")
  var campaign: String

  @Option(help: "html, csv, json, markdown or latex; may be repeated.")
  var format: [ReportFormat] = []

  @Option(help: "The file; - is standard output. (default: the campaign's name with the format's ending)")
  var output: String?

  @Flag(help: "Draw the best solution of each instance and link to it from the page.")
  var pictures = false

  @Option(help: "The program that draws. (default: the dovetail beside this program)")
  var solver: String?

  mutating func run() throws {
    let formats = format.isEmpty ? [.html] : format
    if output != nil, formats.count > 1 { throw BenchError(.usage, "--output is for one --format") }
    let store = try CampaignStore(campaign, .reading)
    let analysis = Analysis(try store.campaign())
    var links: [Int: String] = [:]
    if pictures, formats.contains(.html) {
      let page = output ?? Self.path(campaign, .html)
      guard page != "-" else { throw BenchError(.usage, "--pictures needs a page that is a file") }
      let folder = page + ".pictures"
      let name = URL(fileURLWithPath: folder).lastPathComponent
      links = try PictureMaker(store, solver: Solver(solver)).draw(analysis.campaign, into: folder)
        .mapValues { "\(name)/\($0)" }
    }
    for format in formats {
      let text = format.text(analysis, pictures: links)
      let path = output ?? Self.path(campaign, format)
      if path == "-" {
        Output.print(text)
      } else {
        try Output.write(text, to: path)
        Output.error("\(path)\n")
      }
    }
  }

  private static func path(_ campaign: String, _ format: ReportFormat) -> String {
    URL(fileURLWithPath: campaign).deletingPathExtension().relativePath + "." + format.fileExtension
  }
}

extension ReportFormat: ExpressibleByArgument {}
