/// Keeps a large value that is rarely there outside of the value that holds it.
///
/// Reports move findings by the ten thousand; each part that a copy must look at costs time, whether it is there
/// or not. This one is a single pointer.
@propertyWrapper
struct Apart<Value: Hashable & Sendable>: Hashable, Sendable {
  private indirect enum Storage: Hashable {
    case absent
    case present(Value)
  }

  private var storage = Storage.absent

  var wrappedValue: Value? {
    get {
      guard case .present(let value) = storage else { return nil }
      return value
    }
    set { storage = newValue.map { .present($0) } ?? .absent }
  }
}
