/// What Python's `random` and `hashlib` print.
enum PythonFacts {
  static let words: [UInt32] = [1_910_715_478, 278_772_827, 1_297_592_944]
  static let draws = [1, 2, 4, 1, 3, 1]
  static let hashOf128 = "756a48ce14169f40cd99326c54065708"
  static let hashOf129 = "5523fec1519f1d315e4fed9447db857f"
  static let hashOfNothing = "cae66941d9efbd404e4d88758ea67670"
}
