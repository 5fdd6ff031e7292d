import GateFiles

/// Names of files that come from names of anything.
enum DashboardName {
  /// Letters, digits and hyphens of a name, and a piece of its hash, which keeps names apart.
  static func slug(_ name: String, in suite: String = "") -> String {
    var hash = SHA256()
    hash.update(Array("\(suite)\u{0}\(name)".utf8))
    var text = ""
    for scalar in name.lowercased().unicodeScalars.prefix(200) {
      if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
        text.unicodeScalars.append(scalar)
      } else if !text.hasSuffix("-"), !text.isEmpty {
        text += "-"
      }
    }
    let stem = text.prefix(60)
    return stem + (stem.isEmpty || stem.hasSuffix("-") ? "" : "-") + hash.hexDigest().prefix(8)
  }

  /// A claim's own identifier where it is a safe name of a file, and a slug otherwise.
  static func claim(_ id: String) -> String {
    let isSafe =
      (1...100).contains(id.utf8.count) && !id.hasPrefix(".") && id != "index"
      && id.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
          || "-_.".unicodeScalars.contains($0)
      }
    return isSafe ? id : slug(id)
  }
}
