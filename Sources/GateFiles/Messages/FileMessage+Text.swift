import GateRecords

extension FileMessage {
  package var text: String {
    switch self {
    case .notFound: "no such file"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .empty: "is empty"
    case .tooLarge(let bytes, let limit):
      "is \(bytes / 1_000_000) MB, more than the limit of \(limit / 1_000_000) MB"
    case .holdsMore(let limit): "holds more than the limit of \(limit / 1_000_000) MB"
    case .wrongSchema(let found, let expected): "is a '\(found)' file, but \(expected) is needed"
    case .noSchema(let expected): "has no 'schema' key, but a \(expected) file is needed"
    case .needsImport(let format, _):
      "is \(format == "lines" ? "a file of lines" : "a job's run record") of another program"
    case .newerVersion(let found, let newest):
      "is version \(found), newer than \(newest), the newest that this program reads"
    case .notWritable(let reason): "cannot be written: \(reason); nothing was changed"
    case .hashMismatch(let expected):
      "is not the program that was stored (its SHA-256 should begin \(expected.prefix(12)))"
    case .isFolder: "it is a folder"
    case .isFolderNotFile: "it is a folder"
    case .notAFolder: "it is not a folder"
    case .notRegular: "it is not a regular file"
    case .brokenLink(let link): "\(link ?? "it") is a link to a file that does not exist"
    case .cannotBeOpened: "the system refuses to open it"
    case .nameNotUTF8(let name): "the name '\(name)' in it is not valid UTF-8"
    case .notFinite: "a figure in it is not a finite number"
    case .lineTooLong(let megabytes): "this line is longer than \(megabytes) MB"
    case .afterTheEnd(let found): "unexpected \(found) after the end of the value"
    case .endsBefore(let expected):
      "the file ends where \(expected) is expected; it may be cut short"
    case .tooDeep(let levels): "nested deeper than \(levels) levels"
    case .repeatedKey(let key): "the key '\(key)' is given twice in this object"
    case .expectedCharacter(let expected, let found): "expected \(expected), found \(found)"
    case .commaBeforeEnd(let closing): "unexpected '\(closing)' after ','"
    case .notComparable(let word): "\(word) is not a valid value; write a finite number"
    case .unquoted(let word): "expected a value, found '\(word)'"
    case .notANumber(let text): "'\(text)' is not a number"
    case .unclosedText: "the text that begins here has no closing quote"
    case .unclosedTextAtEnd:
      "the text that begins here has no closing quote; the file may be cut short"
    case .controlCharacterInText: "a text contains a control character that is not escaped"
    case .endsInsideText: "the file ends inside a text"
    case .unknownEscape: "unknown escape in a text"
    case .halfSurrogate: "a text contains half a surrogate pair"
    case .shortEscape(let digits): "an escape needs \(digits) hexadecimal digits"
    case .notUTF8: "this text is not UTF-8"
    case .unclosedComment: "the comment that begins here has no end"
    case .expected(let kind, let what, let found): "expected \(kind) for \(what), found \(found)"
    case .emptyText(let what): "the text for \(what) is empty"
    case .textTooLong(let what): "the text for \(what) is longer than 1,000 bytes"
    case .controlCharacter(let what):
      "the text for \(what) contains a line end or a control character"
    case .notInRange(let what, let text, _, _): "\(what) cannot be \(text)"
    case .notPositive(let what, let text): "\(what) cannot be \(text)"
    case .negative(let what, let text): "\(what) cannot be \(text)"
    case .unknownChoice(let what, let text, let suggestion, let known):
      "\(what) cannot be "
        + "'\(text)'\(suggestion.isEmpty ? "; it is one of \(known.joined(separator: ", "))" : suggestion)"
    case .missingKey(let what, let key): "\(what) has no '\(key)'"
    case .unknownKey(let key, let suggestion, let known):
      "unknown key "
        + "'\(key)'\(suggestion.isEmpty ? "; known are \(known.joined(separator: ", "))" : suggestion)"
    case .recordLacksKey(let key, let inside): "the key '\(key)' is missing\(inside)"
    case .recordHasNull(let inside): "null is written where a value is needed\(inside)"
    case .recordExpects(let kind, let inside): "expected \(kind)\(inside)"
    case .recordHasUnknownValue(let inside): "the format does not have this value\(inside)"
    case .kitOfAnotherBuild(let path): "\(path): is the link kit of another build"
    case .kitObjectUnreadable(let path): "\(path): cannot be read, so the link kit is not complete"
    case .kitObjectDiffers(let path): "\(path): is not the object that the link kit names"
    case .executedOfAnotherBuild(let path):
      "\(path): was recorded with another build of the program"
    case .anchorNeedsProgram: "holds no program of this run, which an anchor needs"
    case .notTheMeasuredProgram: "is not the program that this run measured"
    case .anchorNamesNoProgram: "names no program"
    case .anchorProgramMissing(let hash): "its program \(hash.prefix(12)) is not stored"
    case .anchorProgramDiffers(let hash):
      "is not the anchor's program that was stored (its SHA-256 should begin "
        + "\(hash.prefix(12)))"
    case .noGzipHeader: "the gzip file has no gzip header"
    case .gzipCutOff: "the gzip file is cut off"
    case .gzipCutOffOrDamaged: "the gzip file is cut off or damaged"
    case .gzipDamaged: "the gzip file is damaged"
    case .lockHeld(let path, let holder):
      "\(path): waiting for \(holder ?? "another process"), which is writing"
    }
  }
}
