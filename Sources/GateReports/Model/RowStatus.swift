/// The words for what a row says, the same in every format.
package enum RowStatus: String, CaseIterable, Hashable, Sendable {
  case failed, missing
  case notComparable = "not comparable"
  case regressed, crept
  case overBudget = "over budget"
  case overServiceLevel = "SLA_BREACH"
  case nearServiceLevel = "SLA_WARNING"
  case speedupMissed = "speed-up missed"
  case growsTooFast = "grows too fast"
  case resultDiffers = "result differs"
  case unproven, accepted, improved, passed, new, skipped
  case sameCode = "same code"
  case notJudged = "not judged"
}
