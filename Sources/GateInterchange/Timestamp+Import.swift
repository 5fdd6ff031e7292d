import Foundation
import GateRecords

extension Timestamp {
  /// Parses RFC 3339 with any offset; without one the time is taken for UTC.
  init?(imported text: String) {
    if let timestamp = Timestamp(rawValue: text) {
      self = timestamp
      return
    }
    let hasOffset =
      text.hasSuffix("Z") || text.dropFirst(10).contains { $0 == "+" || $0 == "-" }
    let whole = hasOffset ? text : text + "Z"
    for fraction in [false, true] {
      let style = Date.ISO8601FormatStyle(includingFractionalSeconds: fraction)
      guard let date = try? style.parse(whole) else { continue }
      self.init(millisecondsSinceEpoch: Int64((date.timeIntervalSince1970 * 1000).rounded()))
      return
    }
    return nil
  }
}
