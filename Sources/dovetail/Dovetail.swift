import ArgumentParser

@main
struct Dovetail: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Solves scheduling and packing problems to proven optimality.")
}
