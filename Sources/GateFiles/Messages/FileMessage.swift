import GateRecords

/// Messages about files that cannot be read, do not follow their format, or cannot be written.
package enum FileMessage: Message {
  case notFound
  case unreadable(reason: String)
  case empty
  case tooLarge(bytes: Int64, limit: Int64)
  case holdsMore(limit: Int64)
  case wrongSchema(found: String, expected: String)
  case noSchema(expected: String)
  case needsImport(format: String, path: String)
  case newerVersion(found: String, newest: String)
  case notWritable(reason: String)
  case hashMismatch(expected: String)
  case isFolder
  case isFolderNotFile
  case notAFolder
  case notRegular
  case brokenLink(link: String?)
  case cannotBeOpened
  case nameNotUTF8(name: String)
  case notFinite
  case lineTooLong(megabytes: Int)
  case afterTheEnd(found: String)
  case endsBefore(expected: String)
  case tooDeep(levels: Int)
  case repeatedKey(key: String)
  case expectedCharacter(expected: String, found: String)
  case commaBeforeEnd(closing: Character)
  case notComparable(word: String)
  case unquoted(word: String)
  case notANumber(text: String)
  case unclosedText
  case unclosedTextAtEnd
  case controlCharacterInText
  case endsInsideText
  case unknownEscape
  case halfSurrogate
  case shortEscape(digits: Int)
  case notUTF8
  case unclosedComment
  case expected(kind: String, what: String, found: String)
  case emptyText(what: String)
  case textTooLong(what: String)
  case controlCharacter(what: String)
  case notInRange(what: String, text: String, lowest: Int, highest: Int)
  case notPositive(what: String, text: String)
  case negative(what: String, text: String)
  case unknownChoice(what: String, text: String, suggestion: String, known: [String])
  case missingKey(what: String, key: String)
  case unknownKey(key: String, suggestion: String, known: [String])
  case recordLacksKey(key: String, inside: String)
  case recordHasNull(inside: String)
  case recordExpects(kind: String, inside: String)
  case recordHasUnknownValue(inside: String)
  case kitOfAnotherBuild(path: String)
  case kitObjectUnreadable(path: String)
  case kitObjectDiffers(path: String)
  case executedOfAnotherBuild(path: String)
  case anchorNeedsProgram
  case notTheMeasuredProgram
  case anchorNamesNoProgram
  case anchorProgramMissing(hash: String)
  case anchorProgramDiffers(hash: String)
  case noGzipHeader
  case gzipCutOff
  case gzipCutOffOrDamaged
  case gzipDamaged
  case lockHeld(path: String, holder: String?)

  package static let examples: [Self] = [
    .notFound,
    .unreadable(reason: "permission denied"),
    .empty,
    .tooLarge(bytes: 2_600_000_000, limit: 2_000_000_000),
    .holdsMore(limit: ReadingLimit.wholeFile),
    .wrongSchema(found: "speedgate.verdict/2", expected: "speedgate.run/2"),
    .noSchema(expected: "speedgate.run/2"),
    .needsImport(format: "lines", path: "results.ndjson"),
    .needsImport(format: "job-record", path: "-"),
    .newerVersion(found: "speedgate.run/9", newest: "speedgate.run/2"),
    .notWritable(reason: "no space left on device"),
    .hashMismatch(expected: "9f86d081884c7d65"),
    .isFolder,
    .isFolderNotFile,
    .notAFolder,
    .notRegular,
    .brokenLink(link: nil),
    .brokenLink(link: "baselines"),
    .cannotBeOpened,
    .nameNotUTF8(name: "r\u{FFFD}sultat.json"),
    .notFinite,
    .lineTooLong(megabytes: 64),
    .afterTheEnd(found: "'}'"),
    .endsBefore(expected: "a value"),
    .endsBefore(expected: "',' or '}'"),
    .tooDeep(levels: 512),
    .repeatedKey(key: "at_most"),
    .expectedCharacter(expected: "',' or '}'", found: "':'"),
    .commaBeforeEnd(closing: "]"),
    .notComparable(word: "NaN"),
    .unquoted(word: "lower"),
    .notANumber(text: "1.2.3"),
    .unclosedText,
    .unclosedTextAtEnd,
    .controlCharacterInText,
    .endsInsideText,
    .unknownEscape,
    .halfSurrogate,
    .shortEscape(digits: 4),
    .notUTF8,
    .unclosedComment,
    .expected(kind: "a number", what: "at_most", found: "a string"),
    .emptyText(what: "reason"),
    .textTooLong(what: "benchmark"),
    .controlCharacter(what: "benchmark"),
    .notInRange(what: "launches", text: "0", lowest: 1, highest: 1000),
    .notPositive(what: "timeout_s", text: "-1"),
    .negative(what: "query_ms", text: "-1"),
    .unknownChoice(what: "on", text: "fial", suggestion: "; did you mean fail?", known: []),
    .unknownChoice(what: "on", text: "x", suggestion: "", known: ["fail", "warn"]),
    .missingKey(what: "a budget", key: "benchmark"),
    .unknownKey(key: "at_mots", suggestion: "; did you mean at_most?", known: []),
    .unknownKey(key: "x", suggestion: "", known: ["at_most", "at_least"]),
    .recordLacksKey(key: "samples", inside: " in benchmarks[3]"),
    .recordHasNull(inside: " in benchmarks[3].name"),
    .recordExpects(kind: "a number", inside: " in benchmarks[3].launches"),
    .recordHasUnknownValue(inside: " in benchmarks[3].status"),
    .kitOfAnotherBuild(path: "suite.linkkit/kit.json"),
    .kitObjectUnreadable(path: "suite.linkkit/objects/9f86d081884c"),
    .kitObjectDiffers(path: "suite.linkkit/objects/9f86d081884c"),
    .executedOfAnotherBuild(path: "suite.linkkit/executed.json"),
    .anchorNeedsProgram,
    .notTheMeasuredProgram,
    .anchorNamesNoProgram,
    .anchorProgramMissing(hash: "9f86d081884c7d65"),
    .anchorProgramDiffers(hash: "9f86d081884c7d65"),
    .noGzipHeader,
    .gzipCutOff,
    .gzipCutOffOrDamaged,
    .gzipDamaged,
    .lockHeld(
      path: "baselines/.lock", holder: "process 4711 (speedgate-detect check run.json)"),
    .lockHeld(path: "baselines/.lock", holder: nil),
  ]
}
