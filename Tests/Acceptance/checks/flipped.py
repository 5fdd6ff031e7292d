#!/usr/bin/env python3
"""Flips single bits of a suite's objects, and sees that no benchmark that executes the changed function is proven the same.

Usage: flipped.py BENCH PROGRAM FOLDER [--flips N] [--seed N]

BENCH is speedgate-bench; PROGRAM a suite whose link kit holds the record of what its benchmarks execute. Of each kind (code, what
executed code refers to, relocations) N bits are flipped in copies of the kit's objects, one each. The copy is linked, and its kit's
hashes are those of the new content, so that nothing but the content differs.
"""

import argparse
import hashlib
import json
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys


class Object:
    """The sections of an ELF object for a processor of 64 bits."""

    def __init__(self, data):
        self.data = data
        assert data[:6] == b"\x7fELF\x02\x01", "not an object that this check knows"
        start, = struct.unpack_from("<Q", data, 0x28)
        size, count, names = struct.unpack_from("<HHH", data, 0x3A)
        if count == 0:
            count, = struct.unpack_from("<Q", data, start + 0x20)
        if names == 0xFFFF:
            names, = struct.unpack_from("<I", data, start + 0x28)
        self.sections = [struct.unpack_from("<IIQQQQIIQQ", data, start + size * place) for place in range(count)]
        base = self.sections[names][4]
        self.names = [data[base + each[0]:data.index(b"\0", base + each[0])].decode() for each in self.sections]

    def places(self, wanted):
        """The places of sections of a name."""
        return [place for place, name in enumerate(self.names) if name == wanted]

    def relocations(self, section):
        """Where the relocations of a section lie in the file: offset and size."""
        for place, each in enumerate(self.sections):
            if each[1] == 4 and each[7] == section:
                return each[4], each[5]
        return 0, 0

    def constant(self, entry):
        """Where the constant that a relocation refers to lies in the file; None where it refers to something else."""
        kind, symbol, addend = struct.unpack_from("<IIq", self.data, entry + 8)
        table = next(each for each in self.sections if each[1] == 2)
        index, value = struct.unpack_from("<6xHQ", self.data, table[4] + symbol * 24)
        # R_X86_64_PC32 of an instruction that ends with the field.
        if kind != 2 or not 0 < index < len(self.sections) or not self.names[index].startswith(".rodata"):
            return None
        within = value + addend + 4
        return self.sections[index][4] + within if 0 <= within < self.sections[index][5] else None


def run(*words):
    return subprocess.run([str(word) for word in words], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


class Suite:
    def __init__(self, bench, program, folder):
        self.bench, self.program, self.folder = bench, program, folder
        self.kit_folder = program.parent / (program.name + ".linkkit")
        self.kit = json.loads((self.kit_folder / "kit.json").read_text())
        self.executed = json.loads((self.kit_folder / "executed.json").read_text())
        self.known = {
            name: benchmark for name, benchmark in self.executed["benchmarks"].items() if "doubt" not in benchmark}

    def users(self, stretches):
        """The benchmarks that execute one of these stretches."""
        return {name for name, benchmark in self.known.items() if stretches & set(benchmark["stretches"])}

    def mutant(self, number, old, data):
        """A program of the same kit with one object's content replaced; None where it does not link, or is the same."""
        other = self.folder / str(number) / self.program.name
        other.parent.mkdir()
        kits = other.parent / (other.name + ".linkkit")
        shutil.copytree(self.kit_folder, kits, ignore=lambda *_: ["executed.json"], copy_function=link)
        kit = json.loads(json.dumps(self.kit))
        if old is not None:
            new = hashlib.sha256(data).hexdigest()
            (kits / "objects" / old).unlink()
            (kits / "objects" / new).write_bytes(data)
            for each in kit["inputs"]:
                if each["sha256"] == old and "path" not in each:
                    each["sha256"] = new
        paths = [each.get("path") or str(kits / "objects" / each["sha256"]) for each in kit["inputs"]]
        words = [word if isinstance(word, str) else paths[word] for word in kit["arguments"]]
        reference = other.parent / "reference"
        try:
            run(kit["linker"]["path"], *words, "--strip-debug", "-o", other)
            run(kit["linker"]["path"], *words, "--threads=1", "-o", reference, "--strip-all", "--build-id=none")
        except subprocess.CalledProcessError:
            shutil.rmtree(other.parent)
            return None
        kit["program_sha256"] = hashlib.sha256(other.read_bytes()).hexdigest()
        kit["reference_sha256"] = hashlib.sha256(reference.read_bytes()).hexdigest()
        # The linker reads no bit of a field that it fills.
        if old is not None and kit["reference_sha256"] == self.kit["reference_sha256"]:
            shutil.rmtree(other.parent)
            return None
        (kits / "kit.json").unlink()
        (kits / "kit.json").write_text(json.dumps(kit))
        return other

    def relink(self):
        """Takes a program in place of the build's own that is linked as those with flipped bits are."""
        other = self.mutant("first", None, None)
        self.executed["program_sha256"] = hashlib.sha256(other.read_bytes()).hexdigest()
        (other.parent / (other.name + ".linkkit") / "executed.json").write_text(json.dumps(self.executed))
        self.program = other

    def proven(self, other):
        """The benchmarks that are proven to run the same code in another program; None where nothing was compared."""
        answer = run(self.bench, "code", self.program, other)
        if "not known which benchmarks" in answer or "same code:" not in answer:
            return None
        open_ones = set(re.findall(r"^  not proven: (.*?): ", answer, re.MULTILINE))
        return set(self.executed["benchmarks"]) - open_ones


def link(source, target):
    pathlib.Path(target).hardlink_to(source)


def flips(suite, kind, chance):
    """Endless flips: the object's hash, its changed content, a description, and the benchmarks that execute what was changed."""
    objects = {}
    while True:
        place = chance.randrange(len(suite.executed["stretches"]))
        stretch = suite.executed["stretches"][place]
        name = suite.executed["files"][stretch["file"]]
        # The kit's own objects, not the toolchain's and not members of archives.
        if not name.startswith("sha256:") or "(" in name:
            continue
        old = name[len("sha256:"):]
        if old not in objects:
            objects[old] = Object((suite.kit_folder / "objects" / old).read_bytes())
        object = objects[old]
        sections = object.places(stretch["section"])
        # Of several sections of one name it is not known here which one was executed.
        if len(sections) != 1:
            continue
        if kind == "code":
            at = object.sections[sections[0]][4] + chance.randint(stretch["first"], stretch["last"])
        else:
            start, size = object.relocations(sections[0])
            entries = [
                start + each for each in range(0, size, 24)
                if stretch["first"] <= struct.unpack_from("<Q", object.data, start + each)[0] <= stretch["last"]]
            if not entries:
                continue
            entry = chance.choice(entries)
            # The symbol or the addend; another place would be one within an instruction.
            at = entry + chance.choice([12, 16]) if kind == "relocation" else object.constant(entry)
            if at is None:
                continue
        data = bytearray(object.data)
        data[at] ^= 1 << chance.randrange(8)
        yield old, bytes(data), f"{kind} of {stretch['section']} at {at:#x}", suite.users({place})


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--flips", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True)
    suite = Suite(arguments.bench.resolve(), arguments.program.resolve(), arguments.folder)
    suite.relink()
    chance = random.Random(arguments.seed)
    number, false, reported = 0, 0, {}
    for kind in ("code", "constant", "relocation"):
        compared = 0
        for old, data, words, users in flips(suite, kind, chance):
            if compared == arguments.flips:
                break
            number += 1
            if number > 400 * arguments.flips:
                print(f"too few flips of {kind} give a program")
                return 1
            # What all execute would leave none that is proven, and with that nothing to see.
            if not 0 < len(users) <= len(suite.known) // 2:
                continue
            other = suite.mutant(number, old, data)
            if other is None:
                continue
            proven = suite.proven(other)
            shutil.rmtree(other.parent)
            compared += 1
            wrong = sorted(users & (proven or set()))
            reported.setdefault(kind, []).append(len(proven or ()))
            if wrong:
                false += 1
                print(f"FALSE: {words}: proven the same all the same: {', '.join(wrong)}")
    print("flipped:", ", ".join(f"{len(counts)} of {kind}, which leave {min(counts)} to {max(counts)} benchmarks the same"
                                for kind, counts in reported.items()))
    if not any(max(counts) for counts in reported.values()):
        print("nothing was proven of any of them, so nothing was tested")
        return 1
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
