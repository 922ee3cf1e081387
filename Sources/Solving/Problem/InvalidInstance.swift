/// Why data does not make an instance, in words.
public struct InvalidInstance: Error, CustomStringConvertible, Sendable, Equatable {
  /// What of the instance is at fault, from which a format's reader knows the line.
  public enum Place: Sendable, Equatable {
    /// A job, an activity or whatever the instance has of them, by its number from 0.
    case item(Int)
    /// What the item of this number has to go before.
    case precedences(of: Int)

    package var number: Int {
      switch self {
      case .item(let number), .precedences(of: let number): number
      }
    }
  }

  public let description: String
  /// nil where the instance as a whole is at fault.
  public let place: Place?

  package init(_ description: String, at place: Place? = nil) {
    self.description = description
    self.place = place
  }
}
