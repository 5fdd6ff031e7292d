/// A known worsening or removal that the budgets file lets pass, with its reason.
public struct AcceptanceRecord: Hashable, Sendable, Codable {
  /// The status that the finding would have without the acceptance.
  public var status: FindingStatus

  /// How severe the finding would have been; absent where its rule gives no severity.
  public var severity: Severity?

  /// How far the worsening may go, as written: `+12%` or `60 ms`; absent for a removal.
  public var upTo: String?

  /// Why it is accepted.
  public var reason: String

  /// The name of the person who accepted it.
  public var by: String

  /// The last day on which it counts, `2027-01-31`; absent when it has no end.
  public var expires: String?

  /// The file and line where it is written.
  public var source: String

  private enum CodingKeys: String, CodingKey {
    case status, severity, reason, by, expires, source
    case upTo = "up_to"
  }

  /// Creates a record.
  public init(
    status: FindingStatus, severity: Severity? = nil, upTo: String?, reason: String, by: String,
    expires: String?,
    source: String
  ) {
    self.status = status
    self.severity = severity
    self.upTo = upTo
    self.reason = reason
    self.by = by
    self.expires = expires
    self.source = source
  }
}
