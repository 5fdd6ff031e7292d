"""Compares the reader of JSON with Python's on mutated texts: both accept the same ones, and read the same values.

    json-agreement.py EVALUATION TEXTS SEED [FILE…]

The texts are mutations of small ones and of values in the files. Python reads with NaN and Infinity refused. What the
reader refuses by decision counts as agreement: halves of surrogate pairs, numbers beyond the range of 64-bit floating
point, and more than 512 levels.
"""
import json, math, random, struct, subprocess, sys

evaluation, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = random.Random(seed)
seeds = [
    b'{"a":[1,2.5,-3e-7],"b":{"c":null,"d":[true,false]},"e":"x\\u00e9\\n\\ud83d\\ude00"}',
    b'[0,-0,1e5,1E+2,0.1,123456789012345678901234567890,18446744073709551615,-9223372036854775808]',
    b'[[],{},[[]],{"":{"":[]}},"",null]',
    b'{"k":1,"k":2,"\\u006b":3}',
    "{\"é\":\"\U0001F600\",\"\u2028\":\"\u007f\"}".encode(),
    b' \t\r\n[ 1 , "two" , 3.0 ] ',
    b'[1,2,3,"x",4]', b'[9007199254740993,1]', b'-1', b'"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    b'{' + b','.join(b'"k%d":%d' % (i % 20, i) for i in range(40)) + b'}',
    b'[' * 40 + b']' * 40,
]
for path in sys.argv[4:]:
    for _ in range(20):
        value = json.load(open(path))
        # Down to a value of a few hundred bytes.
        while isinstance(value, (dict, list)) and value and len(json.dumps(value)) > 300:
            value = draw.choice(list(value.values()) if isinstance(value, dict) else value)
        seeds.append(json.dumps(value, ensure_ascii=draw.random() < 0.5).encode())
tokens = [b'{', b'}', b'[', b']', b',', b':', b'"', b'\\', b'\\u', b'\\ud800', b'\\udc00', b'0', b'-', b'+', b'.', b'e',
          b'1e400', b'1e-400', b'NaN', b'Infinity', b'true', b'null', b'//', b'/*', b"'", b' ', b'\n', b'\x00', b'\x1f',
          b'\x7f', b'\x80', b'\xc0\x80', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\xef\xbb\xbf', b'\xc2\xa0',
          b'9223372036854775808', b'0.1', b'1.', b'.5', b'00', b'"a":', b'\xe2\x82\xac']


def mutated():
    if draw.random() < 0.3:
        text = bytearray(b'[' + b','.join(number() for _ in range(draw.randrange(1, 9))) + b']')
    else:
        text = bytearray(draw.choice(seeds))
    for _ in range(draw.choice([0, 1, 1, 1, 1, 2, 2, 4])):
        at = draw.randrange(len(text) + 1)
        kind = draw.randrange(6)
        if kind == 0:
            text[at:at] = draw.choice(tokens)
        elif kind == 1:
            del text[at:at + draw.randrange(1, 4)]
        elif kind == 2 and at < len(text):
            text[at] = draw.randrange(256)
        elif kind == 3 and at < len(text):
            text[at] ^= 1 << draw.randrange(8)
        elif kind == 4:
            end = min(len(text), at + draw.randrange(1, 12))
            text[at:at] = text[at:end]
        else:
            text = text[:at] if draw.random() < 0.3 else text + draw.choice(tokens)
    # The quick ways of reading look at many bytes at once, and are not taken near the end of a text.
    return bytes(text) + b' ' * draw.choice([0, 0, 3, 64])


def number():
    digits = ''.join(draw.choice('0123456789') for _ in range(draw.choice([1, 2, 4, 7, 8, 9, 15, 16, 17, 20])))
    text = draw.choice(['', '', '-']) + (digits.lstrip('0') or '0')
    if draw.random() < 0.7:
        text += '.' + ''.join(draw.choice('0123456789') for _ in range(draw.choice([1, 2, 3, 7, 8, 9, 14, 15, 16, 19])))
    if draw.random() < 0.2:
        text += draw.choice('eE') + draw.choice(['', '+', '-']) + str(draw.randrange(30))
    return text.encode()


class Refused(Exception):
    pass


def refuse(word):
    raise Refused(word)


def finite(read):
    def number(digits):
        if math.isinf(float(digits)): raise Refused("range")
        return read(digits)
    return number


def line(value, depth=0):
    if isinstance(value, dict):
        if depth >= 512: raise Refused("depth")
        members = sorted((key.encode().hex(), line(inner, depth + 1)) for key, inner in value.items())
        return "{" + ",".join(f"{key}:{inner}" for key, inner in members) + "}"
    if isinstance(value, list):
        if depth >= 512: raise Refused("depth")
        return "[" + ",".join(line(inner, depth + 1) for inner in value) + "]"
    if isinstance(value, str):
        return '"' + value.encode().hex()
    if value is True: return "t"
    if value is False: return "f"
    if value is None: return "n"
    if isinstance(value, int) and -2**63 <= value < 2**64:
        return f"i{value}"
    number = float(value)
    # A number with a point or an exponent that is whole and fits is read as a whole one.
    if isinstance(value, float) and number == int(number) and -2**63 <= number < 2**64:
        return f"i{int(number)}"
    return f"d{struct.unpack('>Q', struct.pack('>d', number))[0]:x}"


def python(text):
    # Escaped halves of surrogate pairs become texts that have no UTF-8; refused by decision.
    try:
        return line(json.loads(text.decode("utf-8-sig"), parse_constant=refuse, parse_float=finite(float),
                               parse_int=finite(int)))
    except (ValueError, Refused, RecursionError, OverflowError):
        return "-"


texts = [mutated() for _ in range(count)]
ours = subprocess.run([evaluation, "json"], input="".join(f"{text.hex()}\n" for text in texts), capture_output=True,
                      text=True, check=True).stdout.splitlines()
assert len(ours) == count, (len(ours), count)
accepted, differing = 0, []
for text, found in zip(texts, ours):
    expected = python(text)
    accepted += expected != "-"
    if found != expected:
        differing.append((text, expected, found))
for text, expected, found in differing[:10]:
    print(f"{text!r}\n  Python: {expected[:300]}\n  reader: {found[:300]}")
print(f"JSON: {count} mutated texts, {accepted} accepted by Python, {len(differing)} read differently")
sys.exit(bool(differing) or not count / 20 < accepted < count)
