import Basics

/// A problem with file formats that hold several instances: its `parse` takes the one that `SourceText.selection` says,
/// and asks for a selection where there are several and none is given.
public protocol CollectionReading: Problem {}

extension CollectionReading {
  /// How many instances a text holds, as far as the first ones can be read; 1 where it is of one instance.
  ///
  /// - Complexity: a reading of the text for each binary digit of the number, twice.
  public static func count(in source: SourceText) -> Int {
    let holds = { (number: Int) in
      let chosen = SourceText(
        name: source.name, bytes: source.bytes, selection: number, companions: source.companions)
      return (try? parse(chosen)) != nil
    }
    var known = 1
    var unknown = 2
    while unknown < 1 << 24, holds(unknown) { (known, unknown) = (unknown, 2 * unknown) }
    while unknown - known > 1 {
      let middle = (known + unknown) / 2
      if holds(middle) { known = middle } else { unknown = middle }
    }
    return known
  }
}
