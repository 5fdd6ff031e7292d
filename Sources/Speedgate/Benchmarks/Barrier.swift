public import CSpeedgate

/// Keeps a value alive: the optimiser must compute it, as if it were read.
///
/// Costs nothing: no copy, no call, no instruction beyond storing the value where it can be read.
/// It keeps the *result* of work, not the work's place: a call whose arguments never change may
/// still be moved out of the measured loop. Pass an argument through ``blackBox(_:)->Value`` to hold it there.
///
/// ```swift
/// run.measure { blackHole(parse(blackBox(text))) }
/// ```
///
/// - Parameter value: Any value, also one that cannot be copied.
@inlinable @inline(__always)
public func blackHole<Value: ~Copyable>(_ value: borrowing Value) {
  unsafe withUnsafePointer(to: value) { unsafe speedgate_sink_pointer($0) }
}

/// Hides a value from the optimiser, so that nothing computed from it can be known beforehand.
///
/// It returns the value unchanged. In a measured loop this keeps `work(blackBox(42))` from being
/// computed once and reused. Numbers stay in their register; anything else goes through memory once,
/// and a value with references, such as an array, is retained and released once: some 10 ns.
///
/// The optimiser must also compute the value that it is given, so it may be put around a result, as in other harnesses.
///
/// - Parameter value: The value to hide.
/// - Returns: The same value.
@discardableResult @inlinable @inline(__always)
public func blackBox<Value>(_ value: Value) -> Value {
  var hidden = value
  unsafe withUnsafeMutablePointer(to: &hidden) { unsafe speedgate_launder_pointer($0) }
  return hidden
}

/// Makes the optimiser believe that all memory was read and written.
///
/// Needed only where a body changes memory that no ``blackHole(_:)-(Value)`` sees.
@inlinable @inline(__always)
public func clobberMemory() {
  speedgate_clobber_memory()
}
