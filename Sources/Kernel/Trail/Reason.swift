/// Why a bound was raised, in 8 bytes: a tag and what it takes to find the premises when somebody asks.
///
/// Most inferences are never asked for. One premise is kept as it is; a few go to the premise arena; the premises of
/// linear, disjunctive and cumulative inferences are computed on demand by the propagator from a payload.
package struct Reason: BitwiseCopyable {
  enum Tag: UInt64 { case none, literal, clause, explicit, lazy, arc, refutedArc }

  private let bits: UInt64

  private init(_ tag: Tag, high: UInt32, low: UInt32) {
    assert(high < 1 << 29, "a reason's first part has 29 bits")
    bits = tag.rawValue << 61 | UInt64(high) << 32 | UInt64(low)
  }

  @inline(__always) var tag: Tag { Tag(rawValue: bits >> 61).unsafelyUnwrapped }
  @inline(__always) var high: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) & 0x1FFF_FFFF }
  @inline(__always) var low: UInt32 { UInt32(truncatingIfNeeded: bits) }

  /// A decision.
  package static var none: Reason { Reason(.none, high: 0, low: 0) }

  /// A fact of level 0 that somebody added.
  static func given(_ origin: Origin) -> Reason { Reason(.none, high: 1, low: UInt32(bitPattern: origin.code)) }

  /// The origin of an added fact; nil for a decision.
  var givenOrigin: Origin? { high == 1 ? Origin(code: Int32(bitPattern: low)) : nil }

  /// One premise.
  package static func literal(_ premise: Literal) -> Reason {
    Reason(.literal, high: UInt32(premise.variable.index), low: UInt32(bitPattern: premise.bound))
  }

  static func clause(_ reference: ClauseReference) -> Reason { Reason(.clause, high: 0, low: reference.offset) }

  static func explicit(offset: Int, count: Int) -> Reason {
    Reason(.explicit, high: UInt32(count), low: UInt32(offset))
  }

  /// Premises that `propagator` finds from `payload` and the bounds of the time.
  package static func lazy(_ propagator: PropagatorID, payload: Int32) -> Reason {
    Reason(.lazy, high: UInt32(propagator.index), low: UInt32(bitPattern: payload))
  }

  /// The target of a precedence arc was pushed.
  static func arc(_ arc: Int32) -> Reason { Reason(.arc, high: 0, low: UInt32(arc)) }

  /// The condition of a precedence arc that does not fit is false.
  static func refutedArc(_ arc: Int32) -> Reason { Reason(.refutedArc, high: 0, low: UInt32(arc)) }

  /// The premise of a `literal` reason.
  @inline(__always) var premise: Literal {
    Literal(IntegerVariable(index: Int32(high)), atLeast: Int32(bitPattern: low))
  }
}

/// The one error of the search loop. Its literals, or the bound that could not be raised, stand in the store, so that
/// failing allocates nothing.
package struct Conflict: Error, BitwiseCopyable {
  @inline(__always) package init() {}
}
