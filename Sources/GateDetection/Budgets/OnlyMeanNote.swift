/// What a finding says about rows of which only a mean is known.
enum OnlyMeanNote {
  static let text =
    "the record holds only the mean rows of its steps, so the fewest and the most of one iteration are not known; "
    + "measure again to judge them"
}
