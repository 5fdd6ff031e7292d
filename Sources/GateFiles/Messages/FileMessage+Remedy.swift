import GateRecords

extension FileMessage {
  package var remedy: String? {
    switch self {
    case .notFound: "check the path"
    case .empty: "write it again with the command that made it"
    case .tooLarge, .holdsMore: "measure fewer benchmarks in one run"
    case .needsImport(let format, let path):
      "make a record of it with 'speedgate-bench import --from \(format) \(path) --output "
        + "run.json'"
    case .newerVersion: "use the version of Speedgate that wrote it"
    case .hashMismatch: "store the baseline again"
    case .isFolderNotFile: "name a file"
    case .nameNotUTF8: "rename or remove it"
    case .lineTooLong: "remove it"
    case .unquoted: "put texts in quotes"
    case .textTooLong: "shorten it"
    case .notInRange(_, _, let lowest, let highest):
      "write a whole number from \(lowest) to \(highest)"
    case .notPositive: "write a number above zero"
    case .negative: "write a number from 0"
    case .missingKey: "add one"
    case .kitOfAnotherBuild: "make it again with 'speedgate-bench kit'"
    case .executedOfAnotherBuild: "record it again with 'speedgate-bench trace'"
    case .anchorNeedsProgram: "name it with --program"
    case .notTheMeasuredProgram: "measure again, or name that program"
    case .anchorNamesNoProgram:
      "store another anchor with 'speedgate-detect baseline update RUN --program PROGRAM "
        + "--anchor'"
    case .anchorProgramMissing:
      "store another anchor with 'speedgate-detect baseline update RUN --program PROGRAM "
        + "--anchor'"
    case .anchorProgramDiffers:
      "store another anchor with 'speedgate-detect baseline update RUN --program PROGRAM "
        + "--anchor'"
    case .noGzipHeader: "remove it, or take it from another copy"
    case .gzipCutOff: "remove it, or take it from another copy"
    case .gzipCutOffOrDamaged: "remove it, or take it from another copy"
    case .gzipDamaged: "remove it, or take it from another copy"
    case .unreadable, .wrongSchema, .noSchema, .notWritable, .isFolder, .notAFolder, .notRegular,
      .brokenLink, .cannotBeOpened, .notFinite, .afterTheEnd, .endsBefore, .tooDeep, .repeatedKey,
      .expectedCharacter, .commaBeforeEnd, .notComparable, .notANumber, .unclosedText,
      .unclosedTextAtEnd, .controlCharacterInText, .endsInsideText, .unknownEscape, .halfSurrogate,
      .shortEscape, .notUTF8, .unclosedComment, .expected, .emptyText, .controlCharacter,
      .unknownChoice, .unknownKey, .recordLacksKey, .recordHasNull, .recordExpects,
      .recordHasUnknownValue, .kitObjectUnreadable, .kitObjectDiffers, .lockHeld:
      nil
    }
  }
}
