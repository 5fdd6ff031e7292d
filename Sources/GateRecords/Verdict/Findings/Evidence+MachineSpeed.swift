extension Evidence {
  /// How much faster or slower this machine was than in the stored runs: `8.1 % slower`; nil where
  /// nothing was taken out, or less than one per cent.
  package var machineSpeed: String? {
    guard let machineShift, abs(machineShift - 1) >= 0.01 else { return nil }
    let size = QuantityFormat.percent(abs(machineShift - 1))
    return size + (machineShift > 1 ? " slower" : " faster")
  }
}
