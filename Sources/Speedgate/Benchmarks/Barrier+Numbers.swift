public import CSpeedgate

// Numbers need not leave their register: a chain of laundered additions costs what the additions cost,
// where the general form would add a store and a load to each.

/// Keeps an `Int` alive in a register; see ``blackHole(_:)``.
@inlinable @inline(__always)
public func blackHole(_ value: Int) {
  speedgate_sink_integer(Int64(value))
}

/// Hides an `Int` from the optimiser without leaving its register; see ``blackBox(_:)``.
@discardableResult @inlinable @inline(__always)
public func blackBox(_ value: Int) -> Int {
  Int(speedgate_launder_integer(Int64(value)))
}

/// Keeps a `UInt` alive in a register; see ``blackHole(_:)``.
@inlinable @inline(__always)
public func blackHole(_ value: UInt) {
  speedgate_sink_integer(Int64(truncatingIfNeeded: value))
}

/// Hides a `UInt` from the optimiser without leaving its register; see ``blackBox(_:)``.
@discardableResult @inlinable @inline(__always)
public func blackBox(_ value: UInt) -> UInt {
  UInt(truncatingIfNeeded: speedgate_launder_integer(Int64(truncatingIfNeeded: value)))
}

/// Keeps an `Int64` alive in a register; see ``blackHole(_:)``.
@inlinable @inline(__always)
public func blackHole(_ value: Int64) {
  speedgate_sink_integer(value)
}

/// Hides an `Int64` from the optimiser without leaving its register; see ``blackBox(_:)``.
@discardableResult @inlinable @inline(__always)
public func blackBox(_ value: Int64) -> Int64 {
  speedgate_launder_integer(value)
}

/// Keeps a `UInt64` alive in a register; see ``blackHole(_:)``.
@inlinable @inline(__always)
public func blackHole(_ value: UInt64) {
  speedgate_sink_integer(Int64(bitPattern: value))
}

/// Hides a `UInt64` from the optimiser without leaving its register; see ``blackBox(_:)``.
@discardableResult @inlinable @inline(__always)
public func blackBox(_ value: UInt64) -> UInt64 {
  UInt64(bitPattern: speedgate_launder_integer(Int64(bitPattern: value)))
}

/// Keeps a `Double` alive in a register; see ``blackHole(_:)``.
@inlinable @inline(__always)
public func blackHole(_ value: Double) {
  speedgate_sink_double(value)
}

/// Hides a `Double` from the optimiser without leaving its register; see ``blackBox(_:)``.
@discardableResult @inlinable @inline(__always)
public func blackBox(_ value: Double) -> Double {
  speedgate_launder_double(value)
}
