#!/usr/bin/env python3
# The second implementation of src/io/README.md, "Locked words", made from that text alone.
#   second.py make N     writes about N vectors, always the same, to stdout
#   second.py read FILE  opens what the program under test has sealed; says how many, fails if any does not open
#
# A line is one of
#   vault EXPECT PHRASE HEADER [OLD]        EXPECT: done wrong damaged newer beyond; the texts in hexadecimal
#   box KIND ABOUT BOX PLAIN                of the vault above; PLAIN: hexadecimal, or `refused`
#   line JOURNAL-LINE TEXT                  a line with a box, in hexadecimal, and the text in it, or `refused`
#
# SPDX-License-Identifier: MIT
import base64, ctypes, ctypes.util, json, random, struct, sys, unicodedata

name = ctypes.util.find_library("sodium")
if not name:
    print("libsodium as a shared library is not here: left out", file=sys.stderr)
    sys.exit(77)
na = ctypes.CDLL(name)
assert na.sodium_init() >= 0

M, T = 65536, 3
KINDS = {1: b"attEntry", 2: b"attDraft", 3: b"attIndex"}


def argon(phrase, salt, m=M, t=T):
    out = ctypes.create_string_buffer(32)
    text = unicodedata.normalize("NFC", phrase).encode()
    assert na.crypto_pwhash(out, ctypes.c_ulonglong(32), text, ctypes.c_ulonglong(len(text)), salt,
                            ctypes.c_ulonglong(t), ctypes.c_size_t(m * 1024), 2) == 0
    return out.raw


def blake(key, data, size=32):
    out = ctypes.create_string_buffer(size)
    assert na.crypto_generichash(out, ctypes.c_size_t(size), data, ctypes.c_ulonglong(len(data)), key, ctypes.c_size_t(len(key))) == 0
    return out.raw


def sub_key(key, context):
    out = ctypes.create_string_buffer(32)
    assert na.crypto_kdf_derive_from_key(out, ctypes.c_size_t(32), ctypes.c_uint64(1), context, key) == 0
    return out.raw


def seal(key, nonce, plain, bound):
    out = ctypes.create_string_buffer(len(plain) + 16)
    assert na.crypto_aead_xchacha20poly1305_ietf_encrypt(out, None, plain, ctypes.c_ulonglong(len(plain)), bound,
                                                         ctypes.c_ulonglong(len(bound)), None, nonce, key) == 0
    return out.raw


def unseal(key, nonce, sealed, bound):
    out = ctypes.create_string_buffer(max(len(sealed) - 16, 1))
    if na.crypto_aead_xchacha20poly1305_ietf_decrypt(out, None, None, sealed, ctypes.c_ulonglong(len(sealed)), bound,
                                                     ctypes.c_ulonglong(len(bound)), nonce, key) != 0:
        return None
    return out.raw[:len(sealed) - 16]


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def code_key(code, vault_id):
    for digit, letter in ("0O", "1I", "8B"):
        code = code.replace(digit, letter)
    letters = code.replace("-", "").replace(" ", "").upper()
    return blake(base64.b32decode(letters + "======"), b"attune recovery 1" + vault_id)


class Vault:
    def __init__(self, vault_id, key, old=None):
        self.id, self.key, self.old = vault_id, key, old

    def box(self, kind, about, plain, nonce):
        padded = plain + b"\x80"
        padded += bytes(-len(padded) % 1024)
        bound = bytes([1, kind]) + self.id + about
        return nonce + seal(sub_key(self.key, KINDS[kind]), nonce, padded, bound)

    def unbox(self, kind, about, box):
        bound = bytes([1, kind]) + self.id + about
        for key in (self.key, self.old):
            padded = key and unseal(sub_key(key, KINDS[kind]), box[:24], box[24:], bound)
            if padded:
                assert len(padded) % 1024 == 0
                plain = padded.rstrip(b"\0")
                assert plain[-1:] == b"\x80"
                return plain[:-1]
        return None


def header(vault, phrase, rnd, m=M, t=T, version=1, method=1, flags=0, code=None, work=True):
    head = b"ATTV" + struct.pack("<HH", version, method) + vault.id + struct.pack("<II", m, t) + rnd.randbytes(16)
    key = argon(phrase, head[32:48], m, t) if work else bytes(32)
    nonce = rnd.randbytes(24)
    wrap = nonce + seal(key, nonce, vault.key, head)
    out = head + wrap + struct.pack("<I", flags | (1 if code else 0))
    if code:
        nonce = rnd.randbytes(24)
        out += nonce + seal(code_key(code, vault.id), nonce, vault.key, out)
    return out + struct.pack("<I", crc32c(out))


def open_header(head, phrase):
    assert head[:4] == b"ATTV" and struct.unpack("<I", head[-4:])[0] == crc32c(head[:-4])
    version, method = struct.unpack("<HH", head[4:8])
    m, t = struct.unpack("<II", head[24:32])
    assert version == 1 and method == 1 and 65536 <= m <= 262144 and 3 <= t <= 64
    flags = struct.unpack("<I", head[120:124])[0]
    assert len(head) == (200 if flags & 1 else 128)
    key = unseal(argon(phrase, head[32:48], m, t), head[48:72], head[72:120], head[:48])
    if key is None and flags & 1:
        key = unseal(code_key(phrase, head[8:24]), head[124:148], head[148:196], head[:124])
    assert key is not None, "does not open"
    return Vault(head[8:24], key)


def renewed(vault, nonce):
    return nonce + seal(sub_key(vault.key, b"attRenew"), nonce, vault.old, vault.id)


def about_of(record, sid):
    at = record.get("at", "")
    seconds = 0
    if at:
        import calendar, time
        seconds = calendar.timegm(time.strptime(at, "%Y-%m-%dT%H:%M:%SZ"))
    parts = [record["t"], record.get("chapter", ""), record.get("page", ""), sid, record["s"], record["c"], seconds,
             record.get("rev", 0), record.get("attempt", int(record["t"] == "answer")), record.get("base", "")]
    return "\n".join(str(p) for p in parts).encode()


def payload(text, picks=()):
    out = b""
    if text is not None:
        out += b"T" + struct.pack("<I", len(text.encode())) + text.encode()
    for pick_id, number, words in picks:
        out += b"P" + struct.pack("<I", len(pick_id)) + pick_id.encode() + struct.pack("<i", number)
        out += b"0" if words is None else b"1" + struct.pack("<I", len(words.encode())) + words.encode()
    return out


def text_in(plain):
    """The text, or the texts of the picks joined by a bar."""
    at, texts = 0, []
    while at < len(plain):
        what = plain[at:at + 1]
        size = struct.unpack("<I", plain[at + 1:at + 5])[0]
        body = plain[at + 5:at + 5 + size]
        at += 5 + size
        if what == b"P":
            at += 4
            has = plain[at:at + 1] == b"1"
            at += 1
            body = b""
            if has:
                size = struct.unpack("<I", plain[at:at + 4])[0]
                body = plain[at + 4:at + 4 + size]
                at += 4 + size
        texts.append(body)
    return b"|".join(texts)


def line(vault, record, sid, plain, rnd, about=None):
    kind = 2 if record["t"] == "draft" else 1
    box = vault.box(kind, about if about is not None else about_of(record, sid), plain, rnd.randbytes(24))
    whole = f"{sid} " + json.dumps({**record, "box": base64.b64encode(box).decode()}, ensure_ascii=False, separators=(",", ":"))
    return f"{crc32c(whole.encode()):08x} {whole}\n".encode()


PHRASES = ["lated borin hitak", "Käsebrot mit Übermut", "cafe\u0301 au lait noir", "ein  doppeltes leer", "日本語のことば です", "x" * 200]
CODE = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-4"  # its last two bits are 0


def make(most):
    rnd = random.Random(20261122)
    lines = 0

    def say(*words):
        nonlocal lines
        lines += 1
        print(*words)

    def a_vault():
        return Vault(rnd.randbytes(16), rnd.randbytes(32))

    def boxes(vault, other, n):
        for i in range(n):
            kind, about = 1 + i % 3, rnd.randbytes(rnd.randrange(0, 90))
            plain = rnd.randbytes([0, 1, 5, 1022, 1023, 1024, 1025, 3000][i % 8])
            box = vault.box(kind, about, plain, rnd.randbytes(24))
            expect = plain.hex() or "-"
            spoil = i % 7
            if spoil == 3:
                at = rnd.randrange(len(box))
                box = box[:at] + bytes([box[at] ^ 1 << rnd.randrange(8)]) + box[at + 1:]
            elif spoil == 4:
                about += b"x"
            elif spoil == 5:
                kind = kind % 3 + 1
            elif spoil == 6:
                box = other.box(kind, about, plain, rnd.randbytes(24)) if i % 2 else box[:-1]
            say("box", kind, about.hex() or "-", box.hex(), expect if spoil < 3 else "refused")

    def journal(vault, n):
        for i in range(n):
            sid = f"{rnd.getrandbits(64) | 1:016x}"
            record = {"s": i + 1, "c": i + 10, "at": "2026-11-22T10:00:%02dZ" % i, "t": ["words", "plan", "draft", "answer"][i % 4],
                      "chapter": "start", "page": "your-words-%d" % i, "rev": i % 3 + 1, "attempt": i % 2 + 1}
            if record["t"] in ("words", "plan", "draft"):
                record["base"] = ["none", "00000000000000ab:7"][i % 2]
            else:
                del record["attempt"]  # the first
            text = "Was ich sagen wollte \u2014 %d\nzweite Zeile" % i if record["t"] != "plan" else None
            plain = payload(text, [("cue", -1, "it rains %d" % i), ("action", -1, "I call")] if record["t"] == "plan" else ())
            expect = text_in(plain).hex()
            about = None
            if i % 5 == 4:  # its words were sealed for another record
                about, expect = about_of({**record, "page": "elsewhere"}, sid), "refused"
            say("line", line(vault, record, sid, plain, rnd, about).hex(), expect)

    for i, phrase in enumerate(PHRASES):
        vault, other = a_vault(), a_vault()
        code = CODE if i % 2 else None
        head = header(vault, phrase, rnd, t=T + i % 2, code=code)
        say("vault", "done", phrase.encode().hex(), head.hex())
        boxes(vault, other, (most - 50) // len(PHRASES) - 4)
        journal(vault, 5)
        if code:
            say("vault", "done", code.lower().replace("-", " ").replace("o", "0").encode().hex(), head.hex())
            boxes(vault, other, 3)
            say("vault", "wrong", (code[:-1] + "A").encode().hex(), head.hex())
    vault = a_vault()
    vault.old = rnd.randbytes(32)
    head = header(vault, "one that changes", rnd)
    say("vault", "done", "one that changes".encode().hex(), head.hex(), renewed(vault, rnd.randbytes(24)).hex())
    before = Vault(vault.id, vault.old)
    say("box", 1, "aa", before.box(1, b"\xaa", b"sealed before", rnd.randbytes(24)).hex(), b"sealed before".hex())
    say("box", 1, "aa", vault.box(1, b"\xaa", b"sealed since", rnd.randbytes(24)).hex(), b"sealed since".hex())
    say("vault", "done", "one that changes".encode().hex(), head.hex(), rnd.randbytes(72).hex())
    say("box", 1, "aa", before.box(1, b"\xaa", b"sealed before", rnd.randbytes(24)).hex(), "refused")
    say("vault", "done", "caf\u00e9 au lait noir".encode().hex(), header(vault, "cafe\u0301 au lait noir", rnd).hex())
    for wrong in ("one that change", "one that changes ", " one that changes", "One that changes", ""):
        say("vault", "wrong", wrong.encode().hex() or "-", head.hex())
    phrase = "one that changes".encode().hex()
    for words in ({"m": 65535}, {"m": 262145}, {"m": 0xFFFFFFFF}, {"t": 2}, {"t": 65}, {"t": 0}):
        say("vault", "beyond", phrase, header(vault, "", rnd, work=False, **words).hex())
    for words in ({"version": 2}, {"version": 0}, {"method": 2}, {"flags": 2}, {"flags": 0x80000000}):
        say("vault", "newer", phrase, header(vault, "", rnd, work=False, **words).hex())
    spoiled = [head[:-1], head[:64], b"", b"ATTW" + head[4:], head + b"\0", head[:124] + bytes(4)]
    long = head[:120] + struct.pack("<I", 1)
    spoiled.append(long + struct.pack("<I", crc32c(long)))  # the flags ask for more than there is
    for bytes_ in spoiled:
        say("vault", "damaged", phrase, bytes_.hex() or "-")
    print(f"{lines} vectors", file=sys.stderr)


def raw(word):
    return b"" if word == "-" else bytes.fromhex(word)


def read(path):
    opened, vault = 0, None
    for words in (l.split() for l in open(path)):
        if words[0] == "vault":
            vault = open_header(raw(words[3]), raw(words[2]).decode())
            if len(words) > 4:
                old = raw(words[4])
                vault.old = unseal(sub_key(vault.key, b"attRenew"), old[:24], old[24:], vault.id)
                assert vault.old
        elif words[0] == "box":
            assert vault.unbox(int(words[1]), raw(words[2]), raw(words[3])) == raw(words[4])
        else:
            whole = raw(words[1])
            crc, sid, text = whole.rstrip(b"\n").split(b" ", 2)
            assert crc.decode() == f"{crc32c(sid + b' ' + text):08x}"
            record = json.loads(text)
            kind = 2 if record["t"] == "draft" else 1
            plain = vault.unbox(kind, about_of(record, sid.decode()), base64.b64decode(record["box"]))
            assert plain is not None and text_in(plain) == raw(words[2]), record
            assert "text" not in record and not any("w" in p for p in record.get("picks", []))
        opened += 1
    print(f"{opened} opened by the second implementation", file=sys.stderr)
    return opened


if sys.argv[1:2] == ["make"]:
    make(int(sys.argv[2]))
elif sys.argv[1:2] == ["read"]:
    sys.exit(0 if read(sys.argv[2]) else 1)
else:
    sys.exit(2)
